"""不计入: grounds published by the county; asked for, decided, objected to, decided by yet another."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Exclusion, Ground, Matter
from yuanba.matters.queries.involved import in_the_unit, worked
from yuanba.matters.rules import Level, exclusion
from yuanba.matters.rules.exclusion import LIVING, Stage
from yuanba.people.models import Person


@act
def publish_ground(
    *, actor: Person, county_id: int, code: str, text: str, source: str, now: datetime
) -> Ground:
    """公布理由: from today demands may be left out of the rates on this ground, by this source."""
    permits.require(actor, "matters.publish_ground", reach={county_id})
    exclusion.publish_ground(text=text, source=source)
    code = code.strip()[:20] or "other"
    if Ground.objects.filter(county_id=county_id, code=code, until=None).exists():
        raise Refused("code", _("这个代号已经有一条在用，先停用，或者换个代号。"), field="code")
    row = Ground.objects.create(
        county_id=county_id,
        code=code,
        text=text.strip()[:200],
        source=source.strip()[:200],
        since=clock.day_of(now),
        verified_by_id=actor.pk,
    )
    facts = {"code": row.code, "text": row.text, "source": row.source}
    records.write("matters.publish_ground", row, actor=actor, at=now, **facts)
    return row


@act
def retire_ground(*, actor: Actor, ground_id: int, reason: str, now: datetime) -> Ground:
    """停用理由: nothing new is left out on it; what was decided before stands as it was."""
    row = Ground.objects.select_for_update().filter(pk=ground_id).first()
    if row is None:
        raise Denied("matters.retire_ground")
    permits.require(actor, "matters.retire_ground", reach={row.county_id})
    if row.until is not None:
        raise Refused("retired", _("这一条已经停用了，请刷新再看。"))
    said = rules.say_why(reason)
    row.until = clock.day_of(now)
    row.save(update_fields=["until"])
    records.write("matters.retire_ground", row, actor=actor, at=now, reason=said)
    return row


@act
def ask_exclusion(
    *, actor: Person, matter_id: int, ground_id: int, reason: str, now: datetime
) -> Matter:
    """申请不计入: on a published ground; somebody higher and uninvolved decides."""
    matter = take(actor, matter_id, "matters.ask_exclusion", None)
    ground = Ground.objects.filter(pk=ground_id, county_id=matter.county_id, until=None).first()
    living = Exclusion.objects.filter(matter=matter, stage__in=sorted(LIVING)).exists()
    said = exclusion.ask(living=living, ground_in_force=ground is not None, reason=reason)
    assert ground is not None
    Exclusion.objects.create(
        matter=matter,
        ground=ground,
        county_id=matter.county_id,
        township_id=matter.township_id,
        reason=said[:300],
        asked_at=now,
        asked_by_id=actor.pk,
    )
    facts = {"ground": ground.text, "reason": said}
    keep(matter, "matters.ask_exclusion", [], actor=actor, now=now, **facts)
    return matter


@act
def exclude(*, actor: Actor, matter_id: int, answer: str, now: datetime) -> Matter:
    """不计入: decided by somebody higher who has nothing to do with it; the person gets the answer."""
    matter, row = _reviewed(actor, matter_id, "matters.exclude", before=("asked_by_id",))
    said = exclusion.decide(
        stage=Stage(row.stage), ground_in_force=row.ground.until is None, answer=answer
    )
    return _decided(matter, row, Stage.EXCLUDED, said, actor, now, "matters.exclude")


@act
def deny_exclusion(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Matter:
    """不同意不计入: it counts like any other."""
    matter, row = _reviewed(actor, matter_id, "matters.deny_exclusion", before=("asked_by_id",))
    said = exclusion.deny(stage=Stage(row.stage), reason=reason)
    return _decided(matter, row, Stage.DENIED, said, actor, now, "matters.deny_exclusion")


@act
def object_exclusion(*, actor: Actor, matter_id: int, why: str, now: datetime) -> Matter:
    """我有不同意见: the person objects; until it is decided the matter counts again."""
    matter = take(actor, matter_id, "matters.object_exclusion", None)
    row = _living(matter)
    said = exclusion.object_to(stage=Stage(row.stage) if row else None, why=why)
    assert row is not None
    row.stage, row.objection, row.objected_at = Stage.OBJECTED, said[:300], now
    row.save(update_fields=["stage", "objection", "objected_at"])
    keep(matter, "matters.object_exclusion", [], actor=actor, now=now, why=said)
    return matter


@act
def uphold_exclusion(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Matter:
    """复核维持: yet another one looked; it stays left out, with a reason the person reads."""
    return _settled(actor, matter_id, reason, now, Stage.UPHELD, "matters.uphold_exclusion")


@act
def lift_exclusion(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Matter:
    """复核撤销: the person is right; it counts like any other."""
    return _settled(actor, matter_id, reason, now, Stage.LIFTED, "matters.lift_exclusion")


def _living(matter: Matter) -> Exclusion | None:
    rows = Exclusion.objects.select_for_update(of=("self",)).select_related("ground")
    return rows.filter(matter=matter, stage__in=sorted(LIVING)).first()


def _reviewed(
    actor: Actor, matter_id: int, name: str, *, before: tuple[str, ...]
) -> tuple[Matter, Exclusion]:
    """The matter and its exclusion, if this person may judge it. Raises Refused where he may not."""
    matter = take(actor, matter_id, name, None)
    row = _living(matter)
    if row is None:
        raise Refused("not_asked", _("没有等着看的申请，请刷新再看。"))
    held = actor.roles_in(matter.reach) & set(exclusion.RANKS)
    reviewer = exclusion.Reviewer(
        person_id=actor.pk,
        role=max(held, key=lambda r: exclusion.RANKS[r], default=Role.RESIDENT),
        in_the_unit=in_the_unit(matter, actor),
        worked=actor.pk in worked(matter),
    )
    earlier = {getattr(row, column) for column in before}
    exclusion.uninvolved(reviewer, level=Level(matter.level), before=earlier)
    return matter, row


def _decided(
    matter: Matter,
    row: Exclusion,
    stage: Stage,
    said: str,
    actor: Actor,
    now: datetime,
    name: str,
) -> Matter:
    row.stage, row.answer, row.decided_at, row.decided_by_id = stage, said[:300], now, actor.pk
    row.save(update_fields=["stage", "answer", "decided_at", "decided_by"])
    facts = {"ground": row.ground.text, "reason": said}
    keep(matter, name, [], actor=actor, now=now, **facts)
    return matter


def _settled(
    actor: Actor, matter_id: int, reason: str, now: datetime, stage: Stage, name: str
) -> Matter:
    earlier = ("asked_by_id", "decided_by_id")
    matter, row = _reviewed(actor, matter_id, name, before=earlier)
    said = exclusion.settle(stage=Stage(row.stage), reason=reason)
    row.stage, row.settled, row.settled_at, row.settled_by_id = stage, said[:300], now, actor.pk
    row.save(update_fields=["stage", "settled", "settled_at", "settled_by"])
    keep(matter, name, [], actor=actor, now=now, ground=row.ground.text, reason=said)
    return matter
