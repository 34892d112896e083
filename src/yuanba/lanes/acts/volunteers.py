"""志愿者: call for them, sign up, leave again, and in the end who came and for how long."""

from collections.abc import Mapping
from datetime import datetime

from yuanba.base import permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.lanes.models import Call, Signup
from yuanba.lanes.rules import communal as rules
from yuanba.matters.acts.common import keep, take, unit_for
from yuanba.matters.models import Matter
from yuanba.matters.rules import State
from yuanba.people.models import Person
from yuanba.people.rules import UnitKind


@act
def call_volunteers(
    *,
    actor: Actor,
    matter_id: int,
    unit_id: int,
    what: str,
    where: str,
    wanted: int,
    starts_at: datetime,
    now: datetime,
) -> Matter:
    """招募志愿者: a body asks neighbours to help; the call hangs where all of the village see it."""
    matter = take(actor, matter_id, "lanes.call_volunteers", None)
    rules.communal(state=State(matter.state), lane=matter.lane)
    if matter.restricted or matter.concerned:
        raise Refused("restricted", _("这件事只给经办的人看，不能公开招募。"))
    unit = unit_for(matter, unit_id)
    rules.body(UnitKind(unit.kind))
    said, place = rules.call_volunteers(
        what=what, where=where, wanted=wanted, starts_at=starts_at, now=now
    )
    assert isinstance(actor, Person)  # no guest holds a role that may
    call = Call.objects.create(
        matter=matter, village_id=matter.village_id, unit=unit, what=said, where=place,
        wanted=wanted, starts_at=starts_at, made_at=now, made_by=actor,
    )  # fmt: skip
    facts = {"call": str(call.pk), "unit_name": unit.name, "what": said, "wanted": wanted}
    keep(
        matter,
        "lanes.call_volunteers",
        [],
        actor=actor,
        now=now,
        starts_at=starts_at.isoformat(),
        **facts,
    )
    return matter


@act
def sign_up(*, actor: Actor, call_id: int, now: datetime, name: str = "") -> Call:
    """报名: a resident with an account signs up himself; the desk writes down a name for others."""
    call = _call("lanes.sign_up", call_id)
    permits.require(actor, "lanes.sign_up", reach={call.village_id})
    if call.matter.restricted or call.matter.concerned:  # hangs nowhere any more
        raise Denied("lanes.sign_up")
    if not isinstance(actor, Person):
        raise Refused(
            "sign_in", _("请先用手机号登录再报名；不方便登录，打社区电话，工作人员替您报。")
        )
    signups = Signup.objects.filter(call=call, left_at=None)
    another = words_in.clean(name, most=40, least=0, field="name") if name.strip() else ""
    if another and permits.may(actor, "lanes.call_volunteers", reach=call.matter.reach) is None:
        raise Denied("lanes.sign_up")
    rules.sign_up(
        over=call.ended_at is not None,
        starts_at=call.starts_at,
        now=now,
        places=call.wanted - signups.count(),
        already=not another and signups.filter(person=actor).exists(),
    )
    Signup.objects.create(call=call, person=None if another else actor, name=another, at=now)
    records.write("lanes.sign_up", call, actor=actor, at=now)
    return call


@act
def leave_call(*, actor: Actor, call_id: int, now: datetime, signup_id: int | None = None) -> Call:
    """不去了: one takes his own name off; the desk any name."""
    call = _call("lanes.leave_call", call_id)
    permits.require(actor, "lanes.leave_call", reach={call.village_id})
    rows = Signup.objects.filter(call=call, left_at=None)
    if signup_id is not None:
        if permits.may(actor, "lanes.call_volunteers", reach=call.matter.reach) is None:
            raise Denied("lanes.leave_call")
        rows = rows.filter(pk=signup_id)
    else:
        rows = rows.filter(person=actor.pk or 0)
    if call.ended_at is not None or not rows.update(left_at=now):
        raise Refused("not_signed_up", _("没有报着名，请刷新再看。"))
    records.write("lanes.leave_call", call, actor=actor, at=now)
    return call


@act
def end_call(
    *, actor: Actor, call_id: int, text: str, came: Mapping[int, int], now: datetime
) -> Matter:
    """记志愿服务: who came, how many minutes each, what was done. Nobody came: it was called off.

    `came`: minutes by the id of the signup; who is not named did not come.
    """
    call = _call("lanes.end_call", call_id)
    matter = take(actor, call.matter_id, "lanes.end_call", None)
    signups = {s.pk: s for s in Signup.objects.filter(call=call, left_at=None)}
    said = rules.end_call(
        over=call.ended_at is not None,
        starts_at=call.starts_at,
        now=now,
        came=len(came),
        text=text,
    )
    if unknown := set(came) - set(signups):
        raise Refused("signup", _("名单变了，请刷新再记。"), field=str(min(unknown)))
    for pk, signup in signups.items():
        signup.came = pk in came
        signup.minutes = rules.minutes(came[pk]) if pk in came else None
        signup.save(update_fields=["came", "minutes"])
    call.text, call.ended_at = said, now
    call.save(update_fields=["text", "ended_at"])
    facts = {"call": str(call.pk), "text": said, "came": len(came), "minutes": sum(came.values())}
    keep(matter, "lanes.end_call", [], actor=actor, now=now, unit_name=call.unit.name, **facts)
    return matter


def _call(act_name: str, call_id: int) -> Call:
    """The call, locked. Raises Denied for none."""
    found = Call.objects.select_for_update(of=("self",)).select_related("matter", "unit")
    call = found.filter(pk=call_id).first()
    if call is None:
        raise Denied(act_name)
    return call
