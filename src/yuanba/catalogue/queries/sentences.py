"""The sentence that stands before the figures of a drafted item, in the language that is on: whoever reads the
portal reads it in his own; what is drafted for the board is kept in Chinese (acts/drafting.py)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import dateformat
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext, pgettext

from yuanba.base.masking import mask
from yuanba.councils.models import Procedure

TOLD = 5  # titles named in the sentence; the rows name them all


def moment(day: date) -> datetime:
    return datetime.combine(day, time(0), get_default_timezone())


def span(since: date, until: date) -> str:
    """2026年11月, or 2026年10月至12月."""
    last = until - timedelta(days=1)
    if (since.year, since.month) == (last.year, last.month):
        return dateformat.format(since, gettext("Y年n月"))
    said = {
        "first": dateformat.format(since, pgettext("first month of several", "Y年n月")),
        "last": dateformat.format(last, pgettext("last month of several", "n月")),
    }
    return gettext("%(first)s至%(last)s") % said


def yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"


def matters(when: str, n: Mapping[str, int]) -> str:
    say = gettext(
        "%(when)s，大家说了%(received)s件事，办完%(finished)s件，本人认可%(solved)s件，"
        "本人说没办好%(unsolved)s件，过期才办完%(late)s件，销号%(struck)s件。"
    )
    return say % {"when": when, **n}


def decisions(when: str, found: Sequence[Procedure], n: int, cost: int) -> str:
    """`found`: the first of them."""
    if not found:
        return gettext("%(when)s，没有新定的事。") % {"when": when}
    titles = gettext("；").join(mask(one.title) for one in found[:TOLD])
    told = gettext("%(when)s，定了%(n)s件事：%(titles)s。")
    told %= {"when": when, "n": n, "titles": titles}
    return told + (gettext("一共要花%(cost)s元。") % {"cost": yuan(cost)} if cost else "")


def meetings(when: str, held: int, came: int) -> str:
    if not held:
        return gettext("%(when)s，没有开会。") % {"when": when}
    say = gettext("%(when)s，开了%(held)s次会，到会%(came)s人次。")
    return say % {"when": when, "held": held, "came": came}


def no_points(when: str) -> str:
    return gettext("%(when)s，村里还没有用积分。") % {"when": when}


def points(when: str, n: Mapping[str, int]) -> str:
    say = gettext(
        "%(when)s，发出积分%(issued)s分，换掉%(redeemed)s分；取数时各户手里一共%(owed)s分。"
    )
    return say % {"when": when, **n}


def money(when: str, fen: Mapping[str, int]) -> str:
    say = gettext(
        "%(when)s，期初结余%(opening)s元，收入%(income)s元，支出%(spending)s元，期末结余%(closing)s元。"
    )
    return say % {"when": when, **{key: yuan(n) for key, n in fen.items()}}


def patrols(when: str, n: Mapping[str, int]) -> str:
    say = gettext(
        "%(when)s，巡查看了%(looked)s次，发现问题%(found)s件，弄好%(fixed)s件；取数时还有%(left)s件没弄好。"
    )
    return say % {"when": when, **n}


def projects(when: str, n: Mapping[str, int], fen: int) -> str:
    say = gettext(
        "%(when)s，新认领项目%(adopted)s项，办完%(ended)s项，买服务%(bought)s项，花%(cost)s元。"
    )
    return say % {"when": when, **n, "cost": yuan(fen)}
