"""议事: what is on its way, one question with its steps, tasks and meetings."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.councils import acts, forms, queries
from yuanba.councils.models import Procedure, RuleRow
from yuanba.councils.pages import common
from yuanba.councils.pages.customs import may_ask
from yuanba.councils.queries import boards, standing, words
from yuanba.councils.rules import electing, kinds
from yuanba.councils.rules.flows import StepKind
from yuanba.councils.rules.kinds import MeetingState, ProcedureState
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.matters.queries import where
from yuanba.places.models import Place

RECORD, POSTING, OUTCOME = StepKind.RECORD, StepKind.POSTING, StepKind.OUTCOME


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """议事与表决: what is under way, which meetings come, which standing meeting is due."""
    place = common.my_place(here)
    now = common.today(here)
    rows = boards.board(place)
    context = {
        "rows": [(p, kinds.PROCEDURE_WORDS[p.state], step_name(p)) for p in rows],
        "meetings": boards.meetings_of(place, now),
        "standing": standing.at(place, queries.flows_of(place.county_id)),
        "today": now,
        "wide": place.village_id is None,
        "may": common.allowed(here, place, "propose", "found_body"),
    }
    return answer(request, "councils/board.html", context)


def step_name(procedure: Procedure) -> str:
    if procedure.state != ProcedureState.OPEN:
        return ""
    return str(procedure.steps[procedure.at - 1]["name"])


@desk
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, here: Here) -> HttpResponse:
    """提出议题."""
    places = common.offered(here, "councils.propose")
    flows = queries.flows_of(places[0].county_id)
    offered = {"flow": [(f.code, f.name) for f in flows]}
    first = {
        "flow": request.GET.get("flow", ""),
        "number": request.GET.get("number", "")[:40],
        "problem_id": number(request.GET.get("problem")),
    }
    form = forms.Propose(request.POST or None, offered=offered, places=places, initial=first)
    made: list[Procedure] = []

    def run(**said: Any) -> None:
        made.append(acts.propose(actor=here.person, now=here.now, **said))

    if carried_out(request, form, run):
        return redirect("councils:procedure", made[0].pk)
    context = {"form": form, "flows": flows, "heading": gettext("提出议题")}
    return answer(request, "councils/propose.html", context | {"place": places[0]})


@desk
@require_safe
def procedure(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    return shown(request, here, common.the_procedure(here, procedure_id))


def shown(
    request: HttpRequest, here: Here, found: Procedure, slug: str = "", wrong: Form | None = None
) -> HttpResponse:
    """One question: the flow, the step to take now, what was done, meetings, tasks."""
    done = boards.done_of(found)
    step = boards.stages(found, done)
    now = next((s for s in step if s.state == "now"), None)
    can = common.allowed(here, found.place, "record_step", "post", "give_task", "drop", "call")
    asked = {
        s: make(found, now) for s, make in MAKES.items() if now and fits(s, now.step.kind, can)
    }
    if slug in asked and wrong is not None:
        asked[slug] = wrong
    meetings = boards.meetings_for(found)
    context = {
        "procedure": found,
        "may_hear": not found.closed and common.may(here, "open_hearing", found.place),
        "state": kinds.PROCEDURE_WORDS[found.state],
        "stages": step,
        "now": now,
        "forms": asked,
        "form": wrong,
        "done": [(d, found.steps[d.n - 1]["name"], words.lines(d.checks)) for d in done],
        "meetings": [(m, kinds.MEETING_WORDS[m.state], words.lines(m.checks)) for m in meetings],
        "failed": next((m for m in reversed(meetings) if m.state == MeetingState.FAILED), None),
        "waiting": next(
            (m for m in meetings if m.state in {MeetingState.CALLED, MeetingState.OPEN}), None
        ),
        "tasks": list(found.tasks.order_by("due", "id")),
        "finish_form": forms.FinishTask(auto_id="finish_%s"),
        "may": can,
        "decided": queries.decided(found),
        "limits": limits_of(found, done, common.today(here)),
        "seats": queries.seats(found.pk, found.at),
        "appraisals": queries.appraisals(found),
        "may_appraise": queries.outcome_posted(found),
        "ceremony": found.flow == queries.CEREMONY,
        "person": any(step.get("review") for step in found.steps),
        "may_review": may_ask(found) and common.may(here, "ask_review", found.place),
        "today": common.today(here),
        "yuan": queries.yuan(found.cost_fen),
    }
    return answer(request, "councils/procedure.html", context, form=wrong)


def limits_of(found: Procedure, done: list[Any], today: date) -> list[tuple[str, Any, int]]:
    """Steps with a last day that are still to be taken: the name, the limit, by how many days it is late."""
    limits = queries.limits(found, done).items()
    return [(found.steps[n - 1]["name"], one, one.late(today)) for n, one in limits if not one.on]


def fits(slug: str, kind: StepKind, can: dict[str, bool]) -> bool:
    if slug == "step":
        return kind is RECORD and can["record_step"]
    if slug == "post":
        return kind in {POSTING, OUTCOME} and can["post"]
    if slug == "task":
        return can["give_task"]
    return can["drop"]


def _record(found: Procedure, now: boards.Stage | None, *data: Any) -> Form:
    step = now.step if now else None
    steps = found.steps
    joint = found.at < len(steps) and bool(steps[found.at]["joint"])
    return forms.Record(
        *data, auto_id="step_%s", counts=bool(step and step.rule), joint=joint,
        initial={"who": step.who if step else "", "on": clock.day_of(clock.now())},
    )  # fmt: skip


def _post(found: Procedure, now: boards.Stage | None, *data: Any) -> Form:
    days = max(1, now.step.post_days if now else 1)
    board = "" if found.closed else gettext("村（居）务公开栏")
    first = {"days": days, "where": board}
    return forms.Post(*data, auto_id="post_%s", initial=first)


def _task(_found: Procedure, _now: boards.Stage | None, *data: Any) -> Form:
    return forms.GiveTask(*data, auto_id="task_%s")


def _drop(_found: Procedure, _now: boards.Stage | None, *data: Any) -> Form:
    return forms.Drop(*data, auto_id="drop_%s")


MAKES = {"step": _record, "post": _post, "task": _task, "drop": _drop}
RUNS: dict[str, tuple[str, Any, Any]] = {
    "step": ("record_step", acts.record_step, _("这一步记下了。")),
    "post": ("post", acts.post, _("记下了，公示从那天算起。")),
    "task": ("give_task", acts.give_task, _("交办了。")),
    "drop": ("drop", acts.drop, _("这个议题不走了，大家看得到为什么。")),
}


@desk
@require_POST
def small(request: HttpRequest, here: Here, procedure_id: int, slug: str) -> HttpResponse:
    """One of the small acts on a question; with a refusal the page comes back with it."""
    name, act, done = RUNS[slug]
    found = common.the_procedure(here, procedure_id, name)
    stages = boards.stages(found, boards.done_of(found))
    now = next((s for s in stages if s.state == "now"), None)
    form = MAKES[slug](found, now, request.POST)
    said: dict[str, Any] = {"procedure_id": found.pk}
    if slug in {"step", "post"}:
        said["n"] = found.at
    there = "councils:procedure"
    gone = common.pressed(request, here, form, act, done, there, found.pk, **said)
    return gone or shown(request, here, found, slug, form)


@desk
@require_POST
def finish_task(request: HttpRequest, here: Here, procedure_id: int, task_id: int) -> HttpResponse:
    """办完一项."""
    found = common.the_procedure(here, procedure_id, "finish_task")
    if not found.tasks.filter(pk=task_id).exists():
        raise Http404
    form = forms.FinishTask(request.POST)
    run = partial(acts.finish_task, actor=here.person, task_id=task_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，办完一项。"))
    else:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return redirect("councils:procedure", found.pk)


@desk
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """召开会议: by which rule, when, where, how people were told."""
    found = common.the_procedure(here, procedure_id, "call")
    rows = queries.rows_on(found.county_id, common.today(here))
    failed = [m for m in boards.meetings_for(found) if m.state == MeetingState.FAILED]
    step = found.steps[found.at - 1] if found.state == ProcedureState.OPEN else {"rule": ""}
    corners = queries.corners(found.place)
    offered: dict[str, Any] = {
        "rule": [(r.code, named(r)) for r in rows],
        "body_id": [
            ("", _("没有，是全体")),
            *((str(b.pk), b.name) for b in boards.bodies_at(found.place)),
        ],
        "within_id": within(found.place),
        "touches": [(str(pk), name) for pk, name in corners.items()],
        "again_of": [
            ("", _("不是")),
            *((str(m.pk), f"{m.starts_at:%Y-%m-%d} {m.title}") for m in failed),
        ],
    }
    first: dict[str, Any] = {"rule": step["rule"], "told_on": common.today(here)}
    first["agenda"] = found.title
    first["touches"] = [str(pk) for pk in queries.touches(found, corners)]
    seats = queries.seats(found.pk, found.at)
    if seats is not None and seats.open:
        first |= {"rule": electing.SECOND, "agenda": second_round(seats)}
    if failed:
        first["again_of"] = str(failed[-1].pk)
    form = forms.Call(request.POST or None, offered=offered, initial=first)
    if not failed:
        form.fields["again_of"].widget = form.fields["again_of"].hidden_widget()
    made: list[Any] = []

    def run(**said: Any) -> None:
        made.append(acts.call(actor=here.person, procedure_id=found.pk, now=here.now, **said))

    if carried_out(request, form, run):
        return redirect("councils:meeting", made[0].pk)
    asks = [field for field in form if field.name in forms.Call.ASKS]
    places = form["touches"]
    context = {
        "form": form,
        "main": [field for field in form if field not in asks and field is not places],
        "places": places if corners else None,
        "touching": bool(places.value()),
        "asks": asks,
        "asked": any(field.errors or field.value() for field in asks),
        "procedure": found,
        "step": step,
    }
    return answer(request, "councils/call.html", context)


def second_round(seats: electing.Seats) -> str:
    n = seats.open
    said = ngettext("另行选举：还差 %(n)d 人", "另行选举：还差 %(n)d 人", n)
    return said % {"n": n}


def named(row: RuleRow) -> str:
    """A rule in a list: its name, its code, and how many days before people are told."""
    said = f"{row.name}（{row.code}）"
    if not row.notice_days:
        return said
    return gettext("%(rule)s，提前 %(n)d 天通知") % {"rule": said, "n": row.notice_days}


def within(place: Place) -> list[tuple[str, Any]]:
    corners = [(str(pk), name) for _kind, some in where.corners(place) for pk, name in some]
    return [("", _("全村（社区）")), *corners]
