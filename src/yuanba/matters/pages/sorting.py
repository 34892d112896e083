"""三事分流, one matter after the other: words, photos, what the category proposes, one decision."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import permits
from yuanba.base.pages import answer, carried_out, own_path, wants_fragment
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_MEANS, LANE_WORDS, Lane, limit_words
from yuanba.matters import queries
from yuanba.matters.forms import desk as forms
from yuanba.matters.models import Matter
from yuanba.matters.pages import together
from yuanba.matters.pages.file import file_of
from yuanba.matters.pages.posts import Here, desk, number, scope, shown
from yuanba.matters.pages.tasks import BY_SLUG, open_to, runner
from yuanba.matters.pages.work import Watch, form_for, see_again
from yuanba.matters.queries import lists, pick, proposing
from yuanba.matters.queries.words import day as day_words
from yuanba.places import queries as places
from yuanba.places.rules import due

PHRASES: dict[Lane, list[Any]] = {
    Lane.GOVERNMENT: [
        _("公共设施，由主管部门负责。"),
        _("涉及执法，社区没有这个权。"),
        _("要用财政的钱，由政府牵头办。"),
    ],
    Lane.COMMUNAL: [
        _("院坝楼栋的公共事，大家商量着办。"),
        _("公约里写着的，由村社组织办。"),
        _("几家都受影响，先一起商量。"),
    ],
    Lane.PERSONAL: [
        _("自家的事，社区帮着引导。"),
        _("可以请人上门，社区介绍靠得住的。"),
        _("家里的事先调解，有困难转救助。"),
    ],
}


@desk
@require_safe
def triage(request: HttpRequest, here: Here) -> HttpResponse:
    """The first matter that waits, or the first after the one put off. Bounded statements."""
    here.ask("matters.triage")
    after, done = request.GET.get("after", ""), number(request.GET.get("done")) or 0
    page = lists.queue(scope(here), "sort", here.now, after)
    if not page.rows:
        context: dict[str, Any] = {
            "left": here.counts["sort"],
            "put_off": bool(after),
            "done": done,
        }
        context["undo"] = together.last(request, here.now)
        return answer(request, "matters/desk/sorted.html", context)
    row = page.rows[0]
    matter = queries.one(here.person, row.id)
    form = form_for(BY_SLUG["triage"], matter, here, request)
    follow = {"done": done + 1} | ({"after": after} if after else {})
    later = {"after": row.key} | ({"done": done} if done else {})
    home = reverse("desk_matters:triage")
    more = {
        "done": done,
        "next": f"{home}?{urlencode(follow)}",
        "later": f"{home}?{urlencode(later)}",
    }
    return _card(request, here, matter, form, more)


@desk
@require_http_methods(["GET", "POST"])
def sort_one(request: HttpRequest, here: Here, matter_id: int, slug: str) -> HttpResponse:
    """Sort this one, or sort it again. `propose` fills in what follows and changes nothing."""
    task = BY_SLUG[slug]
    matter = queries.one(here.person, matter_id)
    if permits.may(here.person, task.permit, reach=matter.reach) is None:
        raise PermissionDenied(task.permit)
    back = own_path(request, request.POST.get("next") or request.GET.get("next"), otherwise="")
    by = request.POST.get("propose", "")
    if by:
        typed = {name: request.POST.get(name, "") for name in forms.Triage.base_fields}
        form = forms.Triage(matter=matter, person=here.person, today=here.now.date(), initial=typed)
        form.propose(by)
        if wants_fragment(request):
            context = {"form": form, "file": {"matter": matter}, **_proposal(form, matter, here)}
            return render(request, "matters/desk/_proposed.html", context)
        return _card(request, here, matter, form, {"next": back})
    card = proposals(matter, here)
    way = card.way(request.POST.get("take", ""))
    if way is not None:
        _take(request, way)
    form = form_for(task, matter, here, request)
    facts = {"proposed": [w.fact for w in card.ways], "taken": way.key if way else ""}
    run = runner(task, here.person, matter_id, here.now)
    seen = Watch(partial(run, **facts) if request.method == "POST" else run)
    with together.for_a_minute(task.act):
        done = carried_out(request, form, seen)
    if done:
        together.remember_one(request, task.act, seen.result, here.now)
        messages.success(request, _said(seen.result))
        return redirect(back or reverse("desk_matters:one", args=[matter_id]))
    if request.method == "POST":
        matter = queries.one(here.person, matter_id)
        see_again(form, matter)
    more = {
        "next": back,
        "stale": seen.code == "changed",
        "over": not open_to(task, matter, here.person),
    }
    return _card(request, here, matter, form, more)


def proposals(matter: Matter, here: Here) -> proposing.Card:
    """What is proposed for it. Seven statements at most, whatever is stored."""
    leaves = {leaf.code: leaf for leaf in duties.leaves()}
    return proposing.card(matter, scope(here), pick.units(matter), leaves, here.now)


def _take(request: HttpRequest, way: proposing.Way) -> None:
    """One key: the form is filled in as that way says; a reason already written stays."""
    said = request.POST.copy()
    said["category"], said["lane"] = str(way.category.pk), way.lane.value
    said["unit"] = str(way.unit.pk) if way.unit else ""
    said["reason"] = said.get("reason", "").strip() or way.reason[:300]
    request.POST = said  # type: ignore[assignment]  # a QueryDict as well, only filled in


def _said(matter: Any) -> str:
    """What was just decided, and that it can be decided again."""
    said = {
        "title": matter.title,
        "lane": LANE_WORDS[Lane(matter.lane)],
        "unit": matter.unit.name,
    }
    return gettext("“%(title)s”已分为%(lane)s，交%(unit)s。分错了可以改分。") % said


def _card(
    request: HttpRequest, here: Here, matter: Matter, form: forms.Triage, more: dict[str, Any]
) -> HttpResponse:
    left = here.counts.get("sort", 0)
    done = more.get("done") or 0
    earlier = lists.earlier(scope(here), matter, here.now)
    by_code = {leaf.code: leaf for leaf in form.leaves.values()}
    context = {
        "card": proposing.card(matter, scope(here), form.units, by_code, here.now),
        "form": form,
        "file": file_of(matter, here),
        "earlier": earlier,
        "left": shown(left) or "0",
        "percent": round(100 * done / (done + left)) if done + left else 100,
        "again": bool(matter.lane),
        "chosen": LANE_WORDS[Lane(matter.chosen_lane)] if matter.chosen_lane else "",
        "undo": together.last(request, here.now),
        **_proposal(form, matter, here),
        **more,
    }
    return answer(request, "matters/desk/triage.html", context)


def _proposal(form: forms.Triage, matter: Matter, here: Here) -> dict[str, Any]:
    """The decision in one sentence, and the lanes with what each means."""
    category, lane, unit = form.chosen_category(), form.chosen_lane(), form.chosen_unit()
    sentence = ""
    if category and lane and unit:
        ends = due(matter.accepted_at or here.now, category.limit, places.calendar())
        said = {
            "lane": LANE_WORDS[lane],
            "unit": unit.name,
            "day": day_words(ends.at),
            "limit": limit_words(category.limit),
        }
        sentence = gettext("分为%(lane)s，交%(unit)s办，%(day)s前答复（%(limit)s）。") % said
    phrases = PHRASES[lane] if lane else []
    proposed = category.lane if category else ""
    lanes = [
        {
            "value": one.value,
            "words": LANE_WORDS[one],
            "means": LANE_MEANS[one],
            "key": i,
            "chosen": one is lane,
            "proposed": one.value == proposed,
        }
        for i, one in enumerate(Lane, start=1)
    ]
    return {
        "sentence": sentence,
        "lanes": lanes,
        "phrases": phrases,
        "phrase": form.said("phrase"),
        "category": category,
    }
