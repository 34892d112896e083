"""带旧账: what an older table of points may bring into the ledger. Whole points, each household once."""

from yuanba.base.errors import Refused
from yuanba.base.text import _

MOST = 1_000_000  # points of one household: beyond it a finger has slipped


def line(points: int | None, *, summed: bool) -> int:
    """The points of one row. `summed`: the table has many rows a household, some of which may take."""
    if points is None:
        raise Refused("points_missing", _("这一行没有写积分。"), field="points")
    if abs(points) > MOST:
        say = _("积分太多了，请看看是不是多打了几个零（一户最多 1000000）。")
        raise Refused("points_odd", say, field="points")
    if points < 0 and not summed:
        raise Refused("points_below", _("积分不能是负数，最少是 0。"), field="points")
    return points


def total(points: int) -> int:
    """What all rows of one household come to."""
    if points < 0:
        say = _("这一户加起来是负数（%(n)s），请核对。") % {"n": points}
        raise Refused("points_below", say, field="points")
    return line(points, summed=True)
