"""社会组织名册: entered, renewed, struck off."""

from datetime import date, datetime

from yuanba.base import clock, permits
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places.models import Place
from yuanba.places.rules import sourced
from yuanba.projects import rules
from yuanba.projects.acts.common import keep
from yuanba.projects.models import Association
from yuanba.projects.rules import Entry


@act
def enter_association(
    *, actor: Actor, place_id: int, entry: Entry, name: str, number: str, field: str, since: date,
    now: datetime, valid_until: date | None = None,
) -> Association:  # fmt: skip
    """登记、备案: an association enters the register, once under its number."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("projects.enter_association")
    permits.require(actor, "projects.enter_association", reach=place.reach)
    called, code, about = rules.enter(
        entry=entry, name=name, number=number, field=field, since=since, valid_until=valid_until
    )
    _free(entry, code)
    made = Association.objects.create(
        place=place, name=called, entry=entry, number=code, field=about, since=since,
        valid_until=valid_until,
    )  # fmt: skip
    keep("projects.enter_association", made, actor, now, name=called, entry=entry)
    return made


@act
def renew_association(
    *, actor: Actor, association_id: int, entry: Entry, number: str, now: datetime,
    valid_until: date | None = None,
) -> Association:  # fmt: skip
    """换证、备案转登记: the new paper of the same association; its contracts go on."""
    found = _living(actor, association_id, "projects.renew_association")
    code = rules.renew(entry=entry, number=number, valid_until=valid_until, today=clock.day_of(now))
    if (entry, code) != (found.entry, found.number):
        _free(entry, code)
    before = found.number
    found.entry, found.number, found.valid_until = entry, code, valid_until
    found.save(update_fields=["entry", "number", "valid_until"])
    day = valid_until.isoformat() if valid_until else ""
    facts = {"entry": entry, "number": code, "before": before, "valid_until": day}
    keep("projects.renew_association", found, actor, now, **facts)
    return found


@act
def strike_association(
    *, actor: Actor, association_id: int, paper: str, now: datetime
) -> Association:
    """注销: by which paper; its contracts stay readable."""
    found = _living(actor, association_id, "projects.strike_association")
    found.paper, found.until = sourced(paper), clock.day_of(now)
    found.save(update_fields=["paper", "until"])
    keep("projects.strike_association", found, actor, now, name=found.name, paper=found.paper)
    return found


def _living(actor: Actor, association_id: int, right: str) -> Association:
    rows = Association.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=association_id, until=None).first()
    if found is None:
        raise Denied(right)
    permits.require(actor, right, reach=found.reach)
    return found


def _free(entry: Entry, code: str) -> None:
    if Association.objects.filter(entry=entry, number=code).exists():
        raise Refused("number_taken", _("这个编号已经有了，请核对。"), field="number")
