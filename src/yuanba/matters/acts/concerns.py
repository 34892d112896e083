"""涉及对象: a matter is about an official, a unit or a neighbour; or, looked into, it is not."""

from datetime import datetime

from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import rules, sight
from yuanba.matters.acts import naming
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Concern, Matter
from yuanba.matters.models.concerns import STANDS, TARGETS
from yuanba.matters.rules import Level, State
from yuanba.matters.rules.concerns import ConcernKind, Hearing, raised
from yuanba.people.models import Person


@act
def name_concern(
    *,
    actor: Actor,
    matter_id: int,
    about: str,
    why: str,
    now: datetime,
    said: str = "",
    version: int | None = None,
) -> Matter:
    """记为反映某人: from now on kept from those named and theirs; one level up hears it.

    `about` is a choice as `naming.chosen` reads it. Whoever names his own superior does not see the
    matter again: that is meant so.
    """
    matter = take(actor, matter_id, "matters.name_concern", version)
    named = naming.chosen(about, said, why)
    if named is None:
        raise Refused("about", _("请写明反映的是谁。"), field="about")
    concern = naming.meant(naming.above(named, matter), matter.county_id, by=actor, now=now)
    _not_twice(matter, concern)
    concern.matter = matter
    concern.save(force_insert=True)
    matter.concerned = True
    matter.level = raised(Level(matter.level), Hearing(concern.hearing))
    fields = ["concerned", "level", *_taken_away(matter)]
    facts = {"concern": str(concern.pk), "kind": concern.kind, "hearing": concern.hearing}
    keep(matter, "matters.name_concern", fields, actor=actor, now=now, why=concern.why, **facts)
    return matter


def _not_twice(matter: Matter, concern: Concern) -> None:
    if concern.kind == ConcernKind.OTHER:
        return
    column = f"{TARGETS[ConcernKind(concern.kind)]}_id"
    same = Concern.objects.filter(STANDS, matter=matter, **{column: getattr(concern, column)})
    if same.exists():
        raise Refused("named", _("已经记过是反映这个人或者单位的，不用再记。"), field="whom")


def _taken_away(matter: Matter) -> list[str]:
    """Who may not see it goes on with nothing of it; returns the fields."""
    people = [p for p in (matter.owner, matter.supervisor) if p is not None]
    unit_shut = matter.unit is not None and sight.shut_unit(matter, matter.unit)
    owner_shut = unit_shut or any(sight.shut(matter, person) for person in people)
    before = State(matter.state)
    matter.state = rules.concerns.after_naming(before, unit_shut=unit_shut, owner_shut=owner_shut)
    if matter.state == before and before not in rules.WORKING:
        return []
    fields = ["state"]
    if owner_shut:
        matter.owner = matter.supervisor = None
        fields += ["owner", "supervisor"]
    if unit_shut:
        matter.unit = None
        fields.append("unit")
    return fields


@act
def lift_concern(
    *,
    actor: Actor,
    matter_id: int,
    concern_id: int,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """取消涉及对象: an uninvolved person of the level that hears it has looked into it."""
    matter = take(actor, matter_id, "matters.lift_concern", version)
    standing = Concern.objects.select_for_update().filter(STANDS, matter=matter)
    concern = standing.filter(pk=concern_id).first()
    if concern is None:
        raise Refused("gone", _("没有这一条，或者已经取消了，请刷新再看。"), field="concern")
    said = rules.concerns.lift(
        hearing=Hearing(concern.hearing),
        roles=actor.roles_in(_heard_at(matter, Hearing(concern.hearing))),
        actor_id=actor.pk,
        involved={
            concern.by_id, matter.recorder_id, matter.owner_id, matter.finished_by_id,
            matter.reporter_id,
        },
        reason=reason,
    )  # fmt: skip
    concern.lifted_at, concern.lift_reason = now, said[:300]
    concern.lifted_by = actor if isinstance(actor, Person) else None
    concern.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    matter.concerned = standing.exists()
    facts = {"concern": str(concern.pk), "left": matter.concerned}
    keep(matter, "matters.lift_concern", ["concerned"], actor=actor, now=now, reason=said, **facts)
    return matter


def _heard_at(matter: Matter, hearing: Hearing) -> frozenset[int]:
    """The places whose posts lift it: a village's own supervisor is no level above the county."""
    if hearing in {Hearing.COUNTY, Hearing.WATCH}:
        return frozenset({matter.county_id})
    return frozenset({matter.township_id, matter.county_id})
