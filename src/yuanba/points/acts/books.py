"""积分细则: a village takes a version over, from a day on."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
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
) -> Book:
    """定积分细则: another version, whole, that stands from a day on. What was claimed before stays
    under the version it was claimed under."""
    place = the_village(actor, place_id, "points.adopt_book")
    kept, said = rules.book(lines, source=source, since=since, today=clock.day_of(now))
    last = Book.objects.filter(place=place).order_by("-n").first()
    if last is not None and since < last.since:
        raise Refused(
            "since_before_last",
            _("上一版从 %(day)s 开始，这一版不能更早。") % {"day": last.since.isoformat()},
            field="since",
        )
    book = Book.objects.create(
        place=place,
        n=last.n + 1 if last else 1,
        since=since,
        source=said,
        procedure=_procedure(place, procedure_id),
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
    records.write("points.adopt_book", book, actor=actor, at=now, **facts)
    return book


def _procedure(place: Place, procedure_id: int | None) -> Procedure | None:
    """The village's own procedure that ended with yes. Raises Refused beside the field."""
    if procedure_id is None:
        return None
    found = Procedure.objects.filter(pk=procedure_id, place=place).first()
    if found is None or found.state != ProcedureState.DONE:
        raise Refused(
            "procedure_not_done", _("选本村已经走完的议事程序，没有就不选。"), field="procedure"
        )
    return found
