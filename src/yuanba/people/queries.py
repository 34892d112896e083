"""Everything shown about people. Telephones leave here masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from yuanba.base import permits, words_in
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.people.models import Household, Membership, Person, Post, Unit
from yuanba.people.rules import ROLE_WORDS, UNIT_WORDS, VERIFIED_WORDS, UnitKind, Verified
from yuanba.places.models import Place
from yuanba.places.rules import Kind

PAGE = 40
MOST_PLACES = 600  # in one select; a larger county searches by name
LISTED = [Kind.COUNTY, Kind.TOWNSHIP, Kind.VILLAGE, Kind.COMMUNITY, Kind.GRID]


def places_over(actor: Person, act: str) -> list[int]:
    """The places at which a post of this person allows the act (and so everything below them)."""
    allowed = permits.TABLE[act] - {Role.HANDLER}
    return [post.place_id for post in actor.held() if post.role in allowed]


def below(places: Iterable[int], prefix: str = "") -> Q:
    """Rows whose place is one of these or lies below one."""
    ids = list(places)
    wanted = Q()
    for column in ("id", "county_id", "township_id", "village_id", "grid_id"):
        wanted |= Q(**{f"{prefix}{column}__in": ids})
    return wanted


def sought(words: str) -> str:
    """What somebody typed into a search box: no invisible signs (PostgreSQL takes no NUL), 40 long."""
    return "".join(sign for sign in words if sign.isprintable()).strip()[:40]


def masked(phone: str) -> str:
    """138****1234, or nothing where there is no number."""
    return words_in.mask_phone(phone) if phone else ""


def post_words(post: Post) -> str:
    """石桥村 · 社区工作者: where and as what."""
    where = post.unit.name if post.unit else post.place.name
    return f"{where} · {post.title or ROLE_WORDS[Role(post.role)]}"


# ---- the one-click door of the demo


@dataclass(frozen=True)
class Offered:
    person_id: int
    name: str
    role: Any
    where: str


def one_of_each(today: date) -> list[Offered]:
    """One person for each role, and one resident; for the demo only. Two statements."""
    held = Post.objects.filter(since__lte=today, person__is_active=True)
    held = held.filter(Q(until=None) | Q(until__gt=today)).select_related("person", "place", "unit")
    first: dict[str, Post] = {}
    for post in held.order_by("id")[:500]:
        first.setdefault(post.role, post)
    offered = [
        Offered(
            p.person_id,
            p.person.name,
            ROLE_WORDS[Role(role)],
            p.unit.name if p.unit else p.place.name,
        )
        for role in Role
        if (p := first.get(role)) is not None
    ]
    residents = Person.objects.filter(staff=False, verified=Verified.PHONE, is_active=True)
    resident = residents.filter(posts=None).select_related("home").order_by("id").first()
    if resident is not None:
        where = resident.home.name if resident.home else ""
        offered.insert(0, Offered(resident.pk, resident.name, ROLE_WORDS[Role.RESIDENT], where))
    return offered


# ---- oneself


@dataclass(frozen=True)
class Mine:
    """What is kept about the reader himself."""

    name: str
    phone: str
    verified: Any
    home: str
    household: str
    family: list[str]
    posts: list[str]
    has_password: bool


def mine(actor: Person) -> Mine:
    """Two statements: home and household with its members."""
    current = actor.memberships.filter(until=None).select_related("household").first()
    family: list[str] = []
    if current is not None:
        living = current.household.members.filter(until=None).select_related("person")
        family = [m.person.name for m in living.order_by("-head", "since", "id")]
    return Mine(
        name=actor.name,
        phone=masked(actor.phone),
        verified=VERIFIED_WORDS[Verified(actor.verified)],
        home=actor.home.name if actor.home else "",
        household=current.household.address if current else "",
        family=family,
        posts=[post_words(post) for post in actor.held()],
        has_password=actor.has_usable_password(),
    )


# ---- staff


@dataclass(frozen=True)
class StaffRow:
    id: int
    name: str
    username: str
    phone: str
    active: bool
    posts: list[str]


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next: int | None = None  # the id after which the next page begins


def paged(rows: list[Any]) -> tuple[list[Any], int | None]:
    """One more row than shown was read: is there another page?"""
    return rows[:PAGE], (rows[PAGE - 1].pk if len(rows) > PAGE else None)


def _staff_in_reach(actor: Person) -> Any:
    over = places_over(actor, "people.see_staff")
    in_post = Post.objects.filter(below(over, "place__"), person=OuterRef("pk"))
    return Person.objects.filter(below(over, "home__") | Exists(in_post), staff=True)


def staff(actor: Person, *, today: date, words: str = "", after: int | None = None) -> Page:
    """The staff within reach, newest first; two statements. `words`: name, user name or number."""
    people = _staff_in_reach(actor)
    if words := sought(words):
        said = Q(name__contains=words) | Q(username__startswith=words.lower())
        people = people.filter(said | Q(phone=words) if words.isdigit() else said)
    if after is not None:
        people = people.filter(pk__lt=after)
    posts = Prefetch("posts", Post.objects.select_related("place", "unit"))
    found, then = paged(list(people.order_by("-id").prefetch_related(posts)[: PAGE + 1]))
    rows = [
        StaffRow(
            id=person.pk,
            name=person.name,
            username=person.username,
            phone=masked(person.phone),
            active=person.is_active,
            posts=[post_words(post) for post in person.posts.all() if post.held_on(today)],
        )
        for person in found
    ]
    return Page(rows, then)


def staff_member(actor: Person, person_id: int) -> Person | None:
    """One person on the staff with all posts ever held, or None: none, or not the reader's."""
    posts = Prefetch(
        "posts", Post.objects.select_related("place", "unit").order_by("-since", "-id")
    )
    found: Person | None = (
        _staff_in_reach(actor)
        .filter(pk=person_id)
        .select_related("home")
        .prefetch_related(posts)
        .first()
    )
    return found


