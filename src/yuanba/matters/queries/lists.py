"""Lists of matters for those who work on them: one scope, one page, a known number of statements.

A scope is an equality on one column, so that an index answers it whatever the number of matters
stored. Pages go on after a key, never by counting rows; counts stop at 100.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone

from yuanba.base.look import Due
from yuanba.base.permits import TABLE, Role
from yuanba.matters import sight
from yuanba.matters.models import OPEN_HELP, Ask, HelperTask, Matter, VoidRequest
from yuanba.matters.queries import labels
from yuanba.matters.queries.one import NAMED
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.rules import ASKED as QUESTION
from yuanba.matters.rules import SILENCE, Asked, Outcome, Refusal, State
from yuanba.people.models import Person, Post, Unit
from yuanba.places.rules import SCOPE_OF, Kind

PAGE = 25
MOST = 100  # counts stop here and are shown as 99+
MANY = 200  # concerns that keep something from one reader: up to here by the ids of their matters


class StillOpen(Func):
    """Not closed, refused or merged: written out, so that the partial indexes answer on SQLite too."""

    template = "NOT (%(expressions)s IN ('closed', 'merged', 'refused'))"
    output_field = BooleanField()


class StillOpenHere(StillOpen):
    """The same, asked of rows that another index found: no partial index offers itself for it."""

    template = "NOT ((%(expressions)s || '') IN ('closed', 'merged', 'refused'))"


@dataclass(frozen=True)
class Scope:
    """What one post shows: the rows of one column with one id."""

    column: str
    id: int
    role: Role
    wide: bool  # more than one village: numbers are shown whole
    stand: sight.Stand  # who reads: nobody sees what is about him or his superior

    def rows(self) -> QuerySet[Matter]:
        """Everything in the scope this reader may see (restricted matters only for named roles)."""
        return self.visible(Matter.objects.filter(**{self.column: self.id}))

    def visible(self, found: QuerySet[Matter]) -> QuerySet[Matter]:
        """Of these matters those this reader may see, given that his post reaches them."""
        if self.kept is None:
            found = found.filter(sight.open_to(self.stand))
        elif self.kept:
            found = found.exclude(pk__in=self.kept)
        return found if self.role in NAMED else found.filter(restricted=False)

    @cached_property
    def kept(self) -> list[int] | None:
        """The matters kept from this reader, asked once a page: mostly none. None if they are so
        many that each list had better ask for itself. One statement."""
        return sight.kept_from(self.stand, most=MANY)

    def open(self) -> QuerySet[Matter]:
        return self.rows().filter(StillOpen(F("state")))

    def few(self) -> QuerySet[Matter]:
        """The same rows, for a view that a small index of its own answers whatever the scope: sum
        and joined text keep the database from walking the indexes of all open matters instead."""
        over = ExpressionWrapper(F(self.column) + 0, output_field=BigIntegerField())
        found = Matter.objects.alias(over=over).filter(StillOpenHere(F("state")), over=self.id)
        return self.visible(found)


def scope_of(post: Post) -> Scope | None:
    """The scope of a post; None if its role sees no matters (an administrator)."""
    role, stand = Role(post.role), sight.stand_of(post.person)
    if role not in TABLE["matters.see"]:
        return None
    if role is Role.HANDLER and post.unit_id:
        return Scope("unit_id", post.unit_id, role, wide=True, stand=stand)
    column = SCOPE_OF.get(Kind(post.place.kind), "place_id")
    wide = column in {"county_id", "township_id"}
    return Scope(column, post.place_id, role, wide, stand)


# ---- views: what of it


def _running() -> Q:
    return Q(state__in=sorted(labels.RUNNING))


def day_end(now: datetime) -> datetime:
    """The first moment of tomorrow in Shanghai."""
    tomorrow = timezone.localtime(now) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


VIEWS: dict[str, Callable[[datetime], Q]] = {
    "open": lambda now: Q(),
    "today": lambda now: _running() & Q(due_at__gte=now, due_at__lt=day_end(now)),
    "late": lambda now: _running() & Q(due_at__lt=now),
    "sort": lambda now: Q(state__in=[State.ACCEPTED, State.REPORTED], settling__in=["", "again"]),
    "assign": lambda now: Q(state=State.TRIAGED),
    "extend": lambda now: Q(extension_by__isnull=False),
    "reopen": lambda now: Q(reopen_asked_at__isnull=False),
    "answer": lambda now: Q(state=State.FINISHED),
    "judge": lambda now: Q(state=State.REPLIED),
    "call": lambda now: Q(state=State.REPLIED, replied_at__lt=now - SILENCE),
    "close": lambda now: Q(state=State.EVALUATED, reopen_asked_at__isnull=True),
    "paused": lambda now: (
        Q(pause_since__isnull=False, paused_until__isnull=False) & ~Q(pause_ground=QUESTION)
    ),
    "leave": lambda now: Q(pause_since__isnull=False, paused_until__isnull=True),
    "waiting": lambda now: Q(review_on__isnull=False, outcome=Outcome.WAITING),
    "review": lambda now: Q(
        review_on__lte=timezone.localdate(now), review_on__isnull=False, outcome=Outcome.WAITING
    ),
    "helped": lambda now: Q(
        pk__in=HelperTask.objects.filter(OPEN_HELP).values("matter_id"), sides__gt=0
    ),
    "void": lambda now: Q(
        pk__in=VoidRequest.objects.filter(decided_at=None).values("matter_id"), sides__gt=0
    ),
    "settle": lambda now: Q(settling_since__isnull=False),
    "asked": lambda now: Q(pause_since__isnull=False, pause_ground=QUESTION),
}
FEW = {"paused", "leave", "asked", "settle", "waiting", "review", "helped", "void"}


ASKED = {"urged": Asked.URGE, "objected": Asked.OBJECTION}


def asked(scope: Scope, kind: Asked) -> QuerySet[Matter]:
    """Matters whose reporter waits for an answer of that kind: few, found from the asks' side."""
    column = f"matter__{scope.column}" if scope.column in {"unit_id", "place_id"} else scope.column
    waiting = Ask.objects.filter(kind=kind, settled_at=None, **{column: scope.id})
    return scope.visible(Matter.objects.filter(pk__in=waiting.values("matter_id")))


