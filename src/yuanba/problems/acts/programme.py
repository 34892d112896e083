"""专项: a common problem becomes a programme of work, step by step, until each reporter is asked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from yuanba.base import clock
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.matters.rules import WORKING, Outcome
from yuanba.people.models import Person, Unit
from yuanba.problems.acts.common import keep, take
from yuanba.problems.models import Problem, Programme, Step
from yuanba.problems.rules import states

MOST_STEPS = 12


@act
def begin(
    *,
    actor: Person,
    problem_id: int,
    lead_id: int,
    plan: str,
    households: int,
    due: date,
    steps: Sequence[str],
    now: datetime,
    fen: int = 0,
    budget_line: str = "",
) -> Problem:
    """立项: a unit leads, a plan, a budget line, a number of households, a day. One of the matters
    leads the others: it is given to the unit, and the rest go along with it (a job, one by one)."""
    problem = take(actor, problem_id, "begin")
    said = states.begin(
        plan=plan,
        households=households,
        fen=fen,
        budget_line=budget_line,
        due=due,
        today=clock.day_of(now),
    )
    named = [text.strip()[:120] for text in steps if text.strip()]
    if not 1 <= len(named) <= MOST_STEPS:
        raise Refused("steps", _("请写一步到十二步，一行一步。"), field="steps")
    main = _main(problem)
    lead = Unit.objects.filter(pk=lead_id, active=True, place__county_id=problem.county_id).first()
    if lead is None:
        raise Refused("no_unit", _("没有这个单位，请从列表里选一个。"), field="lead_id")
    if main.unit_id != lead.pk:
        why = str(_("共性问题立项，由%(unit)s牵头。")) % {"unit": lead.name}
        matters.transfer(actor=actor, matter_id=main.pk, unit_id=lead.pk, reason=why, now=now)
    made = Programme.objects.create(
        problem=problem,
        main=main,
        lead=lead,
        plan=said[:2000],
        fen=fen,
        budget_line=budget_line.strip()[:120],
        households=households,
        due=due,
        began_at=now,
        began_by=actor,
    )
    Step.objects.bulk_create(
        Step(programme=made, n=n, text=text) for n, text in enumerate(named, 1)
    )
    facts = {"lead": lead.name, "plan": made.plan, "households": households, "fen": fen}
    facts |= {"budget_line": made.budget_line, "due": due.isoformat(), "steps": named}
    keep(problem, "begin", [], actor=actor, now=now, main=main.number, **facts)
    return problem


def _main(problem: Problem) -> Matter:
    """The first told of those that are sorted and worked on."""
    rows = Matter.objects.filter(
        likeness__problem=problem, state__in=sorted(WORKING), concerned=False, restricted=False
    )
    main = rows.order_by("reported_at", "pk").first()
    if main is None:
        raise Refused("none_sorted", _("这里面还没有一件分流过。请先把其中一件分流，再立项。"))
    return main


@act
def advance(*, actor: Person, problem_id: int, step_id: int, note: str, now: datetime) -> Problem:
    """推进一步: what was done, in words; or why the step is left out."""
    problem = take(actor, problem_id, "advance")
    step = Step.objects.filter(programme__problem=problem, pk=step_id, done_at=None).first()
    if step is None:
        raise Refused("no_step", _("这一步已经做完了，请刷新再看。"))
    step.note, step.done_at = states.say(note, field="note")[:300], now
    step.save(update_fields=["note", "done_at"])
    keep(problem, "advance", [], actor=actor, now=now, step=step.text, note=step.note)
    return problem


@act
def finish(
    *,
    actor: Person,
    problem_id: int,
    result: str,
    reply: str,
    households: int,
    now: datetime,
) -> Problem:
    """专项办完: the main matter is finished and answered; every one that goes along is answered by the
    job that follows the reply, and its reporter is asked whether it is solved. Who says no asks for
    reopening in his own matter, and that one stays open (product.md 6)."""
    problem = take(actor, problem_id, "finish")
    programme = problem.programme
    left = programme.steps.filter(done_at=None).count()
    states.finish(result=result, reply=reply, households=households, open_steps=left)
    go: dict[str, Any] = {"actor": actor, "matter_id": programme.main_id, "now": now}
    said = result.strip()
    matters.finish(outcome=Outcome.SOLVED, result=said, guidance=said, **go)
    matters.reply(text=reply.strip(), **go)
    programme.result, programme.served, programme.done_at = said[:2000], households, now
    programme.save(update_fields=["result", "served", "done_at"])
    facts = {"result": programme.result, "households": households}
    keep(problem, "finish", [], actor=actor, now=now, **facts)
    return problem
