"""试探件: planted and ended by the security administrator, who alone knows which they are (T10)."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.matters import rules, store
from yuanba.matters.acts import naming
from yuanba.matters.acts.intake import tell
from yuanba.matters.models import Contact, Decoy, Matter
from yuanba.matters.rules import Channel, Outcome, State
from yuanba.matters.rules.concerns import ConcernKind, Hearing
from yuanba.people.models import Person, Unit
from yuanba.places.models import Place
from yuanba.places.rules import Kind

ELSEWHERE = "原系统已办结。"  # as it stands in a register that was brought in: never translated


@act
def plant_decoy(
    *,
    actor: Person,
    place_id: int,
    text: str,
    about: str,
    name: str,
    phone: str,
    now: datetime,
) -> Decoy:
    """放试探件: it looks like one closed in another system, about somebody unknown. Its number is of
    the township's row, as of all that are about somebody; nobody is written to."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Denied("matters.plant_decoy")
    permits.require(actor, "matters.plant_decoy", reach=place.reach)
    told = tell(
        place_id=place.pk, text=text, now=now, channel=Channel.IMPORT, contact_name=name,
        contact_phone=phone,
    )  # fmt: skip
    told.quiet = True
    standing = Decoy.objects.filter(matter__county_id=told.county_id, ended_at=None)
    rules.decoys.plant(
        kind=Kind(place.kind),
        ended=place.until is not None,
        known=_known(told.contact_phone),
        standing=standing.count(),
    )
    said = naming.Named(ConcernKind.OTHER, None, about, ELSEWHERE)
    concern = naming.meant(said, told.county_id, by=None, now=now)
    concern.hearing = Hearing.TOWNSHIP
    told.facts["concerned"] = True
    naming.register(told, Hearing.TOWNSHIP)
    told.stands = {"state": State.CLOSED, "outcome": Outcome.SOLVED, "closed_at": now}
    [(matter_id, _number)] = store.take_in([told])
    naming.tie(concern, matter_id)
    _close(matter_id, told, now)
    decoy = Decoy.objects.create(matter_id=matter_id, planted_by=actor, planted_at=now)
    records.write("matters.plant_decoy", decoy, actor=actor, at=now)
    return decoy


def _known(phone: str) -> bool:
    """Whether somebody of this house, or somebody who told something, has this number."""
    if not phone:
        raise Refused("phone", _("请写一个打不通的号码。"), field="phone")
    return Person.objects.filter(phone=phone).exists() or Contact.of_phone(phone).exists()


def _close(matter_id: int, told: store.Told, now: datetime) -> None:
    """Closed before it came here: nobody was asked, as with everything from another system."""
    leaf = Category.objects.filter(active=True, lane=Lane.COMMUNAL).exclude(branch="").first()
    unit = Unit.objects.filter(active=True, place__county_id=told.county_id).order_by("id").first()
    if leaf is None or unit is None:
        raise Refused("not_begun", _("还没有类别和单位，先把机构建好再放。"))
    Matter.objects.filter(pk=matter_id).update(
        state=State.CLOSED, lane=Lane.COMMUNAL, category=leaf, unit=unit, reason=ELSEWHERE,
        accepted_at=now, finished_at=now, late=False, outcome=Outcome.SOLVED,
        result=ELSEWHERE, closed_at=now, evidence=ELSEWHERE,
    )  # fmt: skip


@act
def end_decoy(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Decoy:
    """停用试探件: name and number go; the row stays in its register, a look at it says nothing more."""
    rows = Decoy.objects.select_for_update(of=("self",)).select_related("matter")
    decoy = rows.filter(matter_id=matter_id).first()
    if decoy is None:
        raise Denied("matters.end_decoy")
    permits.require(actor, "matters.end_decoy", reach=decoy.matter.reach)
    why = rules.decoys.end(ended=decoy.ended_at is not None, reason=reason)
    Contact.objects.filter(matter_id=matter_id).update(name="", phone="", mark=None)
    decoy.ended_at = now
    decoy.save(update_fields=["ended_at"])
    records.write("matters.end_decoy", decoy, actor=actor, at=now, reason=why)
    return decoy
