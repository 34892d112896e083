"""What every act on a common problem does first and last: lock, ask leave, step; save, note."""

from collections.abc import Sequence
from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor, Reach
from yuanba.problems.models import Problem, Programme
from yuanba.problems.rules import states
from yuanba.problems.rules.states import State


def take(actor: Actor, problem_id: int, act: str) -> Problem:
    """The problem, locked, if this actor may do this to it now. Denied alike for "none" and "not
    yours"."""
    found = Problem.objects.select_for_update(of=("self",)).select_related("place")
    problem = found.filter(pk=problem_id).first()
    if problem is None:
        raise Denied(f"problems.{act}")
    permits.require(actor, f"problems.{act}", reach=reach_of(problem))
    problem.state = states.step(State(problem.state), act)
    return problem


def reach_of(problem: Problem) -> Reach:
    """Its place and those above, and the unit that leads its programme."""
    lead = Programme.objects.filter(problem=problem).values_list("lead_id", flat=True).first()
    return problem.reach | (frozenset({lead}) if lead else frozenset())


def keep(
    problem: Problem,
    act: str,
    fields: Sequence[str],
    *,
    actor: Actor,
    now: datetime,
    **facts: object,
) -> None:
    problem.save(update_fields=["state", *fields])
    records.write(f"problems.{act}", problem, actor=actor, at=now, **facts)
