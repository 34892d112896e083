"""What every page of common problems asks first: which problem, may I see it, may I act on it."""

from django.http import Http404

from yuanba.base import permits
from yuanba.matters.pages.posts import Here, scope
from yuanba.matters.queries.lists import Scope
from yuanba.problems import queries
from yuanba.problems.models import Problem
from yuanba.problems.rules import states
from yuanba.problems.rules.states import State


def sees(here: Here) -> Scope:
    """The scope of this desk. Raises PermissionDenied for a post that sees no common problems."""
    here.ask("problems.see")
    return scope(here)


def the_problem(here: Here, problem_id: int) -> Problem:
    """A problem within this desk's scope. Raises Http404 alike for "none" and "not yours"."""
    problem = queries.one(sees(here), problem_id)
    if problem is None:
        raise Http404
    return problem


def may(here: Here, problem: Problem, act: str) -> bool:
    """Whether this person may do it, and the problem is at a point where it can be done."""
    fits = states.can(State(problem.state), act)
    reach = queries.reach_of(problem)
    return fits and permits.may(here.person, f"problems.{act}", reach=reach) is not None


def to_act(here: Here, problem_id: int, act: str) -> Problem:
    """The problem, for a page that does only this; 404 for who may not do it here."""
    here.ask(f"problems.{act}")
    problem = the_problem(here, problem_id)
    if permits.may(here.person, f"problems.{act}", reach=queries.reach_of(problem)) is None:
        raise Http404
    return problem
