"""签到表: the households of an activity entered once; a claim for each; checked at one go by another."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people.models import Household
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.points.acts.claims import check, new_claim, note_record, the_line
from yuanba.points.acts.common import Home, family_of, lock_homes, person
from yuanba.points.models import Roster
from yuanba.points.queries import rosters as queries
from yuanba.points.rules import claims
from yuanba.points.rules.book import no_forbidden_link
from yuanba.points.rules.claims import State

MOST = 300  # households on one list


@act
def tell_list(
    *,
    actor: Actor,
    place_id: int,
    item: str,
    on: date,
    what: str,
    homes: Sequence[int],
    now: datetime,
) -> Roster:
    """照签到表报: who reached the cap of the period is named and left out; the rest stands."""
    place = Place.objects.select_for_update(no_key=True).filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM:
        raise Denied("points.tell_list")
    # A host comes from any grid of the village, and people from all of it.
    below = places.subtree(place).values_list("pk", flat=True)
    permits.require(actor, "points.tell_list", reach=place.reach | set(below))
    me = person(actor, "points.tell_list")
    line = the_line(place.pk, item, on)
    said = words_in.clean(what, most=120, field="what", ask=_("请写是什么活动。"))
    no_forbidden_link(said, field="what")
    told = claims.tell(on=on, today=clock.day_of(now), note=said, pictures=0, takes=line.points < 0)
    if not 1 <= len(set(homes)) <= MOST:
        raise Refused("homes_odd", _("签到表上写 1 到 300 户，一行一户。"), field="homes")
    if Roster.objects.filter(place=place, code=line.code, on=on, what=said).exists():
        raise Refused("roster_known", _("这张签到表已经录过了。"), field="what")
    made = Roster.objects.create(
        place=place, line=line, code=line.code, on=on, what=said, made_at=now, made_by=me
    )
    here = Household.objects.filter(pk__in=homes, place__village_id=place.pk)
    rows = [row for row in lock_homes(here.values_list("pk", flat=True)) if row.until is None]
    made_for = []
    for row in rows:
        home = Home(row, place.pk, family_of(row.pk))
        try:
            claim = new_claim(me, home, line, on=on, now=now, note=said, state=State.TOLD)
        except Refused as no:
            made.left = [*made.left, {"home": str(row.pk), "why": str(no.message)}]
            continue
        claim.source_kind, claim.source_id = made._meta.label_lower, made.pk
        claim.check_by = told.check_by
        claim.save(force_insert=True)
        made_for.append(claim)
    if len(made.left) == len(rows):
        why = made.left[0]["why"] if made.left else _("没有找到这些户，请核对。")
        raise Refused("nobody", why, field="homes")
    made.save(update_fields=["left"])
    facts = {"code": line.code, "on": on.isoformat(), "what": said, "left": len(made.left)}
    records.write("points.tell_list", made, actor=actor, at=now, homes=len(rows), **facts)
    for claim in made_for:
        note_record("points.tell_list", claim, actor, now, source=str(made.pk))
    return made


@act
def check_list(*, actor: Actor, roster_id: int, now: datetime) -> Roster:
    """整张核实: every household of the list was there. His own home, his kin and what he told himself are
    left for another."""
    roster = (
        Roster.objects.select_for_update(of=("self",), no_key=True).filter(pk=roster_id).first()
    )
    if roster is None:
        raise Denied("points.check_list")
    reach = roster.place.reach | set(places.subtree(roster.place).values_list("pk", flat=True))
    permits.require(actor, "points.check_list", reach=reach)
    waiting = queries.open_claims(roster)
    homes = lock_homes(waiting.values_list("household_id", flat=True))
    done, first = 0, None
    for claim_id in waiting.filter(household__in=homes).values_list("pk", flat=True):
        try:
            check(actor=actor, claim_id=claim_id, true=True, now=now, words=roster.what)
        except (Refused, Denied) as no:
            first = first or no
        else:
            done += 1
    if not done:
        if isinstance(first, Refused):
            raise first
        raise Refused("nothing_to_check", _("这张表上没有要您核实的了。"))
    left = queries.open_claims(roster).count()
    records.write("points.check_list", roster, actor=actor, at=now, checked=done, left=left)
    return roster
