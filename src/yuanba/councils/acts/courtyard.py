"""院坝会: those who live around a courtyard sit down together; no law asks for a number."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.councils.acts.convening import call
from yuanba.councils.acts.procedures import propose
from yuanba.councils.models import Meeting
from yuanba.councils.queries.courtyard import SITS
from yuanba.people.models import Person
from yuanba.places.models import Place

FLOW, RULE = "courtyard", "YB"  # flows/courtyard.toml; rules.toml: counted by households


@act
def sit_together(
    *, actor: Person, place_id: int, title: str, text: str, starts_at: datetime, venue: str,
    told_how: str, now: datetime, host: str = "",
) -> Meeting:  # fmt: skip
    """开院坝会: the question and the meeting in one; the households of the courtyard are its roll."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None or place.village_id is None:
        raise Denied("councils.sit_together")
    permits.require(actor, "councils.sit_together", reach=place.reach)
    if place.kind not in SITS:
        raise Refused("wrong_place", _("院坝会开在院坝、小组、小区、楼栋或者网格里。"))
    question = propose(
        actor=actor, place_id=place.village_id, flow=FLOW, title=title, text=text, now=now
    )
    meeting = call(
        actor=actor, procedure_id=question.pk, rule=RULE, starts_at=starts_at, venue=venue,
        agenda=question.text, told_how=told_how, host=host, within_id=place.pk, touches=[],
        now=now,
    )  # fmt: skip
    records.write("councils.sit_together", meeting, actor=actor, at=now, place=place.name)
    return meeting
