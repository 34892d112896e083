"""A question on its way: proposed, step by step, posted, carried out, made known."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts import afterwards, levies, topics
from yuanba.councils.acts.common import place_of, procedure_of, steps_of
from yuanba.councils.models import Posting, Procedure, RuleRow, StepDone, Task
from yuanba.councils.rules import levying, saying, stepping, terms
from yuanba.councils.rules.flows import Step, StepKind
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.councils.rules.levying import Asked
from yuanba.lanes.rules.communal import Topic
from yuanba.matters.models import Matter
from yuanba.people.models import Person
from yuanba.places.rules import BOTTOM, Kind
from yuanba.problems.models import Problem


@act
def propose(
    *,
    actor: Person,
    place_id: int,
    flow: str,
    title: str,
    text: str,
    now: datetime,
    cost_fen: int = 0,
    number: str = "",
    problem_id: int | None = None,
    levy_fen: int = 0,
    levy_days: int = 0,
) -> Procedure:
    """提出议题: a question goes on its way; it keeps the steps as they are written today. `number` is
    the matter it comes from. `levy_fen` of each person and `levy_days` of each labourer are what one case one
    meeting asks (一事一议), within the bounds of the year."""
    place = place_of(actor, place_id, "councils.propose")
    if Kind(place.kind) not in BOTTOM | {Kind.TOWNSHIP}:
        raise Refused("wrong_place", _("议题要提到一个村、社区或者镇街。"), field="place")
    chosen = queries.flow(flow, place.county_id)
    if chosen is None:
        raise Refused("no_flow", _("没有这种程序，请从列表里选。"), field="flow")
    if cost_fen < 0:
        raise Refused("money", _("钱不能是负的。"), field="cost_fen")
    assert place.county_id is not None  # asked by place_of
    made = Procedure.objects.create(
        place=place,
        county_id=place.county_id,
        flow=chosen.code,
        version=chosen.version,
        name=chosen.name,
        closed=chosen.closed,
        source=chosen.source,
        steps=[step.plain() for step in chosen.steps],
        title=saying.say(title, field="title", least=4)[:60],
        text=saying.tell(text, field="text")[:1000],
        cost_fen=cost_fen,
        levy=levies.levy_facts(place, list(chosen.steps), Asked(levy_fen, levy_days), now),
        matter=_matter(place.pk, number),
        problem=_problem(place.county_id, problem_id),
        begun_at=now,
        begun_by=actor,
    )
    facts = {"flow": chosen.code, "version": chosen.version, "title": made.title}
    facts |= {"levy_fen": levy_fen, "levy_days": levy_days}
    records.write("councils.propose", made, actor=actor, at=now, **facts)
    return made


def _matter(village_id: int, number: str) -> Matter | None:
    """The matter meant: one of this village, about nobody, that others may read."""
    if not number.strip():
        return None
    rows = Matter.objects.filter(number=number.strip(), village_id=village_id)
    found = rows.filter(concerned=False, restricted=False).first()
    if found is None:
        raise Refused("no_matter", _("没有这个编号的事，请核对。"), field="number")
    return found


def _problem(county_id: int | None, problem_id: int | None) -> Problem | None:
    if problem_id is None:
        return None
    found = Problem.objects.filter(pk=problem_id, county_id=county_id or 0).first()
    if found is None:
        raise Refused("no_problem", _("没有这个共性问题，请核对。"), field="problem_id")
    return found


@act
def record_step(
    *,
    actor: Person,
    procedure_id: int,
    n: int,
    on: date,
    who: str,
    note: str,
    now: datetime,
    expected: int | None = None,
    attended: int | None = None,
    agreed: int | None = None,
    with_next: bool = False,
) -> Procedure:
    """记一步: when, who, what was found, how many were for it. Where the rule is not met the step is kept
    as not passed and can be taken again. `with_next` takes the following step in the same sitting,
    where the procedure allows it."""
    procedure = procedure_of(actor, procedure_id, "councils.record_step")
    steps, today = steps_of(procedure), clock.day_of(now)
    numbers = {"expected": expected, "attended": attended, "agreed": agreed}
    said = {"on": on, "who": saying.say(who, field="who")[:120]}
    said |= {"note": saying.say(note, field="note")[:500]}
    passed = _take(procedure, steps, n, today, actor, now, said | numbers)
    if passed and with_next:
        if n >= len(steps) or not steps[n].joint:
            raise Refused("not_joint", _("下一步要单独办，不能合在一起。"), field="with_next")
        passed = _take(procedure, steps, n + 1, today, actor, now, said | numbers)
    procedure.save(update_fields=["at", "state", "ended_at"])
    facts = {"step": n, "passed": passed, "joint": with_next, **numbers}
    records.write("councils.record_step", procedure, actor=actor, at=now, **facts)
    return procedure


def _take(
    procedure: Procedure, steps: list[Step], n: int, today: date, actor: Person, now: datetime,
    said: dict[str, Any],
) -> bool:  # fmt: skip
    step = stepping.step_now(steps, procedure.at, n, ProcedureState(procedure.state))
    stepping.step_of(step, StepKind.RECORD)
    last = queries.last_day(procedure)
    stepping.recorded_on(on=said["on"], last=last, today=today)
    stepping.waited(last=last, today=said["on"], days=step.wait_days)
    row = _row(step, procedure, said["on"])
    checks, passed = stepping.record(
        step=step,
        expected=said["expected"],
        attended=said["attended"],
        agreed=said["agreed"],
        valid=terms.read(row.valid) if row else (),
        decides=terms.read(row.decides) if row else (),
    )
    facts = [check.facts() for check in checks]
    facts += queries.limit_facts(procedure, n, said["on"])
    keep_step(procedure, n, passed, actor, now, row, facts, **said)
    if passed:
        advance(procedure, len(steps), now)
    return passed


def _row(step: Step, procedure: Procedure, day: date) -> RuleRow | None:
    if not step.rule:
        return None
    row = queries.row_for(step.rule, procedure.county_id, day)
    if row is None:
        raise Refused("no_rule", _("规则 %(code)s 这里没有，请区县先录入。") % {"code": step.rule})
    return row


def keep_step(
    procedure: Procedure, n: int, passed: bool, actor: Person, now: datetime,
    row: RuleRow | None, checks: list[dict[str, Any]], **said: Any,
) -> StepDone:  # fmt: skip
    """One row of the way, as it was judged; never changed."""
    return StepDone.objects.create(
        procedure=procedure,
        n=n,
        passed=passed,
        rule=row,
        confirmed=row is None or queries.is_confirmed(row, procedure.county_id),
        checks=checks,
        at=now,
        by=actor,
        **said,
    )


def advance(procedure: Procedure, steps: int, now: datetime) -> None:
    """The next step; after the last one the procedure is done. The caller saves."""
    procedure.at += 1
    if procedure.at > steps:
        procedure.state, procedure.ended_at = ProcedureState.DONE, now


@act
def post(
    *,
    actor: Person,
    procedure_id: int,
    n: int,
    text: str,
    where: str,
    since: date,
    days: int,
    now: datetime,
) -> Posting:
    """公示: what hangs where and how long; for the last step what became of it."""
    procedure = procedure_of(actor, procedure_id, "councils.post")
    steps, today = steps_of(procedure), clock.day_of(now)
    step = stepping.step_now(steps, procedure.at, n, ProcedureState(procedure.state))
    stepping.step_of(step, StepKind.POSTING, StepKind.OUTCOME)
    levying.settled(procedure.exemptions.filter(granted=None).count())
    if step.kind is StepKind.OUTCOME:
        stepping.outcome(open_tasks=procedure.tasks.filter(done_at=None).count())
    last = queries.last_day(procedure)
    stepping.recorded_on(on=since, last=last, today=today)
    least = max(1, step.post_days, queries.publicity_days(procedure))
    until = stepping.posting(since=since, days=days, least=least, today=today)
    made = Posting.objects.create(
        procedure=procedure,
        n=n,
        text=saying.tell(text, field="text")[:1500],
        where=saying.say(where, field="where")[:120],
        since=since,
        until=until,
        by=actor,
    )
    keep_step(procedure, n, True, actor, now, None, [], on=since, who=step.who, note=made.where)
    advance(procedure, len(steps), now)
    procedure.save(update_fields=["at", "state", "ended_at"])
    if step.kind is StepKind.OUTCOME:
        afterwards.tell_outcome(procedure, made.text, actor=actor, now=now)
    facts = {"step": n, "since": since.isoformat(), "until": until.isoformat()}
    records.write("councils.post", procedure, actor=actor, at=now, **facts)
    return made


@act
def give_task(
    *, actor: Person, procedure_id: int, text: str, owner: str, due: date, now: datetime
) -> Task:
    """交办: one thing, one who does it, one day."""
    procedure = procedure_of(actor, procedure_id, "councils.give_task")
    if procedure.state != ProcedureState.OPEN:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    if not queries.decided(procedure):
        raise Refused("not_decided", _("还没有决议，定了再交办。"))
    stepping.task(due=due, today=clock.day_of(now))
    made = Task.objects.create(
        procedure=procedure,
        text=saying.say(text, field="text")[:200],
        owner=saying.say(owner, field="owner")[:60],
        due=due,
    )
    facts = {"text": made.text, "owner": made.owner, "due": due.isoformat()}
    records.write("councils.give_task", procedure, actor=actor, at=now, **facts)
    return made


@act
def finish_task(*, actor: Person, task_id: int, result: str, now: datetime) -> Task:
    """办完一项: what came of it. When the step that hands out work has none left, it is passed."""
    task = Task.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise Denied("councils.finish_task")
    procedure = procedure_of(actor, task.procedure_id, "councils.finish_task")
    if task.done_at is not None:
        raise Refused("done", _("这一项已经记过办完了。"))
    task.result, task.done_at = saying.say(result, field="result")[:300], now
    task.save(update_fields=["result", "done_at"])
    steps, n = steps_of(procedure), procedure.at
    at_work = n <= len(steps) and steps[n - 1].kind is StepKind.WORK
    if at_work and not procedure.tasks.filter(done_at=None).exists():
        note = str(_("交办的都办完了。"))
        day = clock.day_of(now)
        keep_step(procedure, n, True, actor, now, None, [], on=day, who=steps[n - 1].who, note=note)
        advance(procedure, len(steps), now)
        procedure.save(update_fields=["at", "state", "ended_at"])
    facts = {"text": task.text, "result": task.result}
    records.write("councils.finish_task", procedure, actor=actor, at=now, **facts)
    return task


@act
def drop(*, actor: Person, procedure_id: int, reason: str, now: datetime) -> Procedure:
    """不走了: the question is given up, with the reason that people read."""
    procedure = procedure_of(actor, procedure_id, "councils.drop")
    if procedure.state != ProcedureState.OPEN:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    procedure.state, procedure.ended_at = ProcedureState.DROPPED, now
    procedure.reason = saying.say(reason, field="reason", least=4)[:300]
    procedure.save(update_fields=["state", "ended_at", "reason"])
    topics.settle_topic(procedure, Topic.WITHDRAWN, procedure.reason, actor=actor, now=now)
    records.write("councils.drop", procedure, actor=actor, at=now, reason=procedure.reason)
    return procedure


def next_number(rows: Any) -> int:
    """One more than the largest n of these rows."""
    return int(rows.aggregate(last=Max("n"))["last"] or 0) + 1
