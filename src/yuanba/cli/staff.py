"""`yuanba staff`: the first three administrators of an installation, and its last resort."""

import argparse
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

if TYPE_CHECKING:
    from yuanba.places.models import Place

MORE = """\
一台电脑的村也要三个人（不要三台电脑）：一个管设置（系统），一个管账号（安全），一个看留痕（审计）。
他们用同一台电脑，各用各的用户名、密码和手机验证。比如：村文书、村主任、监督委员会主任。
以后添人、安排岗位由安全管理员在网页上办；地方、单位、日历由系统管理员办。

A village with one computer needs three people for it, not three computers: one for settings
(system), one for accounts (security), one who reads the records (audit). They share the computer;
each has a name, a password and a telephone of his own. Later people are added on the pages.

  yuanba staff first --found 云岭县 --system 王文书 --security 李主任 --audit 罗正
  yuanba staff first --place 石桥村 --system … --security … --audit …
  yuanba staff reset 李主任 --because 手机丢了

reset 打印前一半重置码；另一位管理员在网页“重置”里同意，拿到后一半。
reset prints the first half of a code; an administrator agrees on the page “Resets” and gets the rest.
"""
ROLES = {"system": "admin", "security": "security", "audit": "audit"}
WORDS = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    kinds = parser.add_subparsers(dest="what", required=True, metavar="first|reset")
    first = kinds.add_parser("first", help="最初的三个管理员 · the first three administrators")
    where = first.add_mutually_exclusive_group()
    where.add_argument("--place", help="管哪里，默认最上面的地方 · over which place")
    where.add_argument("--found", metavar="NAME", help="先设一个区县 · found a county first")
    for role, words in WORDS.items():
        first.add_argument(f"--{role}", required=True, metavar="姓名", help=words)
    reset = kinds.add_parser("reset", help="申请重置一个账号 · ask for the reset of an account")
    reset.add_argument("username", help="用户名 · user name")
    reset.add_argument("--because", required=True, help="为什么 · why")


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    from yuanba.base import clock

    return first(args, clock.now()) if args.what == "first" else reset(args, clock.now())


def first(args: argparse.Namespace, now: datetime) -> int:
    """All three, or none: two of them could do nothing about the third."""
    from django.db import transaction

    rows: list[tuple[str, str, str]] = []
    with transaction.atomic():
        place = _found(args.found, now) if args.found else _place(args.place)
        _none_yet(place)
        for role in ROLES:
            name = getattr(args, role)
            rows.append((WORDS[role], *_appoint(place, role, name, now)))
    tell(f"{place.name}的三个管理员设好了：", f"The three administrators of {place.name}:")
    for words, name, password in rows:
        print(f"  {words}\t{name}\t{password}")
    tell(
        "密码只显示这一回，请当面分别告诉本人。第一次登录时设手机验证，登录后自己改密码。",
        "Shown only now: tell each his own. At the first sign-in each sets up his telephone.",
    )
    return 0


def _place(said: str | None) -> "Place":
    from yuanba.places.models import Place
    from yuanba.places.rules import Kind

    rows = Place.objects.filter(until=None)
    rows = rows.filter(name=said) if said else rows.filter(kind=Kind.COUNTY)
    found = list(rows[:2])
    if not found:
        raise Fault(
            "没有这个地方。先 yuanba import places，或者用 --found 设一个区县。",
            "No such place. First yuanba import places, or found a county with --found.",
        )
    if len(found) > 1:
        raise Fault(
            "这样的地方不止一个，请用 --place 写清楚。", "More than one such place: say --place."
        )
    return found[0]


def _found(name: str, now: datetime) -> "Place":
    from yuanba.places import acts
    from yuanba.places.acts.founding import FOUNDER

    return acts.found_county(actor=FOUNDER, name=name, source="yuanba staff first", now=now)


def _none_yet(place: Any) -> None:
    from yuanba.base import clock
    from yuanba.people.models import Post

    today = clock.day_of(clock.now())
    held = Post.objects.filter(place=place, role__in=ROLES.values())
    if any(post.held_on(today) for post in held):
        raise Fault(
            f"{place.name}已经有管理员了，请安全管理员在网页“人员与岗位”里添人。",
            f"{place.name} has administrators; people are added on the page “People and posts”.",
        )


def _appoint(place: Any, role: str, name: str, now: datetime) -> tuple[str, str]:
    from yuanba.people import acts
    from yuanba.places.acts.founding import FOUNDER

    password = "-".join(secrets.token_hex(2) for _part in range(4))
    person = acts.add_person(
        actor=FOUNDER, place_id=place.pk, username=name, name=name, password=password, now=now
    )
    acts.appoint(actor=FOUNDER, person_id=person.pk, role=ROLES[role], place_id=place.pk, now=now)
    return person.username, password


def reset(args: argparse.Namespace, now: datetime) -> int:
    """The keeper of the server asks; still an administrator has to agree (trust.md T20)."""
    from yuanba.people import acts, rules
    from yuanba.people.models import Person
    from yuanba.places.acts.founding import FOUNDER

    person = Person.objects.filter(username=rules.username(args.username)).first()
    if person is None:
        raise Fault(f"没有这个用户名：{args.username}。", f"No such user name: {args.username}.")
    half: list[str] = []
    acts.ask_reset(
        actor=FOUNDER, person_id=person.pk, reason=args.because, now=now, told=half.append
    )
    tell(
        f"前一半重置码：{half[0]}。请当面告诉{person.name}。一天以内要有一位管理员在网页“重置”里同意。",
        "The first half, for the owner only. An administrator agrees on the page within a day.",
    )
    return 0
