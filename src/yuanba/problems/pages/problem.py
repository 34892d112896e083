"""One common problem: why these lie together, who told it, what is done about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters.pages.posts import Here, desk
from yuanba.problems import acts, forms, queries
from yuanba.problems.models import Problem
from yuanba.problems.pages.common import may, sees, the_problem, to_act
from yuanba.problems.rules.states import STATE_WORDS, State

# Acts with one small form on the problem's own page: what it says when it is done.
SMALL: dict[str, tuple[type[Form], Callable[..., object], Any]] = {
    "confirm": (forms.Confirm, acts.confirm, _("确认了。可以立项，也可以报意见建议。")),
    "drop": (forms.Drop, acts.drop, _("记下了，不算共性问题。各件照常各办各的。")),
    "add": (forms.AddMatter, acts.add_matter, _("加进来了。它的编号和答复还是它自己的。")),
    "suggest": (forms.Suggest, acts.suggest, _("意见建议报上去了。")),
    "choose": (forms.Choose, acts.choose, _("定为这个月的一题。")),
}
ACT_OF = {"add": "add_matter"}


@desk
@require_safe
def problem(request: HttpRequest, here: Here, problem_id: int) -> HttpResponse:
    return shown(request, here, the_problem(here, problem_id))


@desk
@require_POST
def small(request: HttpRequest, here: Here, problem_id: int, slug: str) -> HttpResponse:
    """One of the small acts; with a refusal the page comes back with it beside its field."""
    kind, run, done = SMALL[slug]
    found = to_act(here, problem_id, ACT_OF.get(slug, slug))
    form = kind(request.POST, auto_id=f"{slug}_%s")
    if carried_out(
        request, form, partial(run, actor=here.person, problem_id=found.pk, now=here.now)
    ):
        messages.success(request, str(done))
        return redirect("problems:problem", found.pk)
    return shown(request, here, found, slug, form)


def shown(
    request: HttpRequest, here: Here, found: Problem, slug: str = "", wrong: Form | None = None
) -> HttpResponse:
    """The page. Seven statements, one or two more with a programme."""
    scope = sees(here)
    allowed = {s for s in SMALL if may(here, found, ACT_OF.get(s, s))}
    first = {"confirm": {"title": found.title}}
    small_forms = {
        s: wrong if s == slug and wrong is not None
        else SMALL[s][0](auto_id=f"{s}_%s", initial=first.get(s))
        for s in allowed
    }  # fmt: skip
    programme = getattr(found, "programme", None)
    spread = queries.spread_of([found.pk]).get(found.pk, queries.Spread())
    context = {
        "problem": found,
        "state": STATE_WORDS[found.state],
        "tone": queries.TONES[State(found.state)],
        "spread": spread,
        "weeks": queries.trend_of([found.pk], here.now)[found.pk],
        "why": queries.why(found),
        "members": queries.members(scope, found),
        "suggestions": queries.suggestions_of(found),
        "forms": small_forms,
        "form": wrong,
        "may_begin": may(here, found, "begin"),
        "may_join": may(here, found, "join"),
        "may_take_out": may(here, found, "take_out"),
        "programme": programme,
        "month": queries.month_words(found.month),
    }
    if programme:
        context |= {
            "steps": queries.steps_of(found),
            "asked": queries.asked(found),
            "may_advance": may(here, found, "advance"),
            "may_finish": may(here, found, "finish"),
            "yuan": f"{programme.fen / 100:,.2f}" if programme.fen else "",
        }
    return answer(request, "problems/problem.html", context, form=wrong)


@desk
@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest, here: Here, problem_id: int, matter_id: int) -> HttpResponse:
    """拿出去."""
    found = to_act(here, problem_id, "take_out")
    form = forms.TakeOut(request.POST or None)
    run = partial(
        acts.take_out,
        actor=here.person, problem_id=problem_id, matter_id=matter_id, now=here.now,
    )  # fmt: skip
    if carried_out(request, form, run):
        messages.success(request, gettext("拿出去了，它照常单独办。"))
        return redirect("problems:problem", problem_id)
    context = {"form": form, "problem": found, "button": gettext("拿出去")}
    return answer(request, "problems/act.html", context | {"heading": gettext("拿出一件")})


@desk
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, here: Here, problem_id: int) -> HttpResponse:
    """并成一个."""
    found = to_act(here, problem_id, "join")
    form = forms.Join(request.POST or None, others=queries.others(sees(here), found))
    run = partial(acts.join, actor=here.person, problem_id=problem_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("并成一个了，里面的事都跟过来了。"))
        return redirect("problems:problem", form.cleaned_data["into_id"])
    context = {"form": form, "problem": found, "button": gettext("并成一个")}
    return answer(
        request, "problems/act.html", context | {"heading": gettext("和另一个问题并成一个")}
    )
