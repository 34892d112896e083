"""积分细则: a village takes a version over, from a day on."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries as councils
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.places.models import Place
from yuanba.points.acts.common import person, the_village
from yuanba.points.models import Book, Line
from yuanba.points.rules import book as rules


@act
def adopt_book(
    *,
    actor: Actor,
    place_id: int,
    lines: Sequence[rules.Line],
    source: str,
    since: date,
    now: datetime,
    procedure_id: int | None = None,
    unratified: str = "",
) -> Book:
    """定积分细则: another version, whole, that stands from a day on; where a procedure is named, not before
    its decision stands. What was claimed before stays under the version it was claimed under."""
    place = the_village(actor, place_id, "points.adopt_book")
    kept, said = rules.book(lines, source=source, since=since, today=clock.day_of(now))
    last = Book.objects.filter(place=place).order_by("-n").first()
    if last is not None and last.ratified_at is not None and since < last.since:
        raise Refused(
            "since_before_last",
            _("上一版从 %(day)s 开始，这一版不能更早。") % {"day": last.since.isoformat()},
            field="since",
        )
    procedure = _procedure(place, procedure_id)
    reason = rules.why_unratified(unratified) if procedure is None else ""
    in_force = procedure is None or councils.stands(procedure)
    book = Book.objects.create(
        place=place,
        n=last.n + 1 if last else 1,
        since=since,
        source=said,
        procedure=procedure,
        unratified=reason,
        ratified_at=now if in_force else None,
        made_at=now,
        made_by=person(actor, "points.adopt_book"),
    )
    Line.objects.bulk_create(
        Line(
            book=book, code=one.code, name=one.name, points=one.points, cap=one.cap,
            period=one.period, evidence=one.evidence, checker=one.checker, source=one.source,
            event=one.event,
        )
        for one in kept
    )  # fmt: skip
    facts = {"n": book.n, "since": since.isoformat(), "source": said, "lines": len(kept)}
    facts |= {"place": str(place.pk), "procedure": str(procedure_id or "")}
    facts |= {"unratified": reason, "in_force": in_force}
    records.write("points.adopt_book", book, actor=actor, at=now, **facts)
    return book


def _procedure(place: Place, procedure_id: int | None) -> Procedure | None:
    """The village's own open question: under way, or decided. Raises Refused beside the field."""
    if procedure_id is None:
        return None
    found = Procedure.objects.filter(pk=procedure_id, place=place, closed=False).first()
    if found is None or found.state == ProcedureState.DROPPED:
        raise Refused(
            "no_procedure", _("选本村公开的、没有停下的议题，没有就写为什么。"), field="procedure"
        )
    return found


@act
def ratify_book(*, actor: Actor, place_id: int, now: datetime) -> Book:
    """细则生效: the version that waited for its procedure, once that decision stands; from today, or from its own
    later day."""
    place = the_village(actor, place_id, "points.ratify_book")
    waits = Book.objects.filter(place=place, ratified_at=None).select_related("procedure")
    book = waits.exclude(procedure__state=ProcedureState.DROPPED).order_by("-n").first()
    if book is None or book.procedure is None:
        raise Refused("nothing_waits", _("没有等着通过的细则。"))
    if not councils.stands(book.procedure):
        say = _("“%(title)s”还没有定下来，定了才生效。") % {"title": book.procedure.title}
        raise Refused("not_decided", say)
    newer = Book.objects.filter(place=place, n__gt=book.n).exclude(ratified_at=None)
    if newer.exists():
        raise Refused("newer", _("后来又定了新的一版，这一版不用了。"))
    book.ratified_at, book.since = now, max(book.since, clock.day_of(now))
    book.save(update_fields=["ratified_at", "since"])
    facts = {"n": book.n, "since": book.since.isoformat(), "procedure": str(book.procedure_id)}
    records.write("points.ratify_book", book, actor=actor, at=now, place=str(place.pk), **facts)
    return book