def post_of(actor: Person, post_id: int) -> Post | None:
    over = places_over(actor, "people.end_post")
    posts = Post.objects.filter(below(over, "place__"), pk=post_id)
    return posts.select_related("person", "place", "unit").first()


# ---- what forms offer


def place_choices(actor: Person, act: str) -> list[tuple[str, str]]:
    """The places where this person may do this, with the place above each; one statement."""
    over = places_over(actor, act)
    rows = Place.objects.filter(below(over), kind__in=LISTED, until=None)
    rows = rows.select_related("parent").order_by("county_id", "township_id", "village_id", "id")
    return [
        (str(p.pk), f"{p.parent.name} · {p.name}" if p.parent else p.name)
        for p in rows[:MOST_PLACES]
    ]


def unit_choices(actor: Person, act: str) -> list[tuple[str, str]]:
    over = places_over(actor, act)
    rows = Unit.objects.filter(below(over, "place__"), active=True).select_related("place")
    return [(str(u.pk), f"{u.place.name} · {u.name}") for u in rows.order_by("name")[:MOST_PLACES]]


# ---- units


@dataclass(frozen=True)
class UnitRow:
    id: int
    name: str
    kind: Any
    where: str
    phone: str
    active: bool


def units(actor: Person, *, words: str = "", after: int | None = None) -> Page:
    """The units within reach, newest first; one statement."""
    over = places_over(actor, "people.see_staff")
    rows = Unit.objects.filter(below(over, "place__")).select_related("place")
    if words := sought(words):
        rows = rows.filter(name__contains=words)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found, then = paged(list(rows.order_by("-id")[: PAGE + 1]))
    shown = [
        UnitRow(u.pk, u.name, UNIT_WORDS[UnitKind(u.kind)], u.place.name, u.phone, u.active)
        for u in found
    ]
    return Page(shown, then)


def unit(actor: Person, unit_id: int) -> Unit | None:
    over = places_over(actor, "people.change_unit")
    return Unit.objects.filter(below(over, "place__"), pk=unit_id).select_related("place").first()


def units_serving(place: Place) -> list[Unit]:
    """The units that can be given a matter of this place: its own and those above; one statement."""
    rows = Unit.objects.filter(place_id__in=place.reach, active=True).select_related("place")
    return list(rows.order_by("kind", "name"))


