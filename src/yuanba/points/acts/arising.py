"""自己来的: a claim that comes from something that happened in Yuanba, once for each thing; then the
ordinary check, panel and list."""

from datetime import date, datetime, timedelta

from django.db import models

from yuanba.base import clock, permits
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people.models import Person
from yuanba.points.acts.claims import new_claim, note_record
from yuanba.points.acts.common import Home, family_of, home_of, lock_homes, person, the_home
from yuanba.points.models import Claim
from yuanba.points.queries import arising as queries
from yuanba.points.queries.books import line_for
from yuanba.points.rules import claims
from yuanba.points.rules.book import Occasion
from yuanba.points.rules.claims import State


@act
def arise(
    *,
    actor: Actor,
    household_id: int,
    event: Occasion,
    source: models.Model,
    note: str,
    on: date,
    teller: Person,
    now: datetime,
    whose: Person | None = None,
) -> Claim:
    """自动报: by the clock, after something that answers a line of the book. `teller`: who led it, and
    so cannot check it. Raises Refused where the book has no such line, the cap is reached, or it has
    been told before."""
    permits.require(actor, "points.arise", reach=frozenset())
    row = next(iter(lock_homes([household_id])), None)
    if row is None or row.until is not None or row.place.village_id is None:
        raise Denied("points.arise")
    home = Home(row, row.place.village_id, family_of(row.pk))
    claim = _from(home, event, source, note=note, on=on, teller=teller, now=now)
    claim.person = whose
    claim.save(force_insert=True)
    note_record("points.arise", claim, actor, now, event=event, source=str(source.pk))
    return claim


@act
def unarise(*, actor: Actor, source_id: int, now: datetime) -> Claim:
    """撤回自动报的: what it came from was taken back before anybody checked it."""
    permits.require(actor, "points.unarise", reach=frozenset())
    rows = Claim.objects.select_for_update(no_key=True).filter(
        source_id=source_id, state=State.TOLD
    )
    claim = rows.first()
    if claim is None:
        raise Refused("nothing_told", _("没有要撤回的。"))
    claim.state = State.WITHDRAWN
    claim.save(update_fields=["state"])
    note_record("points.unarise", claim, actor, now)
    return claim


@act
def tell_hazard(*, actor: Actor, matter_id: int, now: datetime) -> Claim:
    """我报的隐患: offered to who told of it himself, once it was dealt with. It arises only when he wants
    it: a claim would tell others who spoke. On the public list it is "a household"."""
    me = person(actor, "points.tell_hazard")
    home, _role = the_home(actor, home_of(me.pk) or 0, "points.tell_hazard")
    found = next((one for one in queries.hazards(me, now) if one.pk == matter_id), None)
    if found is None or found.closed_at is None:
        raise Denied("points.tell_hazard")
    on = clock.day_of(found.closed_at)
    said = str(_("报的隐患办完了，事项 %(number)s") % {"number": found.number})
    claim = _from(home, Occasion.HAZARD, found, note=said, on=on, teller=me, now=now)
    claim.person = me
    claim.save(force_insert=True)
    note_record("points.tell_hazard", claim, actor, now, source=str(found.pk))
    return claim


def _from(
    home: Home, event: Occasion, source: models.Model, *, note: str, on: date, teller: Person,
    now: datetime,
) -> Claim:  # fmt: skip
    line = line_for(home.village, event, on)
    if line is None:
        raise Refused("no_line", _("那一天的细则里没有这一条，请从列表里选。"), field="item")
    if Claim.objects.filter(source_id=source.pk, household=home.row).exists():
        raise Refused("told_before", _("这件事已经报过了。"))
    claim = new_claim(teller, home, line, on=on, now=now, note=note[:300], state=State.TOLD)
    claim.source_kind, claim.source_id = source._meta.label_lower, source.pk
    claim.check_by = clock.day_of(now) + timedelta(days=claims.CHECK_DAYS)
    return claim