def view(scope: Scope, name: str, now: datetime) -> QuerySet[Matter]:
    """The rows of one view. Only "reopen" looks at closed matters too: they may come back."""
    if name in ASKED:
        return asked(scope, ASKED[name])
    if name in FEW:
        return scope.few().filter(VIEWS[name](now))
    base = scope.rows() if name == "reopen" else scope.open()
    return base.filter(VIEWS[name](now))


def counts(
    scope: Scope | None,
    names: Iterable[str],
    now: datetime,
    also: Mapping[str, QuerySet[Any]] | None = None,
) -> dict[str, int]:
    """How many there are in each view, and in each of `also`, at most 100 each. One statement."""
    views = {name: view(scope, name, now) for name in names} if scope else {}
    rows: dict[str, QuerySet[Any]] = views | dict(also or {})
    if not rows:
        return {}
    parts: list[str] = []
    values: list[Any] = []
    for i, some in enumerate(rows.values()):
        sql, given = some.values("pk")[:MOST].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) v{i})")  # noqa: S608  built by the ORM
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return dict(zip(rows, cursor.fetchone(), strict=True))


def firsts(
    scope: Scope, names: Iterable[str], now: datetime, most: int = 6
) -> dict[str, list[int]]:
    """The ids of the first few in each view, the most urgent first. One statement."""
    named = list(names)
    parts: list[str] = []
    values: list[Any] = []
    for i, name in enumerate(named):
        rows = view(scope, name, now).order_by("due_at", "id").values("pk", "due_at")[:most]
        sql, given = rows.query.sql_with_params()
        parts.append(f"SELECT {i} AS n, v{i}.* FROM ({sql}) v{i}")  # noqa: S608  built by the ORM
        values += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY 1, 3, 2", values)
        rows_found = cursor.fetchall()
    result: dict[str, list[int]] = {name: [] for name in named}
    for n, pk, _due in rows_found:
        result[named[n]].append(pk)
    return result


# ---- rows: ready strings, nothing to ask or to format in the template


@dataclass(frozen=True)
class Row:
    id: int
    number: str
    title: str
    where: str
    lane: str
    kind: str
    state: str
    who: str
    due: Due
    channel: str
    icon: str
    day: str
    late: bool
    key: str
    urged: bool = False  # its reporter asked to hurry, and nothing was done since


FIELDS = [
    "id",
    "number",
    "title",
    "spot",
    "lane",
    "state",
    "channel",
    "due_at",
    "clock_at",
    "replied_at",
    "reopen_asked_at",
    "extension_days",
    "pause_since",
    "settling_since",
    "paused_until",
    "pause_ground",
    "solved",
    "outcome",
    "refusal",
    "review_on",
    "reported_at",
    "place__name",
    "unit__name",
    "owner__name",
    "urged",
]


def rows(found: QuerySet[Matter], now: datetime, *, wide: bool, by: str = "due_at") -> list[Row]:
    """The rows as they are shown. One statement with three joins by primary key."""
    return [row_of(m, now, wide, by) for m in asked_of(found).values(*FIELDS)]


def asked_of(found: QuerySet[Matter]) -> QuerySet[Matter]:
    """The same matters, each with whether its reporter urges; FIELDS needs it."""
    urge = Ask.objects.filter(matter=OuterRef("pk"), kind=Asked.URGE, settled_at=None)
    return found.annotate(urged=Exists(urge))


