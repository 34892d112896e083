"""点名单的开关: turned on by an assembly's decision, filed with the town, turned off by anybody who keeps it."""

from collections.abc import Collection
from datetime import date, datetime

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries as councils
from yuanba.councils.models import Procedure
from yuanba.honours.acts import common
from yuanba.honours.acts.naming_ends import bring_down
from yuanba.honours.models import NamingRule
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import Down, Ground
from yuanba.places.models import Place


@act
def turn_on_naming(
    *,
    actor: Actor,
    place_id: int,
    procedure_id: int,
    source: str,
    grounds: Collection[Ground],
    days: int,
    since: date,
    until: date,
    now: datetime,
) -> NamingRule:
    """启用点名单: by what the village's own assembly decided, until a day. It names nobody before the town has
    it on file."""
    place = common.the_village(actor, place_id, "honours.turn_on_naming")
    today = clock.day_of(now)
    before = queries.rule_of(place.pk)
    if before is not None and before.until >= today:
        raise Refused("is_on", _("已经启用了。要改，先停用，再由村民会议重新定。"))
    question = _question(place, procedure_id)
    rules.turn_on(grounds=grounds, days=days, since=since, until=until, today=today)
    ask = _("请写村民会议定的那一条原话。")
    said = words_in.clean(source, most=200, least=6, field="source", ask=ask)
    me = common.person(actor, "honours.turn_on_naming")
    if before is not None:
        before.ended_at, before.ended_by = now, me
        before.ended_why = str(_("到期"))
        before.save(update_fields=["ended_at", "ended_by", "ended_why"])
    made = NamingRule.objects.create(
        place=place, procedure=question, source=said, days=days, since=since, until=until,
        grounds=sorted(str(one) for one in grounds), made_at=now, made_by=me,
    )  # fmt: skip
    facts = {"procedure": str(question.pk), "source": said, "days": days, "grounds": made.grounds}
    facts |= {"since": since.isoformat(), "until": until.isoformat()}
    records.write("honours.turn_on_naming", made, actor=actor, at=now, **facts)
    return made


def _question(place: Place, procedure_id: int) -> Procedure:
    """The decision of an assembly of this village that stands. Raises Refused beside the field."""
    found = Procedure.objects.filter(pk=procedure_id, place=place, closed=False).first()
    if found is None or not councils.stands(found) or not queries.by_assembly(found):
        say = _("要村民会议或者村民代表会议表决通过才能启用：选走完了的那个议题。")
        raise Refused("no_assembly", say, field="procedure")
    return found


def the_rule(actor: Actor, rule_id: int, act: str) -> NamingRule:
    rows = NamingRule.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=rule_id).first()
    if found is None:
        raise Denied(act)
    permits.require(actor, act, reach=found.reach)
    return found


@act
def file_naming(*, actor: Actor, rule_id: int, note: str, now: datetime) -> NamingRule:
    """备案: the town has read the rule and has it on file."""
    rule = the_rule(actor, rule_id, "honours.file_naming")
    if rule.filed_at is not None or rule.ended_at is not None:
        raise Refused("wrong_state", _("已经备案了，或者已经停用了。"))
    ask = _("请写备案的文号或者日子。")
    rule.filed_note = words_in.clean(note, most=120, least=2, field="note", ask=ask)
    rule.filed_at, rule.filed_by = now, common.person(actor, "honours.file_naming")
    rule.save(update_fields=["filed_at", "filed_by", "filed_note"])
    records.write("honours.file_naming", rule, actor=actor, at=now, note=rule.filed_note)
    return rule


@act
def turn_off_naming(*, actor: Actor, rule_id: int, why: str, now: datetime) -> NamingRule:
    """停用点名单: at once, and everything that hangs comes down with it."""
    rule = the_rule(actor, rule_id, "honours.turn_off_naming")
    if rule.ended_at is not None:
        raise Refused("wrong_state", _("已经停用了。"))
    ask = _("请写为什么停用。")
    rule.ended_why = words_in.clean(why, most=200, least=2, field="why", ask=ask)
    rule.ended_at, rule.ended_by = now, common.person(actor, "honours.turn_off_naming")
    rule.save(update_fields=["ended_at", "ended_by", "ended_why"])
    records.write("honours.turn_off_naming", rule, actor=actor, at=now, why=rule.ended_why)
    for one in queries.clocked(rule.place_id):
        bring_down(one, Down.OFF, now)
        records.write("honours.turn_off_naming", one, actor=actor, at=now, ground=one.ground)
    return rule
