"""抽查: which closed matters somebody else rings up about, so that nobody can choose them.

The method, version 1, for one county and one week (Monday to Sunday, Shanghai):

1. Before the week is over a salt of 32 random bytes is made, and its SHA-256 is published.
2. After the week the list is every matter struck off in it (its 销号 records), by id.
3. The seed is the SHA-256 of these lines, joined by a line feed: ``yuanba sample 1``, the county's
   id, the first day, the last day, the salt, then the ids in ascending order. Who strikes matters
   off does not know the salt; who knows the salt does not know what will be struck off.
4. The matters are put in the order of the SHA-256 of seed, line feed, id; the first so many are
   drawn: the share of the list, rounded up. One that must not be rung up about stays in its place
   with the reason, and the next in the order is drawn for it.

Anybody with the list can do it again: ``printf '%s\\n%s' SEED ID | sha256sum``.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import say_why

METHOD = "yuanba sample 1"
USUAL = (
    50  # per mille of the closed matters (trust.md T3: five per cent), until a county sets another
)


class Answer(StrEnum):
    WAITING = "waiting"  # 等回访
    UNREACHED = "unreached"  # 没联系上: may be tried again
    SOLVED = "solved"  # 本人说办好了
    UNSOLVED = "unsolved"  # 本人说没办好
    SKIPPED = "skipped"  # 不回访: must not or cannot be asked


STILL = {Answer.WAITING, Answer.UNREACHED}


class Skip(StrEnum):
    """Why a drawn matter is not rung up about."""

    RESTRICTED = "restricted"  # a call could betray what was told
    NOBODY = "nobody"  # nobody known to ask
    AGAIN = "again"  # being worked on again anyway
    EXCLUDED = "excluded"  # not counted, on a published ground


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week this day lies in."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def commitment(salt: str) -> str:
    """What is published of the salt before the week is over."""
    return sha256(salt.encode()).hexdigest()


def seed(*, county_id: int, first: date, last: date, salt: str, ids: Iterable[int]) -> str:
    listed = (str(i) for i in sorted(set(ids)))
    lines = [METHOD, str(county_id), first.isoformat(), last.isoformat(), salt, *listed]
    return sha256("\n".join(lines).encode()).hexdigest()


def lot(seed: str, matter_id: int) -> str:
    """The lot of one matter; the lowest are drawn."""
    return sha256(f"{seed}\n{matter_id}".encode()).hexdigest()


def order(seed: str, ids: Iterable[int]) -> list[int]:
    """The matters in the order in which they are drawn."""
    return sorted(set(ids), key=lambda i: (lot(seed, i), i))


def size(n: int, per_mille: int) -> int:
    """How many of n are drawn: the share, rounded up, so that a small village has its one."""
    return -(-n * per_mille // 1000)


def skip(*, restricted: bool, reachable: bool, again: bool, excluded: bool) -> Skip | None:
    """Hidden, private and abusive ones are not asked; the reason stands in the list."""
    if restricted:
        return Skip.RESTRICTED
    if excluded:
        return Skip.EXCLUDED
    if again:
        return Skip.AGAIN
    return None if reachable else Skip.NOBODY


def share(*, per_mille: int, source: str) -> None:
    """A county may ask more people than usual, or fewer; never none."""
    if not 1 <= per_mille <= 1000:
        raise Refused("share", _("比例最少千分之一，最多全部（千分之一千）。"), field="per_mille")
    say_why(source, field="source")


def spot_check(
    *, was: Answer, answer: Answer, why: str, actor_id: int | None, worked: set[int]
) -> None:
    """抽查回访 is done by somebody who neither handled nor closed it; answered once."""
    if was is Answer.SKIPPED:
        raise Refused("skipped", _("这一件不用回访，名单上写着原因。"))
    if was not in STILL:
        raise Refused("answered", _("这一件已经回访过了，请刷新再看。"))
    if answer not in {Answer.SOLVED, Answer.UNSOLVED, Answer.UNREACHED}:
        raise Refused("answer", _("请选：办好了、还没办好，或者没联系上。"), field="answer")
    if actor_id is None or actor_id in worked:
        raise Refused("involved", _("您经办过这件事，抽查要由没经过手的人来问。"))
    if answer is not Answer.SOLVED and len(why.strip()) < 2:
        raise Refused("why", _("请照原话写一句：哪里没办好，或者怎么没联系上。"), field="why")
