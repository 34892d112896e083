"""Upward: a suggestion to the level above, and the county's one problem a month."""

from datetime import date, datetime

from yuanba.base.act import act
from yuanba.people.models import Person
from yuanba.problems.acts.common import keep, take
from yuanba.problems.models import Problem, Suggestion
from yuanba.problems.rules import states


@act
def suggest(*, actor: Person, problem_id: int, text: str, now: datetime) -> Problem:
    """意见建议: what a policy or an office should change, with the problem it comes from (P004-07)."""
    problem = take(actor, problem_id, "suggest")
    said = states.say(text, field="text", least=10)[:500]
    Suggestion.objects.create(problem=problem, text=said, by=actor, at=now)
    keep(problem, "suggest", [], actor=actor, now=now, text=said)
    return problem


@act
def choose(*, actor: Person, problem_id: int, month: date, now: datetime) -> Problem:
    """一月一题: this is the county's problem of that month, instead of any chosen before."""
    problem = take(actor, problem_id, "choose")
    first = states.first_of_month(month)
    before = Problem.objects.filter(county_id=problem.county_id, month=first).exclude(pk=problem.pk)
    instead_of = before.values_list("title", flat=True).first() or ""
    before.update(month=None)
    problem.month = first
    facts = {"month": first.isoformat(), "instead_of": instead_of}
    keep(problem, "choose", ["month"], actor=actor, now=now, **facts)
    return problem
