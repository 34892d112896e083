"""`yuanba password NAME`: the first password of somebody on the staff, shown once, told face to face.

Whoever sits at the server gives it; never over one that exists, so that nobody's account is taken
over in silence (trust.md T20). That is done by two administrators on the page.
"""

import argparse
import secrets

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

WORDS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
PARTS, LENGTH = 4, 4  # four groups of four: 79 bits

MORE = """最初的三位管理员用 yuanba staff first；其他人先 yuanba import staff，再在这里发密码。
The first three administrators: yuanba staff first. Others: yuanba import staff, then this."""


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("username", help="用户名 · user name")


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    from yuanba.base import clock
    from yuanba.people import acts
    from yuanba.people.door import FOUNDER
    from yuanba.people.models import Person

    person = Person.objects.filter(username=args.username, staff=True).first()
    if person is None:
        raise Fault(
            f"没有这位工作人员：{args.username}", f"No such member of staff: {args.username}"
        )
    password = "-".join(
        "".join(secrets.choice(WORDS) for _n in range(LENGTH)) for _part in range(PARTS)
    )
    acts.give_password(
        actor=FOUNDER,
        person_id=person.pk,
        username=person.username,
        password=password,
        now=clock.now(),
    )
    tell(
        f"{person.name}（{person.username}）的密码，只显示这一次：{password}",
        "Shown this once; change it after the first sign-in.",
    )
    return 0
