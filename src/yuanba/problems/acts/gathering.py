"""What a person decides about a group: it is one, it is none, this belongs to it and that does not."""

from datetime import datetime

from django.db.models import Max, Min

from yuanba.base import permits
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import acts as matters
from yuanba.matters import queries as matters_seen
from yuanba.matters.models import Matter
from yuanba.matters.rules import WAITING_STATES, WORKING
from yuanba.matters.rules import State as MatterState
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.problems import following
from yuanba.problems.acts.common import keep, reach_of, take
from yuanba.problems.models import Problem, Text
from yuanba.problems.rules.states import State, say


@act
def confirm(*, actor: Person, problem_id: int, title: str, now: datetime) -> Problem:
    """确认共性问题: a person looked, and says in his own words what it is."""
    problem = take(actor, problem_id, "confirm")
    problem.title = say(title, field="title")[:60]
    problem.decided_at, problem.decided_by, problem.reason = now, actor, ""
    fields = ["title", "decided_at", "decided_by", "reason"]
    keep(problem, "confirm", fields, actor=actor, now=now, title=problem.title)
    return problem


@act
def drop(*, actor: Person, problem_id: int, reason: str, now: datetime) -> Problem:
    """不是共性问题: alike in words only, or each for himself. It stays readable, with the reason."""
    problem = take(actor, problem_id, "drop")
    problem.reason = say(reason, field="reason")[:300]
    problem.decided_at, problem.decided_by = now, actor
    fields = ["reason", "decided_at", "decided_by"]
    keep(problem, "drop", fields, actor=actor, now=now, reason=problem.reason)
    return problem


@act
def add_matter(*, actor: Person, problem_id: int, number: str, now: datetime) -> Problem:
    """加一件: told in other words, and the same trouble. It keeps its number, contact and thread."""
    problem = take(actor, problem_id, "add_matter")
    matter = seen(actor, number, problem.county_id)
    known = Text.objects.filter(matter=matter, problem=problem).exists()
    if known and (problem.state != State.RUNNING or matter.state not in BRINGABLE):
        raise Refused("already", _("这件已经在这个问题里了。"), field="number")
    held = following.held(matter, now)
    if held.problem_id not in {None, problem.pk}:
        raise Refused(
            "elsewhere",
            _("这件在另一个共性问题里，请先从那边拿出来，或者把两个问题并成一个。"),
            field="number",
        )
    first = problem.members.order_by("matter_id").first()
    held.group = first.group if first else held.group
    held.problem, held.score, held.words, held.by = problem, None, "", actor
    held.save(update_fields=["group", "problem", "score", "words", "by"])
    row = {"village_id": matter.village_id, "township_id": matter.township_id}
    problem.place = following.reaching(problem.place, row | {"county_id": matter.county_id})
    keep(problem, "add_matter", ["place"], actor=actor, now=now, number=matter.number)
    if problem.state == State.RUNNING:
        bring(actor, problem, matter, now)
    return problem


def seen(actor: Actor, number: str, county_id: int) -> Matter:
    """The matter of this number, if the actor may see it and it may be told of here."""
    found = Matter.objects.filter(number=number.strip(), county_id=county_id)
    for matter in found.order_by("pk")[:5]:
        reaches = permits.may(actor, "matters.see", reach=matter.reach)
        if reaches and matters_seen.sees(actor, matter):
            if matter.concerned or matter.restricted:
                raise Refused(
                    "confidential", _("保密的事、反映人的事不放进共性问题。"), field="number"
                )
            return matter
    raise Refused("no_number", _("没有找到这个编号，请照着写全。"), field="number")


def bring(actor: Person, problem: Problem, matter: Matter, now: datetime) -> None:
    """While a programme runs, what is still open goes along with its main matter (并办), so that each
    reporter is answered and asked when it is done."""
    programme = problem.programme
    if matter.pk == programme.main_id or matter.state not in BRINGABLE:
        return
    matters.merge(
        actor=actor,
        matter_id=matter.pk,
        number=programme.main.number,
        reason=str(_("共性问题一起办：%(title)s")) % {"title": problem.title},
        now=now,
    )


BRINGABLE = WAITING_STATES | WORKING


@act
def take_out(
    *, actor: Person, problem_id: int, matter_id: int, reason: str, now: datetime
) -> Problem:
    """拿出去: not the same after all. One that already goes along is separated at its own page."""
    problem = take(actor, problem_id, "take_out")
    said = say(reason, field="reason")
    held = problem.members.filter(matter_id=matter_id).select_related("matter").first()
    if held is None:
        raise Refused("not_in_it", _("这件不在这个问题里，请刷新再看。"))
    programme = getattr(problem, "programme", None)
    if programme is not None and programme.main_id == matter_id:
        raise Refused("main", _("这是主件，别的都跟着它办，不能拿出去。"))
    held.group, held.problem, held.by = held.matter_id, None, actor
    held.save(update_fields=["group", "problem", "by"])
    number = held.matter.number
    keep(problem, "take_out", [], actor=actor, now=now, number=number, reason=said)
    if held.matter.state == MatterState.MERGED and programme is not None:
        matters.unmerge(actor=actor, matter_id=matter_id, reason=said, now=now)
    return problem


@act
def join(*, actor: Person, problem_id: int, into_id: int, reason: str, now: datetime) -> Problem:
    """并成一个: this problem and the other are one; its matters follow. Undone by taking them out."""
    low, high = sorted((problem_id, into_id))
    list(Problem.objects.select_for_update().filter(pk__in=(low, high)).order_by("pk"))
    problem = take(actor, problem_id, "join")
    into = Problem.objects.select_related("place").filter(pk=into_id).first()
    if into is None or permits.may(actor, "problems.join", reach=reach_of(into)) is None:
        # alike for "none" and "not yours"
        raise Refused("no_problem", _("没有找到这个问题，请从列表里选。"), field="into_id")
    if into.pk == problem.pk or into.county_id != problem.county_id:
        raise Refused("itself", _("请选另一个问题。"), field="into_id")
    if problem.state == State.RUNNING or into.state not in {State.PROPOSED, State.CONFIRMED}:
        raise Refused("runs", _("已经立项的不能并，请把新说的一件一件加进去。"), field="into_id")
    said = say(reason, field="reason")
    group = into.members.order_by("matter_id").values_list("group", flat=True).first()
    moved = problem.members.count()
    problem.members.update(problem=into, group=group or into.pk)
    spans = Text.objects.filter(problem=into).aggregate(
        first=Min("matter__reported_at"), last=Max("matter__reported_at")
    )
    into.first_at, into.last_at = spans["first"] or into.first_at, spans["last"] or into.last_at
    into.place = _over(into, problem)
    into.save(update_fields=["first_at", "last_at", "place"])
    problem.state, problem.joined, problem.reason = State.DROPPED, into, said[:300]
    problem.decided_at, problem.decided_by = now, actor
    fields = ["joined", "reason", "decided_at", "decided_by"]
    facts = {"into": into.title, "moved": moved, "reason": problem.reason}
    keep(problem, "join", fields, actor=actor, now=now, **facts)
    return into


def _over(into: Problem, other: Problem) -> Place:
    ids = {
        "village_id": other.place.village_id or 0,
        "township_id": other.place.township_id or 0,
        "county_id": other.county_id,
    }
    place = other.place
    if into.place.pk in other.place.reach:  # the other lies below
        return into.place
    if place.pk in into.place.reach:
        return place
    return following.reaching(into.place, ids)
