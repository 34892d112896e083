"""任务准入: the desk of the unit that asks, of the county that decides, of the village that does it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.admissions import acts, forms, queries
from yuanba.admissions.models import Share, Task
from yuanba.admissions.rules import LEVEL_WORDS, OPEN, PART_WORDS, STATE_WORDS, Level, Part, State
from yuanba.base import clock, permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.lists import queries as lists
from yuanba.lists.rules import Kind
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.matters.queries.words import day as day_words

TONES = {
    State.ASKED: "warn", State.MORE: "warn", State.UP: "warn", State.GIVEN: "ok", State.REFUSED: "late",
    State.LAPSED: "late", State.WITHDRAWN: "",
}  # fmt: skip
PART_TONES = {Part.OPEN: "warn", Part.DONE: "ok", Part.BACK: "late"}
VILLAGE = frozenset({Role.WORKER, Role.TOWNSHIP})


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """任务准入: what a unit asked, what waits to be decided, what lies with the villages."""
    post = here.ask("admissions.see")
    role = Role(post.role)
    today = clock.day_of(here.now)
    parts = role in VILLAGE or (role is Role.SUPERVISOR and post.place.village_id is not None)
    context = {
        "tasks": [] if parts else [row(task) for task in queries.tasks(post)],
        "shares": [part_row(share, today) for share in queries.shares(post)] if parts else [],
        "parts": parts,
        "may_hand": role in permits.TABLE["admissions.hand"],
        "figures": role in {Role.COUNTY, Role.SUPERVISOR, Role.TOWNSHIP},
        "rules": role in permits.TABLE["admissions.set_rule"],
        "open_to_all": _county_of(here),
    }
    return answer(request, "admissions/board.html", context)


def _county_of(here: Here) -> int:
    assert here.post is not None
    found = here.post.place.county_id
    assert found is not None
    return found


def row(task: Task) -> dict[str, Any]:
    state = State(task.state)
    return {
        "id": task.pk,
        "title": task.title,
        "unit": task.unit.name,
        "state": STATE_WORDS[state],
        "tone": TONES[state],
        "day": day_words(task.decide_by) if state in OPEN and task.decide_by else "",
        "hours": task.hours,
    }


def part_row(share: Share, today: date) -> dict[str, Any]:
    part = Part(share.state)
    return {
        "id": share.pk,
        "title": share.task.title,
        "unit": share.task.unit.name,
        "place": share.place.name,
        "state": PART_WORDS[part],
        "tone": PART_TONES[part],
        "open": part is Part.OPEN,
        "late": part is Part.OPEN and share.task.due < today,
        "day": day_words(share.task.due),
    }


@desk
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """派任务, or 申请准入 where no list holds it: one form, so that nothing is typed twice."""
    post = here.ask("admissions.hand")
    county, today = _county_of(here), clock.day_of(here.now)
    form = forms.New(
        request.POST or None,
        lines=lists.lines(county, today, Kind.ASSIST),
        places=queries.villages(county),
    )
    asking = request.POST.get("do") == "ask"
    said: dict[str, Any] = {"actor": here.person, "unit_id": post.unit_id, "now": here.now}

    def run(*, line: str, places: list[str], why: str, **_rest: Any) -> None:
        said["line_id"], said["work"] = number(line), form.work()
        said["place_ids"] = [int(one) for one in places]
        acts.ask(why=why, **said) if asking else acts.hand(**said)

    if carried_out(request, form, run):
        done = gettext("申请交上去了，等区县决定。") if asking else gettext("派下去了。")
        messages.success(request, done)
        return redirect("admissions:board")
    stopped = form.is_bound and "line" in form.errors
    context = {"form": form, "stopped": stopped, "rule": _rule(county)}
    return answer(request, "admissions/new.html", context)


def _rule(county_id: int) -> dict[str, Any]:
    rule = queries.rule(county_id)
    return {
        "level": LEVEL_WORDS[rule.level], "days": rule.days, "source": rule.source, "own": rule.own,
    }  # fmt: skip


@desk
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, here: Here, task_id: int) -> HttpResponse:
    """One task: what is asked, what it costs, what the lists say near it; whoever may decides."""
    here.ask("admissions.see")
    found = queries.task(here.person, task_id)
    if found is None:
        raise Http404
    today = clock.day_of(here.now)
    near = queries.forbidden(found.county_id, today, f"{found.title} {found.what}")
    level = queries.rule(found.county_id).level
    do = request.POST.get("do", "")
    posted = request.POST if request.method == "POST" else None
    negative = lists.lines(found.county_id, today, Kind.NEGATIVE)

    def fresh(name: str, make: Callable[..., Form], **more: Any) -> Form:
        return make(posted if do == name else None, auto_id=f"{name}_%s", **more)

    state = State(found.state)
    tools: dict[str, Form] = {}
    if state in OPEN and _may(here, "refuse", found):
        first = {"line": str(near[0].pk)} if near else {}
        tools["refuse"] = fresh("refuse", forms.Refuse, lines=negative, initial=first)
        if state is State.ASKED:
            tools["ask_more"] = fresh("ask_more", forms.AskMore)
        if level is Level.CITY and state is State.ASKED:
            tools["send_up"] = fresh("send_up", forms.SendUp)
        elif state is not State.MORE:
            tools["admit"] = fresh("admit", forms.Admit)
    if state is State.MORE and _may(here, "explain", found):
        tools["explain"] = fresh("explain", forms.Explain, initial={"why": found.why})
    if state in OPEN and _may(here, "withdraw", found):
        tools["withdraw"] = fresh("withdraw", forms.Withdraw)
    if do in tools and _pressed(request, here, found.pk, do, tools[do]):
        return redirect("admissions:task", task_id)
    context = {
        "task": found,
        "row": row(found),
        "parts": [part_row(share, today) | {"hours": share.hours, "said": share.words, "clause": share.clause}
                  for share in queries.parts(found)],
        "near": near if state in OPEN else [],
        "tools": tools,
        "rule": _rule(found.county_id),
    }  # fmt: skip
    return answer(request, "admissions/task.html", context, form=tools.get(do))


PRESSED: dict[str, Any] = {
    "ask_more": _("退回去补充了，申请单位看得到。"),
    "explain": _("补交了，等区县决定。"),
    "send_up": _("报上去了。"),
    "admit": _("准入了，任务到了村社区。"),
    "refuse": _("没有准入，理由和依据都公开了。"),
    "withdraw": _("撤回了。"),
    "finish": _("记下了，辛苦了。"),
    "send_back": _("退回了，区县和派任务的单位都看得到。"),
}


def _pressed(request: HttpRequest, here: Here, task_id: int, do: str, form: Form) -> bool:
    """Carry out the pressed act; False if its form has to be shown again."""

    def run(*, line: int | None = None, **rest: Any) -> None:
        more = {"line_id": line} if do == "refuse" else {}
        said = {"actor": here.person, "task_id": task_id, "now": here.now}
        getattr(acts, do)(**said, **rest, **more)

    if not carried_out(request, form, run):
        return False
    messages.success(request, str(PRESSED[do]))
    return True


def _may(here: Here, act: str, found: Task | Share) -> bool:
    return permits.may(here.person, f"admissions.{act}", reach=found.reach) is not None


@desk
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, here: Here, share_id: int) -> HttpResponse:
    """A village's part: done with its hours, or sent back with its clause."""
    here.ask("admissions.see")
    found = queries.share(here.person, share_id)
    if found is None:
        raise Http404
    do, posted = request.POST.get("do", ""), request.POST or None
    today = clock.day_of(here.now)
    done = forms.Finish(posted if do == "finish" else None, auto_id="finish_%s")
    back = forms.SendBack(
        posted if do == "send_back" else None,
        lines=lists.lines(found.task.county_id, today, Kind.NEGATIVE),
        auto_id="back_%s",
    )
    said: dict[str, Any] = {"actor": here.person, "share_id": share_id, "now": here.now}

    def finish(*, hours: Any, **rest: Any) -> None:
        acts.finish(minutes=round(hours * 60), **said, **rest)

    def send_back(*, line: int | None, **rest: Any) -> None:
        acts.send_back(line_id=line, **said, **rest)

    pressed: dict[str, tuple[Form, Callable[..., None]]] = {
        "finish": (done, finish),
        "send_back": (back, send_back),
    }
    if do in pressed and carried_out(request, *pressed[do]):
        messages.success(request, str(PRESSED[do]))
        return redirect("admissions:board")
    open_ = found.state == Part.OPEN
    context = {
        "share": found,
        "task": found.task,
        "row": part_row(found, today),
        "done": done if open_ and _may(here, "finish", found) else None,
        "back": back if open_ and _may(here, "send_back", found) else None,
    }
    shown = pressed[do][0] if do in pressed else done
    return answer(request, "admissions/share.html", context, form=shown)


