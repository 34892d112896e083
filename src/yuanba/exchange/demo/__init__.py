"""The demo: an invented county with its people and two thousand matters in every state.

Always the same county for the same day: everything comes from one seed. Nobody in it lives, and
no telephone number in it is anybody's.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from yuanba.base import clock
from yuanba.base.log import store as log
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.disclosure.jobs import rebuild
from yuanba.disclosure.models import Row
from yuanba.duties.models import Category
from yuanba.exchange.demo import (
    around,
    bounds,
    bounds_tasks,
    desk,
    homes,
    honours,
    land,
    lanes,
    leaks,
    meetings,
    neighbours,
    network,
    past,
    patrols,
    points,
    projects,
    road,
    sunlight,
    thursdays,
    waits,
)
from yuanba.exchange.demo.county import PASSWORD, County, Founding, role_words
from yuanba.exchange.demo.data import read
from yuanba.exchange.demo.histories import ONE_BY_ONE, Author, History
from yuanba.matters.models import Matter
from yuanba.matters.pile import Pile
from yuanba.people import acts as people
from yuanba.people import queries
from yuanba.people.door import FOUNDER, Guest, with_posts
from yuanba.people.models import Person, Unit
from yuanba.places import queries as places

SEED = 20_141_127
HOUSEHOLDS, MATTERS, DAYS = 3_000, 2_000, 300
ACCOUNTS = 12  # residents who have signed in by telephone
Progress = Callable[[int, int], object]  # done, of how many

__all__ = ["build", "sign_ins", "who"]


def build(
    progress: Progress | None = None,
    *,
    now: datetime | None = None,
    households: int = HOUSEHOLDS,
    matters: int = MATTERS,
) -> County:
    """Fill an empty database with the invented county, in one transaction."""
    now, rng = now or clock.now(), random.Random(SEED)  # noqa: S311  a demo, not a secret
    tell = progress or (lambda _done, _of: None)
    with transaction.atomic(), log.in_order():
        tell(0, 100)
        county = Founding(rng, now - timedelta(days=1)).build()
        land.lay(county, now - timedelta(days=1))
        tell(20, 100)
        _settle(rng, county, households, now - timedelta(days=1))
        tell(35, 100)
        _live(rng, county, matters, now, tell)
    tell(100, 100)
    return county


def _settle(rng: random.Random, county: County, many: int, now: datetime) -> None:
    names = read("county")["names"]
    grids = [(g, v.spots[g.pk] + v.more[g.pk]) for v in county.villages for g in v.grids]
    since = date(now.year - 3, 1, 1)
    told = homes.families(rng, grids, names=names, many=many, since=since, first_phone=1000)
    place = county.place.pk
    homes.settle_homes(actor=FOUNDER, homes=list(told), county_id=place, now=now)
    heads = Person.objects.filter(staff=False).exclude(phone="").order_by("id")[:ACCOUNTS]
    for head in list(heads):
        sent = people.send_code(actor=Guest(), phone=head.phone, now=now)
        people.confirm_phone(actor=Guest(), phone=head.phone, code=sent.code, now=now)
        person = with_posts(head.pk)
        assert person is not None
        county.residents.append(person)


def _live(rng: random.Random, county: County, many: int, now: datetime, tell: Progress) -> None:
    staff = _load(county)
    leaves = {c.code: c for c in Category.objects.exclude(branch="").filter(active=True)}
    calendar = places.calendar()
    author = Author(rng, county, leaves, calendar, now, Guest())
    histories = author.write(many, DAYS)
    tell(40, 100)
    singly = [h for h in histories if h.fate in ONE_BY_ONE]
    together = [h for h in histories if h.fate not in ONE_BY_ONE]
    pile = Pile(
        calendar,
        {c.pk: c for c in leaves.values()},
        {u.pk: u for u in Unit.objects.filter(active=True)},
        staff,
    )
    matters = road.in_bulk(together, pile)
    tell(65, 100)
    told = [*_reports(matters), *pile.records]
    pile.write()
    past.draft(matters)
    tell(75, 100)
    told += _by_acts(singly, matters)
    _publish(county, now)
    tell(85, 100)
    network.weave(rng, county, now)
    network.plan(county, now)
    neighbours.add(county, now)
    there = thursdays.hold(rng, county, now)
    there += around.add(rng, county, now)
    there += waits.add(rng, county, now)
    there += lanes.add(county, now)
    there += leaks.add(county, now)
    there += desk.add(rng, county, now)
    there += patrols.walk(county, now)
    meetings.hold(rng, county, now)
    points.hold(county, now)
    honours.hold(county, now)
    bounds.add(county, now)
    bounds_tasks.add(county, now)
    bounds_tasks.prove(county, now)
    projects.add(county, now)
    past.tell_the_past([*matters, *there], told + _left_by(there), now)
    rebuild(now=now)
    sunlight.hold(rng, county, now)
    past.tell_the_rest(now)


def _load(county: County) -> dict[int, Person]:
    """The staff with their posts, and the same persons wherever the county names them."""
    staff = {p.pk: p for p in Person.objects.filter(staff=True).prefetch_related("posts")}
    county.handlers = {unit: staff[p.pk] for unit, p in county.handlers.items()}
    county.coordinators = {at: staff[p.pk] for at, p in county.coordinators.items()}
    for v in county.villages:
        v.workers = [staff[p.pk] for p in v.workers]
        v.gridworkers = {grid: staff[p.pk] for grid, p in v.gridworkers.items()}
        v.mediator = staff[v.mediator.pk] if v.mediator else None
        v.supervisor = staff[v.supervisor.pk] if v.supervisor else None
    return staff


def _reports(matters: list[Matter]) -> list[Record]:
    """The records of the reports, as the store wrote them."""
    found = Record.objects.filter(act="matters.report")
    known = {m.pk for m in matters}
    return [r for r in found if r.subject_id in known]


def _left_by(matters: list[Matter]) -> list[Record]:
    ids = [m.pk for m in matters]
    found = Record.objects.filter(subject_id__in=ids, subject_kind="matters.matter")
    return list(found.order_by("id"))


def _by_acts(histories: list[History], matters: list[Matter]) -> list[Record]:
    """Those whose row on the wall goes up and comes down, one act after the other."""
    matters.extend(road.by_acts(history) for history in histories)
    ids = [m.pk for m in matters[len(matters) - len(histories) :]]
    found = Record.objects.filter(subject_id__in=ids, subject_kind="matters.matter")
    return list(found.order_by("id"))


def _publish(county: County, now: datetime) -> None:
    """A second person has read what was closed before yesterday."""
    readers = {v.place.pk: v.supervisor for v in county.villages}
    rows = Row.objects.filter(state="draft", drafted_at__lt=now - timedelta(hours=44))
    chosen = [(row, reader) for row in rows if (reader := readers[row.village_id]) is not None]
    if chosen:
        past.publish_all(actor=FOUNDER, rows=chosen, county_id=county.place.pk, now=now)


def who() -> list[tuple[str, Person]]:
    """One person for each role, as the one-click page offers them."""
    offered = queries.one_of_each(clock.day_of(clock.now()))
    people_by_id = Person.objects.in_bulk([o.person_id for o in offered])
    return [(str(o.role), people_by_id[o.person_id]) for o in offered]


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Role, name, user name and password of those who can type them; residents need none."""
    first = {role_words(role) for role in Role} - {role_words(Role.RESIDENT)}
    return [(role, p.name, p.username, PASSWORD) for role, p in who() if role in first]