# ---- households


@dataclass(frozen=True)
class HouseholdRow:
    id: int
    code: str
    address: str
    where: str
    people: list[str]
    ended: bool


def villages(actor: Person) -> list[Place]:
    """The villages and communities whose households the reader may see; one statement."""
    over = places_over(actor, "people.see_households")
    mine = below(over) | Q(pk__in=Place.objects.filter(pk__in=over).values("village_id"))
    rows = Place.objects.filter(mine, kind__in=[Kind.VILLAGE, Kind.COMMUNITY], until=None)
    return list(rows.order_by("township_id", "name")[:MOST_PLACES])


def households(actor: Person, *, village: int, words: str = "", after: int | None = None) -> Page:
    """The households of a village within the reader's reach; two statements.

    `words` is part of the address, the code, or the name of somebody who lives there.
    """
    over = places_over(actor, "people.see_households")
    rows = Household.objects.filter(below(over, "place__"), place__village_id=village)
    if words := sought(words):
        living = Membership.objects.filter(household=OuterRef("pk"), until=None)
        named = Exists(living.filter(person__name__contains=words))
        rows = rows.filter(Q(address__contains=words) | Q(code__iexact=words) | named)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    members = Prefetch(
        "members",
        Membership.objects.filter(until=None).select_related("person").order_by("-head", "id"),
    )
    rows = rows.select_related("place").prefetch_related(members).order_by("id")
    found, then = paged(list(rows[: PAGE + 1]))
    shown = [
        HouseholdRow(
            id=h.pk,
            code=h.code,
            address=h.address,
            where=h.place.name,
            people=[m.person.name for m in h.members.all()],
            ended=h.until is not None,
        )
        for h in found
    ]
    return Page(shown, then)


@dataclass(frozen=True)
class Stay:
    """Somebody lives, or lived, in a household."""

    id: int
    person_id: int
    name: str
    phone: str
    head: bool
    since: date
    until: date | None


@dataclass(frozen=True)
class HouseholdCard:
    """A household with all who ever lived in it, and the households it came from and went into."""

    id: int
    code: str
    address: str
    where: str
    since: date
    until: date | None
    stays: list[Stay]
    links: list[tuple[Any, int, str, date]]  # what happened, the other household, its address, day

    @property
    def living(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.until is None]


def household(actor: Person, household_id: int) -> HouseholdCard | None:
    """One household within reach, or None: none, or not the reader's. Four statements."""
    over = places_over(actor, "people.see_households")
    found = Household.objects.filter(below(over, "place__"), pk=household_id)
    home = found.select_related("place").first()
    if home is None:
        return None
    lately = F("until").desc(nulls_first=True)  # those who live there, then who left last
    rows = home.members.select_related("person").order_by(lately, "-head", "since", "id")
    stays = [
        Stay(m.pk, m.person_id, m.person.name, masked(m.person.phone), m.head, m.since, m.until)
        for m in rows
    ]
    links = [
        (LINK_WORDS[link.how, "to"], link.after_id, link.after.address, link.on)
        for link in home.went_into.select_related("after")
    ] + [
        (LINK_WORDS[link.how, "from"], link.before_id, link.before.address, link.on)
        for link in home.came_from.select_related("before")
    ]
    return HouseholdCard(
        home.pk, home.code, home.address, home.place.name, home.since, home.until, stays, links
    )


LINK_WORDS = {
    ("split", "to"): _("分出一户"),
    ("split", "from"): _("从这一户分出来"),
    ("merge", "to"): _("并到这一户"),
    ("merge", "from"): _("并进来一户"),
}


def household_coded(actor: Person, code: str) -> int | None:
    """The id of the living household with this code, within reach."""
    over = places_over(actor, "people.see_households")
    rows = Household.objects.filter(below(over, "place__"), code=sought(code), until=None)
    return rows.values_list("pk", flat=True).first()


def may_keep_register(actor: Person) -> bool:
    return bool(places_over(actor, "people.found_household"))