@desk
@require_safe
def figures(request: HttpRequest, here: Here) -> HttpResponse:
    """基层负担: what each unit asked of villages in a year, and the hours in sum; of one unit, task by
    task. Never of a person."""
    here.ask("admissions.see")
    since = year_before(clock.day_of(here.now))
    rows = queries.worked(_county_of(here), since)
    unit = number(request.GET.get("unit"))
    of = [row for row in rows if row.task.unit_id == unit]
    context = {
        "rows": queries.by_unit(of or rows),
        "total": queries.summed(of or rows),
        "each": [row(one.task) | {"of": one} for one in of],
        "unit": of[0].task.unit.name if of else "",
        "since": since,
        "open_to_all": _county_of(here),
    }
    return answer(request, "admissions/figures.html", context)


def year_before(today: date) -> date:
    return today.replace(year=today.year - 1, day=min(today.day, 28))


@desk
@require_http_methods(["GET", "POST"])
def set_rule(request: HttpRequest, here: Here) -> HttpResponse:
    """定准入的规定."""
    here.ask("admissions.set_rule")
    county = _county_of(here)
    now = queries.rule(county)
    initial = {"level": now.level, "days": now.days, "source": now.source if now.own else ""}
    form = forms.SetRule(request.POST or None, initial=initial)

    def run(*, level: str, **rest: Any) -> None:
        said: dict[str, Any] = {"actor": here.person, "county_id": county, "now": here.now}
        acts.set_rule(level=Level(level), **said, **rest)

    if carried_out(request, form, run):
        messages.success(request, gettext("定下了，以后申请的照这个办。"))
        return redirect("admissions:board")
    return answer(request, "admissions/rule.html", {"form": form, "rule": _rule(county)})
