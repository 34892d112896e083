"""Checks of `yuanba doctor` on the settings: what strangers would be shown, who could sign in how."""

import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from yuanba.cli.begin import loopback
from yuanba.cli.findings import Finding, fatal, ok, warn


def debug(settings: Any, _deploy: bool) -> Iterator[Finding]:
    if settings.DEBUG:
        yield fatal(
            "debug",
            "YUANBA_DEBUG 开着，出错时会把内部情况给外人看，请关掉。",
            "YUANBA_DEBUG is on: errors would show internals to strangers.",
        )
    else:
        yield ok("debug", "调试已关")


def secret(settings: Any, _deploy: bool) -> Iterator[Finding]:
    key = settings.SECRET_KEY
    shipped = key.startswith(("django-insecure", "only-for-the-tests"))
    if len(key) < 32 or len(set(key)) < 8 or shipped:
        yield fatal(
            "secret",
            "YUANBA_SECRET_KEY 太短、太简单或是公开过的；不设它，系统会自己生成一个。",
            "YUANBA_SECRET_KEY is short, simple or public; leave it unset and one is made.",
        )
        return
    file = Path(settings.HOME) / "secret"
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield fatal(
            "secret",
            f"别的用户也能读密钥文件，请运行：chmod 600 {file}",
            f"Other users can read the secret: chmod 600 {file}",
        )
        return
    yield ok("secret", "密钥够强，只有本用户能读")


def hosts(settings: Any, deploy: bool) -> Iterator[Finding]:
    named = [host for host in settings.ALLOWED_HOSTS if host]
    if any(host == "*" or host.startswith(".") for host in named) or not named:
        yield fatal(
            "hosts",
            "YUANBA_HOSTS 要写明网址，不能用 * 或留空。",
            "YUANBA_HOSTS must name the hosts; * or nothing lets anyone forge links.",
        )
    elif deploy and all(map(loopback, named)):
        yield fatal(
            "hosts",
            "YUANBA_HOSTS 只有本机，外面的人打不开。",
            "YUANBA_HOSTS names this machine only; nobody outside could open it.",
        )
    else:
        yield ok("hosts", f"只应答：{'、'.join(named)}")


def cookies(settings: Any, deploy: bool) -> Iterator[Finding]:
    local = all(map(loopback, filter(None, settings.ALLOWED_HOSTS)))
    safe = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    if not safe and (deploy or not local):
        yield fatal(
            "cookies",
            "登录凭据会走明文网络（YUANBA_TLS=0），只有本机自用才可以。",
            "Sign-in cookies would cross the network in the clear (YUANBA_TLS=0).",
        )
    elif not settings.SESSION_COOKIE_HTTPONLY:
        yield fatal("cookies", "网页脚本能读登录凭据。", "Scripts could read the sign-in cookie.")
    else:
        yield ok("cookies", "登录凭据只走加密连接" if safe else "只在本机使用，不加密")


def demo(settings: Any, deploy: bool) -> Iterator[Finding]:
    if not settings.DEMO:
        return
    local = all(map(loopback, filter(None, settings.ALLOWED_HOSTS)))
    words = (
        "示范模式谁都能一键登录，真实网站不能开。",
        "Demo mode signs anyone in with one click.",
    )
    yield fatal("demo", *words) if deploy or not local else warn("demo", *words)


def second_step(settings: Any, _deploy: bool) -> Iterator[Finding]:
    """trust.md rule 13: a password alone is not enough for staff, and a desk does not stay open."""
    if settings.DEMO:
        return
    if not settings.STAFF_TOTP:
        yield warn(
            "second step",
            "工作人员只凭密码就能登录（YUANBA_STAFF_TOTP=off），密码泄露就全泄露了。",
            "Staff sign in with a password alone (YUANBA_STAFF_TOTP=off).",
        )
    if settings.STAFF_IDLE_MINUTES > 30 or settings.STAFF_HOURS > 12:
        yield warn(
            "sessions",
            f"工作人员离开{settings.STAFF_IDLE_MINUTES}分钟、登录{settings.STAFF_HOURS}小时才退出，"
            "应当不超过30分钟、12小时。",
            "Staff sessions last longer than 30 idle minutes or 12 hours altogether.",
        )
    if settings.STAFF_TOTP and settings.STAFF_IDLE_MINUTES <= 30 and settings.STAFF_HOURS <= 12:
        yield ok("second step", "工作人员登录要密码和手机两样，到时间自动退出")


CHECKS: list[Callable[[Any, bool], Iterable[Finding]]] = [
    debug,
    secret,
    hosts,
    cookies,
    demo,
    second_step,
]
