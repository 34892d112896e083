"""What runs after meetings; what the clock starts: reservations that nobody fetched, points whose 24 months
are over."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.books.models import Account
from yuanba.books.rules import AccountKind, Unit
from yuanba.people import door
from yuanba.points import acts
from yuanba.points.acts.ledger import WARNED
from yuanba.points.models import Redemption
from yuanba.points.queries import arising
from yuanba.points.queries.ledger import lapsing
from yuanba.points.rules.book import Occasion
from yuanba.points.rules.shop import Deal


def thank_attendance(*, now: datetime, record: str) -> None:
    """After 散会: a claim for each household of which somebody came, if the book has such a line. Safe to
    run twice; whoever led the meeting cannot check them."""
    about = Record.objects.select_related("actor").get(pk=int(record))
    found = arising.meeting(about.subject_id)
    if found is None:
        return
    note = str(_("参加“%(title)s”，会上签到") % {"title": found.title})
    for home, whose in arising.came(found):
        _arise(
            household_id=home, event=Occasion.MEETING, source=found, note=note,
            on=clock.day_of(found.starts_at), teller=about.actor or found.called_by,
            whose=whose, now=now,
        )  # fmt: skip


def thank_suggestion(*, now: datetime, record: str) -> None:
    """After 采纳没有: adopted, a claim for the household of who said it; not adopted after all, taken back
    unless it was checked."""
    about = Record.objects.select_related("actor").get(pk=int(record))
    said = arising.suggestion(int(about.facts.get("suggestion", 0)))
    if said is None or arising.meeting(said.meeting_id) is None:
        return
    if not said.adopted:
        with suppress(Refused):
            acts.unarise(actor=door.FOUNDER, source_id=said.pk, now=now)
        return
    home = arising.home_of(said)
    if home is None:
        return
    note = str(_("在“%(title)s”上的建议采纳了") % {"title": said.meeting.title})
    _arise(
        household_id=home[0], event=Occasion.SUGGESTION, source=said, note=note,
        on=clock.day_of(said.at), teller=about.actor or said.meeting.called_by,
        whose=home[1], now=now,
    )  # fmt: skip


def _arise(**said: Any) -> None:
    """No line for it, the cap reached, told before: nothing arises."""
    with suppress(Refused):
        acts.arise(actor=door.FOUNDER, **said)


def end_reservations(*, now: datetime) -> None:
    """过期退回. Safe to run twice."""
    over = Redemption.objects.filter(state=Deal.RESERVED, until__lte=now)
    for pk in list(over.values_list("pk", flat=True)):
        try:
            acts.end_reservation(actor=door.FOUNDER, redemption_id=pk, now=now)
        except Refused:
            continue  # fetched or given back a moment ago


def warn_lapsing(*, now: datetime) -> None:
    """提醒快到期, household by household. Safe to run twice."""
    homes = Account.objects.filter(
        kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS, balance__gt=0, closed_at=None
    )
    for pk in list(homes.values_list("pk", flat=True)):
        if lapsing(pk, now, ahead=WARNED) > 0:
            with suppress(Refused):
                acts.warn_lapse(actor=door.FOUNDER, account_id=pk, now=now)


def lapse_points(*, now: datetime) -> None:
    """到期, household by household. Safe to run twice: what lapsed is spent."""
    homes = Account.objects.filter(
        kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS, balance__gt=0, closed_at=None
    )
    for pk in list(homes.values_list("pk", flat=True)):
        if lapsing(pk, now) > 0:
            acts.lapse(actor=door.FOUNDER, account_id=pk, now=now)
