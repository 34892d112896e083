"""专项: begin it, move a step on, finish it."""

from datetime import date
from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanba.base.pages import answer, carried_out
from yuanba.matters.pages.posts import Here, desk
from yuanba.problems import acts, forms, queries
from yuanba.problems.pages.common import to_act


@desk
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, here: Here, problem_id: int) -> HttpResponse:
    """立项."""
    problem = to_act(here, problem_id, "begin")
    form = forms.Begin(request.POST or None, leads=queries.leads(problem))

    def run(
        *, lead_id: int, plan: str, steps: str, households: int, money: Decimal | None,
        budget_line: str, due: date,
    ) -> None:  # fmt: skip
        acts.begin(
            actor=here.person,
            problem_id=problem_id,
            lead_id=lead_id,
            plan=plan,
            steps=steps.splitlines(),
            households=households,
            fen=int((money or Decimal(0)) * 100),
            budget_line=budget_line,
            due=due,
            now=here.now,
        )

    if carried_out(request, form, run):
        messages.success(request, gettext("立项了。里面还没办完的事会跟着主件一起办。"))
        return redirect("problems:problem", problem_id)
    context = {"form": form, "problem": problem, "button": gettext("立项")}
    return answer(request, "problems/act.html", context | {"heading": gettext("立项")})


@desk
@require_http_methods(["GET", "POST"])
def advance(request: HttpRequest, here: Here, problem_id: int, step_id: int) -> HttpResponse:
    """推进一步."""
    problem = to_act(here, problem_id, "advance")
    step = next((s for s in queries.steps_of(problem) if s.pk == step_id), None)
    if step is None:
        raise Http404
    form = forms.Advance(request.POST or None)
    run = partial(
        acts.advance, actor=here.person, problem_id=problem_id, step_id=step_id, now=here.now
    )
    if carried_out(request, form, run):
        messages.success(request, gettext("这一步记下了。"))
        return redirect("problems:problem", problem_id)
    context = {"form": form, "problem": problem, "button": gettext("推进一步")}
    return answer(request, "problems/act.html", context | {"heading": step.text})


@desk
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, here: Here, problem_id: int) -> HttpResponse:
    """专项办完."""
    problem = to_act(here, problem_id, "finish")
    form = forms.Finish(request.POST or None)
    run = partial(acts.finish, actor=here.person, problem_id=problem_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(
            request, gettext("办完了。说过这件事的每一位都会收到答复，并问一声解决没有。")
        )
        return redirect("problems:problem", problem_id)
    context = {"form": form, "problem": problem, "button": gettext("办完，回大家")}
    return answer(request, "problems/act.html", context | {"heading": gettext("专项办完")})
