"""Checks of `yuanba doctor` on what else the environment says: addresses, figures, the map, the way to
telephones; and names that nothing here reads, which are mostly misspelt."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from yuanba.cli.begin import loopback
from yuanba.cli.findings import Finding, fatal, ok, warn

# Every variable that the program reads (tests/test_doctor.py compares); those of others' have no prefix.
KNOWN = {
    "YUANBA_HOME",
    "YUANBA_SECRET_KEY",
    "YUANBA_OLD_SECRET_KEYS",
    "YUANBA_DEBUG",
    "YUANBA_DEMO",
    "YUANBA_TESTING",
    "YUANBA_JOBS",
    "YUANBA_HOSTS",
    "YUANBA_ORIGINS",
    "YUANBA_LISTEN",
    "YUANBA_TLS",
    "YUANBA_PROXY",
    "YUANBA_PUBLIC_URL",
    "YUANBA_LOG",
    "YUANBA_STAFF_TOTP",
    "YUANBA_STAFF_IDLE_MINUTES",
    "YUANBA_STAFF_HOURS",
    "YUANBA_RESIDENT_IDLE_HOURS",
    "YUANBA_RESIDENT_HOURS",
    "YUANBA_SMS_GATEWAY",
    "YUANBA_SMS_URL",
    "YUANBA_SMS_TOKEN",
    "YUANBA_SMS_PRIVATE",
    "YUANBA_WITNESS_URL",
    "YUANBA_WITNESS_PRIVATE",
    "YUANBA_WITNESS_NAME",
    "YUANBA_HELP_PHONE",
    "YUANBA_FOUNDED",
    "YUANBA_MAP_TILES",
    "YUANBA_MAP_TILES_DATUM",
    "YUANBA_MAP_CREDIT",
    "YUANBA_MAP_APP",
}
PREFIX = "YUANBA_"


def named(_settings: Any, _deploy: bool) -> Iterator[Finding]:
    """What the environment sets, by name; no value is printed, some are secrets."""
    said = sorted(name for name in os.environ if name.startswith(PREFIX))
    if strange := [name for name in said if name not in KNOWN]:
        names = "、".join(strange)
        yield warn(
            "names",
            f"这些设置没有人读，多半写错了名字：{names}",
            f"Nothing reads these, most likely misspelt: {', '.join(strange)}",
        )
    if used := [name for name in said if name in KNOWN]:
        yield ok("names", f"环境里设了：{'、'.join(used)}")


def public_address(settings: Any, deploy: bool) -> Iterator[Finding]:
    """It is printed on slips and in squares: a wrong one leads nobody here."""
    where = urlsplit(settings.PUBLIC_URL)
    if where.scheme not in {"http", "https"} or not where.hostname or where.query:
        yield fatal(
            "address",
            f"YUANBA_PUBLIC_URL 要写完整的网址，如 https://cun.example：{settings.PUBLIC_URL}",
            f"YUANBA_PUBLIC_URL must be a whole address: {settings.PUBLIC_URL}",
        )
        return
    others = [h for h in settings.ALLOWED_HOSTS if h and not loopback(h)]
    if loopback(where.hostname) and (deploy or others) and not settings.DEMO:
        yield warn(
            "address",
            "YUANBA_PUBLIC_URL 还是本机，纸条和短信里的网址、二维码别人打不开。",
            "YUANBA_PUBLIC_URL is this machine: addresses on slips and in messages lead nowhere.",
        )
        return
    yield ok("address", f"纸条和短信里的网址：{settings.PUBLIC_URL}")


def telephones(settings: Any, _deploy: bool) -> Iterator[Finding]:
    from django.utils.module_loading import import_string

    name = settings.SMS_GATEWAY
    try:
        import_string(name)
    except ImportError:
        yield fatal(
            "messages",
            f"YUANBA_SMS_GATEWAY 找不到：{name}",
            f"YUANBA_SMS_GATEWAY cannot be found: {name}",
        )
        return
    if name.endswith(".Webhook"):
        yield from _outgoing("messages", "YUANBA_SMS_URL", settings.SMS_URL, settings.SMS_PRIVATE)
    elif name.endswith(".Outbox") and not settings.DEMO:
        yield warn(
            "messages",
            "没有接短信（YUANBA_SMS_GATEWAY）：居民收不到验证码和通知，要由人打电话。",
            "No gateway to telephones (YUANBA_SMS_GATEWAY): codes and notices reach nobody.",
        )
    else:
        yield ok("messages", "短信有去处")


def witness(settings: Any, _deploy: bool) -> Iterator[Finding]:
    if any(sign in settings.WITNESS_NAME for sign in " +\n"):
        yield fatal(
            "witness",
            "YUANBA_WITNESS_NAME 里不要空格和加号。",
            "YUANBA_WITNESS_NAME must have no blanks and plus signs.",
        )
    if settings.WITNESS_URL:
        name = "YUANBA_WITNESS_URL"
        yield from _outgoing("witness", name, settings.WITNESS_URL, settings.WITNESS_PRIVATE)


def _outgoing(called: str, name: str, url: str, private: bool) -> Iterator[Finding]:
    where = urlsplit(url)
    if where.scheme not in {"http", "https"} or not where.hostname:
        yield fatal(called, f"{name} 要写完整的网址。", f"{name} must be a whole address.")
    elif where.scheme == "http" and not private:
        allow = name.rsplit("_", 1)[0] + "_PRIVATE"
        yield fatal(
            called,
            f"{name} 要用 https；只在自己的内网里用，才可以设 {allow}=1。",
            f"{name} must be https; only within your own network set {allow}=1.",
        )
    else:
        yield ok(called, f"{name} 是完整的网址")


def map_(settings: Any, _deploy: bool) -> Iterator[Finding]:
    tiles, datum = settings.MAP_TILES, settings.MAP_TILES_DATUM
    where = urlsplit(tiles.replace("{s}", "a"))
    whole = where.scheme in {"http", "https"} and where.hostname
    if tiles and not (whole and all(part in tiles for part in ("{z}", "{x}", "{y}"))):
        yield fatal(
            "map",
            "YUANBA_MAP_TILES 要像 https://tiles.example/{z}/{x}/{y}.png；不用底图就不设。",
            "YUANBA_MAP_TILES must look like https://tiles.example/{z}/{x}/{y}.png, or be unset.",
        )
    elif tiles and where.scheme == "http" and settings.TLS:
        yield warn(
            "map",
            "底图的网址是 http，加密的网页里浏览器不会显示它，请换成 https（YUANBA_MAP_TILES）。",
            "The tiles are http: browsers show none of them on an https page (YUANBA_MAP_TILES).",
        )
    elif tiles and not settings.MAP_CREDIT:
        yield warn(
            "map",
            "用了别人的底图，请写上出处（YUANBA_MAP_CREDIT）。",
            "Tiles of others are shown without their credit (YUANBA_MAP_CREDIT).",
        )
    if datum not in {"wgs84", "gcj02"}:
        yield fatal(
            "map",
            f"YUANBA_MAP_TILES_DATUM 只能是 wgs84 或 gcj02，现在是 {datum}。",
            f"YUANBA_MAP_TILES_DATUM is wgs84 or gcj02, not {datum}.",
        )
    try:
        settings.MAP_APP.format(lat=1.0, lng=1.0, name="")
    except (KeyError, IndexError, ValueError):
        yield fatal(
            "map",
            "YUANBA_MAP_APP 里只能有 {lat}、{lng}、{name}。",
            "YUANBA_MAP_APP may hold {lat}, {lng} and {name} only.",
        )


def founded(settings: Any, _deploy: bool) -> Iterator[Finding]:
    try:
        date.fromisoformat(settings.FOUNDED)
    except ValueError:
        yield fatal(
            "founded",
            f"YUANBA_FOUNDED 要写成 2000-01-01 这样的日子，现在是 {settings.FOUNDED}。",
            f"YUANBA_FOUNDED is a day like 2000-01-01, not {settings.FOUNDED}.",
        )


def resident_sessions(settings: Any, _deploy: bool) -> Iterator[Finding]:
    if not 0 < settings.RESIDENT_IDLE_HOURS <= settings.RESIDENT_HOURS <= 24 * 90:
        yield warn(
            "residents",
            "居民在手机上登录多久（YUANBA_RESIDENT_IDLE_HOURS、YUANBA_RESIDENT_HOURS）不合常理。",
            "How long residents stay signed in (YUANBA_RESIDENT_…HOURS) makes no sense.",
        )


CHECKS: list[Callable[[Any, bool], Iterable[Finding]]] = [
    public_address,
    resident_sessions,
    telephones,
    witness,
    map_,
    founded,
    named,
]