def row_of(m: Mapping[str, Any], now: datetime, wide: bool, by: str) -> Row:
    kind, state = labels.STATES[m["state"]]
    if m["reopen_asked_at"] is not None:
        kind, state = "late", labels.ASKS["reopen"]
    elif m["extension_days"]:
        kind, state = "warn", labels.ASKS["extend"]
    elif m["refusal"] == Refusal.VOID:
        kind, state = "", labels.ASKS["void"]
    elif m["settling_since"] is not None:
        kind, state = "warn", labels.ASKS["settle"]
    elif m["pause_since"] is not None:
        kind, state = labels.pause_tag(m["paused_until"], m["pause_ground"])
    icon, channel = labels.CHANNELS[m["channel"]]
    due = labels.due_view(
        state=m["state"],
        due_at=m["due_at"],
        clock_at=m["clock_at"],
        replied_at=m["replied_at"],
        now=now,
        waits=m["reopen_asked_at"] is not None,
        paused_until=m["paused_until"],
        review_on=m["review_on"] if m["outcome"] == Outcome.WAITING else None,
    )
    return Row(
        id=m["id"],
        number=m["number"] if wide else m["number"].rsplit("-", 1)[-1],
        title=m["title"],
        where=" ".join(filter(None, [m["place__name"], m["spot"]])),
        lane=m["lane"],
        kind=kind,
        state=str(state),
        who=m["owner__name"] or m["unit__name"] or "",
        due=due,
        channel=str(channel),
        icon=icon,
        day=day_words(m["reported_at"]),
        late=due.level == "late",
        key=key_of(m[by], m["id"]),
        urged=m["urged"],
    )


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next: str  # the key of the last row shown, "" when nothing follows


def page_of(found: list[Row]) -> Page:
    """25 of at most 26 rows; the 26th says that there is more."""
    return Page(found[:PAGE], found[PAGE - 1].key if len(found) > PAGE else "")


def queue(scope: Scope, name: str, now: datetime, after: str = "", only: Q | None = None) -> Page:
    """Open matters by time left; `only` those. One statement."""
    found = view(scope, name, now)
    found = found if only is None else found.filter(only)
    if key := read_key(after):
        moment, pk = key
        found = found.filter(due_at__gte=moment).exclude(due_at=moment, id__lte=pk)
    shown = found.order_by("due_at", "id")[: PAGE + 1]
    return page_of(rows(shown, now, wide=scope.wide))


def some(ids: Iterable[int], now: datetime, *, wide: bool) -> dict[int, Row]:
    """These matters as rows, by id. One statement."""
    found = Matter.objects.filter(pk__in=list(ids))
    return {row.id: row for row in rows(found, now, wide=wide)}


def mine(scope: Scope, ids: Iterable[int]) -> set[int]:
    """Those of these ids that lie in the scope. One statement."""
    return set(scope.rows().filter(pk__in=list(ids)).values_list("pk", flat=True))


def one_of(scope: Scope, ids: Iterable[int]) -> Matter | None:
    """The first of these that lies in the scope, for the choices of a form. One statement."""
    return scope.rows().filter(pk__in=list(ids)).order_by("due_at", "id").first()


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def key_of(moment: datetime, pk: int) -> str:
    """Where a page ends: microseconds since 1970 and the id."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def read_key(text: str) -> tuple[datetime, int] | None:
    """The key of a page's end, or None if it is not one of ours."""
    left, dash, right = text.partition("-")
    if not (dash and left.isdecimal() and right.isdecimal() and len(left) < 17 and len(right) < 20):
        return None
    return _EPOCH + timedelta(microseconds=int(left)), int(right)


def written_today(post: Post, recorder: Person, now: datetime) -> list[Row]:
    """What somebody wrote down today at this post, the newest first. One statement."""
    midnight = day_end(now) - timedelta(days=1)
    column = SCOPE_OF.get(Kind(post.place.kind), "place_id")
    found = Matter.objects.filter(
        sight.open_to(sight.stand_of(recorder)),
        **{column: post.place_id},
        reported_at__gte=midnight,
        recorder=recorder,
    )
    return rows(found.order_by("-reported_at", "-id")[:10], now, wide=True)


def own_bodies(post: Post) -> list[Unit]:
    """The bodies whose own matters may be told at this post: its unit, or those of its place."""
    if post.unit_id and post.unit:
        return [post.unit]
    above = [post.place_id, post.place.village_id]
    found = Unit.objects.filter(place_id__in=[i for i in above if i], active=True)
    return list(found.order_by("name")[:50])


def earlier(scope: Scope, matter: Matter, now: datetime) -> list[Row]:
    """The last three matters of the same place before this one. One statement."""
    found = scope.rows().filter(village_id=matter.village_id, place_id=matter.place_id)
    found = found.filter(reported_at__lte=matter.reported_at).exclude(pk=matter.pk)
    return rows(found.order_by("-reported_at", "-id")[:3], now, wide=True)
