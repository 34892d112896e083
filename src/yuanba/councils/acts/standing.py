"""定期会议: the clock puts the question when its day comes near; who calls the meeting is a person."""

from datetime import datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import place_of
from yuanba.councils.models import Procedure
from yuanba.councils.queries import standing as found
from yuanba.councils.rules import standing


@act
def put_standing(*, actor: Actor, place_id: int, flow: str, now: datetime) -> Procedure:
    """到期立题: the question of a standing meeting, once for each day it is due. Nobody is told of a meeting:
    the question waits on the board of those who call it."""
    place = place_of(actor, place_id, "councils.put_standing")
    chosen = queries.flow(flow, place.county_id)
    if chosen is None or not chosen.months:
        raise Refused("no_flow", _("没有这种定期会议。"), field="flow")
    today, last = clock.day_of(now), found.last_of(place.pk, flow)
    due = standing.next_due(last, chosen.months) if last else today
    standing.put(last, opens=found.opens_on(chosen, due, place.county_id), today=today)
    assert place.county_id is not None  # asked by place_of
    day = f"{due.year}年{due.month}月{due.day}日"
    made = Procedure.objects.create(
        place=place,
        county_id=place.county_id,
        flow=chosen.code,
        version=chosen.version,
        name=chosen.name,
        closed=chosen.closed,
        source=chosen.source,
        steps=[step.plain() for step in chosen.steps],
        title=f"{chosen.name[:40]}（{day}前）",
        text=str(_("按程序定期开的会，这次要在 %(day)s前开。") % {"day": day}),
        due=due,
        begun_at=now,
    )
    facts = {"flow": chosen.code, "version": chosen.version, "due": due.isoformat()}
    records.write("councils.put_standing", made, actor=actor, at=now, **facts)
    return made
