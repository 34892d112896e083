"""The four lists of the demo: what public sources name, and an invented rest that says it is invented."""

from datetime import datetime, timedelta
from importlib.resources import files

from yuanba.base import clock
from yuanba.base.permits import Role
from yuanba.exchange.demo.county import County
from yuanba.lists import acts, reading
from yuanba.lists.rules import Kind, Line
from yuanba.people.models import Person

DAY = timedelta(days=1)
INVENTED = "虚构的清单，演示用"


def add(county: County, now: datetime) -> None:
    """Brought in by the administrator, checked by the county's co-ordinator; one edition waits."""
    admin = Person.objects.filter(posts__place=county.place, posts__role=Role.ADMIN).first()
    assert admin is not None  # the founding seats one
    path = files("yuanba.exchange.demo").joinpath("bounds.csv")
    invented = reading.read(path.read_bytes(), "bounds.csv")
    lists = {kind: (invented.of(kind), INVENTED) for kind in invented.lines}
    lists |= {kind: (reading.example(kind), one.source) for kind, one in reading.EXAMPLES.items()}
    for kind, (lines, source) in lists.items():
        _bring(county, admin, kind, lines, source, now - 90 * DAY, checked=True)
    more = [*invented.of(Kind.ASSIST), *LATER]
    _bring(county, admin, Kind.ASSIST, more, INVENTED, now - 2 * DAY, checked=False)


LATER = [Line("X09", "协助河道保洁巡查", "演示清单第九条", lead="水利局", along="镇街")]


def _bring(
    county: County,
    admin: Person,
    kind: Kind,
    lines: list[Line],
    source: str,
    at: datetime,
    *,
    checked: bool,
) -> None:
    since = clock.day_of(at) if checked else clock.day_of(at) + timedelta(days=30)
    made = acts.adopt(
        actor=admin, county_id=county.place.pk, kind=kind, lines=lines, source=source,
        since=since, told=len(lines), now=at,
    )  # fmt: skip
    if checked:
        checker = county.coordinators[county.place.pk]
        acts.verify(actor=checker, edition_id=made.pk, now=at + timedelta(hours=3))
