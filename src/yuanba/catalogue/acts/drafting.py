"""起草: an issue is drafted by itself from the ledgers; its words may be edited, its figures not."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.catalogue.acts.common import person, the_issue, the_part
from yuanba.catalogue.models import Catalogue, Issue, Part
from yuanba.catalogue.queries import board, drawing
from yuanba.catalogue.rules import figures, issues
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.issues import State
from yuanba.catalogue.rules.items import Cycle, Draws
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM


@act
def draft(
    *,
    actor: Actor,
    place_id: int,
    cycle: Cycle,
    day: date,
    now: datetime,
    procedure_id: int | None = None,
) -> Issue:
    """起草一期: of the month or quarter in which `day` lies, or at once of a question that passed."""
    place = _village(actor, place_id, "catalogue.draft")
    found = _draft(place, cycle, day, now, procedure_id)
    facts = {"cycle": cycle.value, "since": str(found.since), "due": str(found.due)}
    records.write("catalogue.draft", found, actor=actor, at=now, **facts)
    return found


@act
def draft_due(*, actor: Actor, place_id: int, cycle: Cycle, day: date, now: datetime) -> Issue:
    """到期自动起草: what the clock drafts when a month or quarter is over."""
    place = _village(actor, place_id, "catalogue.draft_due")
    found = _draft(place, cycle, day, now, None)
    facts = {"cycle": cycle.value, "since": str(found.since), "due": str(found.due)}
    records.write("catalogue.draft_due", found, actor=actor, at=now, **facts)
    return found


def _village(actor: Actor, place_id: int, name: str) -> Place:
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM:
        raise Denied(name)
    permits.require(actor, name, reach=place.reach)
    return place


def _draft(place: Place, cycle: Cycle, day: date, now: datetime, procedure_id: int | None) -> Issue:
    own = board.standing(place, day.year)
    if own is None:
        say = _("%(year)s年还没有公开目录，先发布目录。") % {"year": day.year}
        raise Refused("no_catalogue", say)
    slot, procedure = _slot(place, own, cycle, day, now, procedure_id)
    lines = [one for one in board.items(own) if one.cycle == cycle]
    if cycle is Cycle.ONCE:
        wanted = Draws.DECISIONS if procedure else Draws.TYPED
        lines = [one for one in lines if one.draws == wanted][:1]
    if not lines:
        raise Refused("no_items", _("目录里没有这种周期的事项。"))
    if cycle is not Cycle.ONCE:
        if Issue.objects.filter(place=place, cycle=cycle, since=slot.since).exists():
            raise Refused("drafted_already", _("这一期已经起草了，请刷新再看。"))
    elif procedure and Issue.objects.filter(place=place, procedure=procedure).exists():
        raise Refused("drafted_already", _("这一期已经起草了，请刷新再看。"))
    found = Issue.objects.create(
        place=place,
        catalogue=own,
        cycle=cycle,
        since=slot.since,
        until=slot.until,
        due=slot.due,
        procedure=procedure,
        drafted_at=now,
    )
    for line in lines:
        drawn = _drawn(line.draws, found)
        Part.objects.create(
            issue=found, item=line, drawn=drawn.plain(), drawn_at=now, words=drawn.words[:1000]
        )
    return found


def _slot(
    place: Place, own: Catalogue, cycle: Cycle, day: date, now: datetime, procedure_id: int | None
) -> tuple[rules.Slot, Procedure | None]:
    calendar, today = places.calendar(), clock.day_of(now)
    if cycle is not Cycle.ONCE:
        slot = rules.slot(cycle, day, own.terms, calendar)
        if slot.until > today:
            raise Refused("not_over", _("这段日子还没过完，过完再起草，数才齐。"))
        return slot, None
    procedure = None
    if procedure_id is not None:
        rows = Procedure.objects.filter(pk=procedure_id, place=place, closed=False)
        procedure = rows.first()
        if procedure is None or procedure.state != ProcedureState.DONE:
            raise Refused("procedure_not_done", _("选本村已经议定的议题。"), field="procedure")
        day = clock.day_of(procedure.ended_at or procedure.begun_at)
    if day > today:
        raise Refused("day_future", _("这一天还没到。"), field="day")
    due = rules.days_after(day, own.once_days, calendar)
    return rules.Slot(cycle, day, day + timedelta(days=1), due), procedure


def _drawn(draws: str, found: Issue) -> figures.Drawn:
    """In Chinese, whoever drafts it: it is what will hang on the board."""
    with translation.override(settings.LANGUAGE_CODE):
        if found.procedure is not None:
            return drawing.decision(found.procedure)
        return drawing.draw(draws, found.place, found.since, found.until)


@act
def redraw(*, actor: Actor, issue_id: int, now: datetime) -> Issue:
    """重新取数: figures anew from the ledgers; words that nobody edited follow them. Words that were
    edited stay if they still hold no other figure, else they are drafted anew."""
    found = the_issue(actor, issue_id, "catalogue.redraw")
    issues.step(State(found.state), "redraw")
    moved = []
    for part in found.parts.select_for_update(of=("self",)).select_related("item"):
        before, drawn = figures.of_plain(part.drawn), _drawn(part.item.draws, found)
        if drawn.figures == before.figures and drawn.rows == before.rows:
            continue
        if part.words == before.words or not _holds(part, drawn, found):
            part.words, part.edited_by = drawn.words[:1000], None
        part.drawn, part.drawn_at = drawn.plain(), now
        part.save(update_fields=["drawn", "drawn_at", "words", "edited_by"])
        moved.append(part.item.code)
    records.write("catalogue.redraw", found, actor=actor, at=now, moved=moved)
    return found


def _holds(part: Part, drawn: figures.Drawn, found: Issue) -> bool:
    try:
        _check(part, drawn, part.words, found)
    except Refused:
        return False
    return True


def _check(part: Part, drawn: figures.Drawn, words: str, found: Issue) -> None:
    if drawn.missing:
        return  # no ledger here: written by hand, and shown as such
    last = found.until - timedelta(days=1)
    days = (found.since, last)
    also = (part.item.content, part.item.name)
    figures.no_other_figures(words, drawn=drawn, drafted=drawn.words, days=days, also=also)


@act
def edit_part(*, actor: Actor, part_id: int, words: str, now: datetime) -> Part:
    """改文字: in people's own words; no figure that does not come from the ledger."""
    part = the_part(actor, part_id, "catalogue.edit_part")
    issues.step(State(part.issue.state), "edit")
    kept = issues.said(words, field="words", ask=_("请写这一项要说的话。"), most=1000)
    _check(part, figures.of_plain(part.drawn), kept, part.issue)
    before, part.words = part.words, kept
    part.edited_by = person(actor, "catalogue.edit_part")
    part.save(update_fields=["words", "edited_by"])
    facts = {"issue": str(part.issue_id), "item": part.item.code, "words": kept, "before": before}
    records.write("catalogue.edit_part", part, actor=actor, at=now, **facts)
    return part
