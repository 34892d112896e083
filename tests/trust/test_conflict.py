"""X-CONFLICT: random office trees, random concerns; nothing of it reaches those it is kept from.

The model below says by loops over posts who is kept from what; the program says it in SQL. Every list,
count, search, file, message and page of a matter must agree with the model, both ways: nothing shown
to those kept from it, nothing hidden from anybody else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.duties.rules import Lane
from yuanba.exchange import register_out
from yuanba.matters import acts, queries, sight
from yuanba.matters.acts import Named
from yuanba.matters.models import HelperTask, Matter, OutsideLink
from yuanba.matters.queries import concerns, lists, register, settling, stuck
from yuanba.matters.rules.concerns import BODIES, ConcernKind
from yuanba.matters.tests.test_settling import twice
from yuanba.notices import jobs as notices
from yuanba.notices import queries as outbox
from yuanba.people.models import Household, Membership, Person, Post
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Kind

PLACES, PEOPLE, UNITS = 7, 9, 5
ROLES = [
    Role.WORKER, Role.GRID, Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY, Role.HANDLER, Role.SUPERVISOR,
    Role.ADMIN,
]  # fmt: skip
SINCE = date(2020, 1, 1)
posts = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.integers(0, PLACES - 1),
        st.sampled_from(ROLES),
        st.one_of(st.none(), st.integers(0, UNITS - 1)),
        st.booleans(),  # held today, or ended before
    ),
    min_size=6,
    max_size=14,
)
named = st.tuples(
    st.sampled_from([k for k in ConcernKind if k is not ConcernKind.OTHER]),
    st.integers(0, PEOPLE - 1),
    st.integers(0, UNITS - 1),
    st.integers(0, PLACES - 1),
)
told = st.lists(st.tuples(st.integers(0, PLACES - 1), st.none() | named), min_size=2, max_size=5)


@dataclass
class County:
    """One drawn county: what the model reads, and the matters with what was named in each."""

    people: list[Person] = field(default_factory=list)
    held: list[Post] = field(default_factory=list)
    homes: dict[int, set[int]] = field(default_factory=dict)
    named: dict[int, Any] = field(default_factory=dict)  # matter id → the named thing, or None
    phrase: dict[int, str] = field(default_factory=dict)


def draw(drawn_posts: Any, drawn_told: Any) -> County:
    world, county = World(), County()
    town = world.place_of_another_town()
    places = [
        world.county, world.town, world.village, world.grid, world.elsewhere, town,
        world.place(Kind.VILLAGE, "清水村", town, short="清水"),
    ]  # fmt: skip
    units = [
        world.committee, world.street, world.lamps,
        world.unit(UnitKind.PROPERTY, "石桥物业", world.village),
        world.unit(UnitKind.SUPERVISION, "石桥村务监督委员会", world.village),
    ]  # fmt: skip
    Post.objects.all().delete()
    county.people = [Person.objects.create(username=f"p{i}", name=f"人{i}") for i in range(PEOPLE)]
    for who, at, role, unit, today in drawn_posts:
        post = Post(person=county.people[who], place=places[at], role=role, since=SINCE)
        post.until = None if today else date(2020, 2, 1)
        post.unit = units[unit] if unit is not None else None
        if post.unit is not None:
            post.place = post.unit.place
        if role == Role.HANDLER and post.unit is None:
            continue
        post.save()
        if today:
            county.held.append(post)
    home = Household.objects.create(place=world.grid, code="1", address="3组8号", since=SINCE)
    for person in county.people[:2]:
        Membership.objects.create(household=home, person=person, since=SINCE)
    county.homes[home.pk] = {p.pk for p in county.people[:2]}
    for n, (at, whom) in enumerate(drawn_told):
        place = places[at] if places[at].village_id else world.village
        phrase = f"只有这一件说的话{n}号"
        concern, thing = None, None
        if whom is not None:
            kind, person, unit, where = whom
            thing = {
                ConcernKind.PERSON: county.people[person], ConcernKind.UNIT: units[unit],
                ConcernKind.PLACE: places[where], ConcernKind.HOUSEHOLD: home,
            }[kind]  # fmt: skip
            held = any(p.person == thing for p in county.held)
            if kind is ConcernKind.PERSON and not held:
                thing.home = world.village
                thing.save()
            concern = Named(kind, thing.pk, why="说的就是他。")
        run = acts.report(
            actor=world.guest, place_id=place.pk, text=phrase, contact_how="visit", now=THURSDAY,
            contact_name=f"举报人{n}号", contact_phone=f"1390000{n:04d}", concern=concern,
        )  # fmt: skip
        county.named[run.pk], county.phrase[run.pk] = thing, phrase
        notices.tell(now=THURSDAY, record=str(run.pk))
    return county


# ── the model ──


def line(place: Any) -> set[int]:
    return {place.pk, place.grid_id, place.village_id, place.township_id, place.county_id} - {None}


def kept_from(county: County, reader: Person, thing: Any) -> bool:
    """Is what is about this kept from this reader? By the words of trust.md P7 and T9."""
    if thing is None:
        return False
    kind = type(thing).__name__
    people = {"Person": lambda: {thing.pk}, "Household": lambda: county.homes[thing.pk]}
    meant: set[int] = people.get(kind, set)()
    if reader.pk in meant:
        return True
    theirs = [p for p in county.held if p.person_id in meant]
    for mine in (p for p in county.held if p.person_id == reader.pk):
        watches = mine.role == Role.SUPERVISOR
        under = set() if watches else line(mine.place)
        if kind == "Place" and thing.pk in under:
            return True
        if kind == "Unit" and (
            mine.unit_id == thing.pk or (thing.kind in BODIES and thing.place_id in under)
        ):
            return True
        for his in theirs:
            official = his.role != Role.HANDLER or (his.unit and his.unit.kind in BODIES)
            same = his.role == Role.SUPERVISOR and watches and his.place_id == mine.place_id
            beside = his.unit_id is not None and his.unit_id == mine.unit_id
            if same or beside or (official and his.place_id in under):
                return True
    return False


# ── what the program shows ──


def shown(reader: Person, matter: Matter, phrase: str) -> Iterator[str]:
    """Every way by which this matter reaches this reader."""
    try:
        queries.one(reader, matter.pk)
        yield "page"
    except Denied:
        pass
    for post in reader.held():
        if scope := lists.scope_of(post):
            yield from (way for way, ids in listed(scope, matter, phrase) if matter.pk in ids)
    if matter.pk in {line.matter_id for line in outbox.tasks(reader, "call")}:
        yield "message"


def listed(scope: lists.Scope, matter: Matter, phrase: str) -> Iterator[tuple[str, set[int]]]:
    """The ways of one desk, with the matters shown there."""
    yield "list", {m.pk for m in scope.rows()}
    yield "queue", {row.id for row in lists.queue(scope, "open", THURSDAY).rows}
    yield "heard", {heard.row.id for heard in concerns.heard(scope, THURSDAY)[0]}
    for way, q in (("search", phrase), ("number", matter.number)):
        found = register.register(scope, register.Filters(q=q), THURSDAY)
        yield way, {row.id for row in found.rows}
    in_file = any(phrase in str(row) for row in register_out.rows(scope.rows()))
    yield "file", {matter.pk} if in_file else set()


def counted(reader: Person) -> list[int]:
    """Every figure this reader is shown."""
    found = []
    for post in reader.held():
        if scope := lists.scope_of(post):
            found.append(lists.counts(scope, ["open"], THURSDAY)["open"])
            found.append(sum(row.open for row in stuck.by_place(scope, THURSDAY)[0]))
    return [*found, outbox.counts(reader)["call"]]


def against_the_model(county: County) -> list[str]:
    """Where program and model differ."""
    wrong = []
    for person in county.people:
        reader = Person.objects.get(pk=person.pk)
        matters = list(Matter.objects.all())
        for matter in matters:
            kept = kept_from(county, reader, county.named[matter.pk])
            ways = set(shown(reader, matter, county.phrase[matter.pk]))
            if kept and ways:
                wrong.append(f"{reader} is shown {matter.number} by {sorted(ways)}")
            reach = [s for p in reader.held() if (s := lists.scope_of(p))]
            mine = any(getattr(matter, s.column) == s.id for s in reach)
            if mine and not kept and not {"list", "page", "queue", "search", "file"} <= ways:
                wrong.append(f"{matter.number} is hidden from {reader}: only {sorted(ways)}")
        with_all = counted(reader)
        kept = [m.pk for m in matters if kept_from(county, reader, county.named[m.pk])]
        if kept:
            with transaction.atomic():
                erase(kept)
                if counted(reader) != with_all:
                    wrong.append(f"a figure of {reader} counts what is kept from him")
                transaction.set_rollback(True)
    return wrong


def erase(pks: list[int]) -> None:
    """As if they had never been told: where a figure changes by that, it counted them."""
    from yuanba.matters.models import Concern, Contact
    from yuanba.notices.models import Message

    for model in (Concern, Contact, Message):
        model.objects.filter(matter__in=pks).delete()
    Matter.objects.filter(pk__in=pks).delete()


def in_a_county(drawn_posts: Any, drawn_told: Any) -> list[str]:
    with transaction.atomic():
        found = against_the_model(draw(drawn_posts, drawn_told))
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@given(posts, told)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_of_it_reaches_those_it_is_kept_from(drawn_posts: Any, drawn_told: Any):
    assert in_a_county(drawn_posts, drawn_told) == []


SMALL = (
    [
        (0, 2, Role.WORKER, None, True),
        (1, 2, Role.GRID, None, True),
        (2, 1, Role.TOWNSHIP, None, True),
    ],
    [(2, (ConcernKind.PERSON, 0, 0, 0)), (2, None)],
)


def test_a_small_county_is_as_the_model_says(db: None):
    assert in_a_county(*SMALL) == []


OFF: dict[str, Callable[[Any], None]] = {
    "lists": lambda m: m.setattr(sight, "open_to", lambda stand, prefix="": Q()),
    "pages": lambda m: m.setattr(sight, "shut", lambda matter, reader: False),
    "posts": lambda m: m.setattr(sight, "stand_of", lambda reader: sight.Stand(reader.pk)),
}


@pytest.mark.parametrize("what", list(OFF))
def test_without_the_exclusion_it_is_seen(db: None, monkeypatch: Any, what: str):
    """Control: each part switched off is found."""
    OFF[what](monkeypatch)
    assert in_a_county(*SMALL) != []


# ── pages of settling, returns and help: a matter that stood there before somebody was named ──

TITLE = "翠鸟巷的路灯"


def seen_at(world: World, who: str, *more: str) -> set[str]:
    """On which of these pages this person reads of it."""
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world, who))
    pages = ("/desk/settling", "/desk/help", "/desk/returns", *more)
    return {page for page in pages if TITLE in client.get(page).content.decode()}


def named(world: World, matter: Matter, about: str) -> None:
    acts.name_concern(
        actor=world.worker, matter_id=matter.pk, about=about, why="说的就是他。", now=THURSDAY
    )


def test_who_helps_reads_nothing_of_it_once_he_is_named(world: World, monkeypatch: Any):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    matter = world.assigned(title=TITLE)
    acts.ask_help(
        actor=world.handler, matter_id=matter.pk, unit_id=world.housing.pk, text="请查一查。",
        due_on=date(2026, 9, 28), now=THURSDAY,
    )  # fmt: skip
    task = f"/desk/help/{HelperTask.objects.get().pk}/"
    assert seen_at(world, "other_handler", task) == {"/desk/help", task}
    named(world, matter, f"unit:{world.housing.pk}")
    assert seen_at(world, "other_handler", task) == set()
    with pytest.raises(Denied):
        acts.answer_help(
            actor=world.other_handler, helper_id=HelperTask.objects.get().pk, done=True,
            text="查了。", now=THURSDAY,
        )  # fmt: skip


def test_who_settles_reads_nothing_of_it_once_he_is_named(world: World, monkeypatch: Any):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=2))
    matter = twice(world)
    Matter.objects.filter(pk=matter.pk).update(title=TITLE)
    assert seen_at(world, "coordinator") == {"/desk/settling"}
    figures = returned(world, "coordinator")
    assert figures == returned(world, "township") > 0
    named(world, matter, f"person:{world.coordinator.pk}")
    assert seen_at(world, "coordinator") == seen_at(world, "other_handler") == set()
    assert returned(world, "coordinator") == 0


def test_a_firm_s_link_opens_nothing_once_it_is_about_somebody(
    world: World, client: Client, monkeypatch: Any
):
    """Whoever holds the link may be the one; and who it is kept from learns nothing of the link."""
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    matter = world.assigned(text=f"{TITLE}不亮，三天了。")
    asked = {"name": "供电所", "text": "请查线路。", "days": 7, "now": THURSDAY}
    made = acts.ask_outside(actor=world.handler, matter_id=matter.pk, **asked)
    assert isinstance(made, acts.Made)
    link = f"/o/{made.token}/"
    assert TITLE in client.get(link).content.decode()
    named(world, matter, f"unit:{world.lamps.pk}")
    shown = client.get(link).content.decode()
    assert "这个链接已经失效" in shown
    for word in (TITLE, "请查线路", "供电所", world.grid.name):
        assert word not in shown
    late = client.post(link, {"text": "查过了，线路没问题。", "key": "a" * 32}).content.decode()
    assert TITLE not in late
    with pytest.raises(Refused, match="link_over"):
        acts.answer_outside(actor=world.guest, token=made.token, text="查过了。", now=THURSDAY)
    with pytest.raises(Denied):
        acts.revoke_outside(actor=world.handler, link_id=made.pk, now=THURSDAY)
    by: dict[str, Any] = {"actor": world.coordinator, "matter_id": matter.pk}  # who hears it
    said = {"category_id": world.lamp.pk, "unit_id": world.housing.pk, "now": THURSDAY}
    acts.triage(lane=Lane.GOVERNMENT, reason="由住建来办。", **said, **by)
    with pytest.raises(Refused, match="restricted"):
        acts.ask_outside(**asked, **by)
    row = OutsideLink.objects.get()
    assert (row.answer, row.answered_at, row.revoked_at) == ("", None, None)


def returned(world: World, who: str) -> int:
    """How many were sent back, by the figures of this person's desk."""
    scope = lists.scope_of(getattr(world, who).held()[0])
    assert scope is not None
    return settling.figures(scope, THURSDAY - timedelta(days=90)).returns
