"""The public wall, on the screen and on paper; the desk where a second person reads first."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, permits
from yuanba.base.errors import Denied, Refused
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.councils import queries as councils
from yuanba.disclosure import acts, forms, queries, rules, words
from yuanba.disclosure import shared as listing
from yuanba.disclosure.queries import PAGE, Wall
from yuanba.disclosure.rates import work_of
from yuanba.disclosure.rules import SMALLEST, RowState
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.matters.pages import posts
from yuanba.matters.pages.posts import Here
from yuanba.matters.queries import where
from yuanba.people.models import Person
from yuanba.places.rules import Kind
from yuanba.projects import queries as projects
from yuanba.projects.pages import need_row

ON_SCREEN = 10  # rows at once
ON_PAPER = 200  # rows of one printed month; more say how many there are
VIEWS = {RowState.DRAFT: _("待看"), RowState.HELD: _("暂不公开"), RowState.PUBLISHED: _("已公开")}


@require_safe
def walls(request: HttpRequest) -> HttpResponse:
    """公开: which county? With one county here, straight to its wall."""
    counties = queries.counties()
    if len(counties) == 1:
        return redirect("disclosure:wall", counties[0].pk)
    return answer(request, "disclosure/walls.html", {"counties": counties})


@require_safe
def wall(request: HttpRequest, place_id: int) -> HttpResponse:
    """村务居务公开: what was told, done and confirmed, what is not done yet, what was struck off."""
    try:
        shown = _wall(request, place_id, ON_SCREEN, request.GET.get("after", ""))
    except Http404:
        return _its_village(place_id)
    context = _shown(request, shown)
    context["first_url"] = context["here"] if request.GET.get("after") else ""
    if shown.next_after:
        context["next_url"] = f"{context['here']}&after={shown.next_after}#rows"
    return answer(request, "disclosure/wall.html", context)


@require_safe
def wall_print(request: HttpRequest, place_id: int) -> HttpResponse:
    """打印张贴: the month on A4, as it hangs on the notice board."""
    shown = _wall(request, place_id, ON_PAPER, "")
    return answer(request, "disclosure/wall_print.html", _shown(request, shown))


@require_safe
def shared(request: HttpRequest, place_id: int) -> HttpResponse:
    """大家的事: what neighbours told, is being done and what came of it. 我家也是 goes along with what is
    open; beside what is done it begins a telling of one's own. At most five statements."""
    place = where.village_of(place_id)
    if place is None:
        raise Http404
    duties.speak_as(place.county_id)
    found = listing.shared(place.pk, request.GET.dict(), request.GET.get("after", ""))
    home = reverse("disclosure:shared", args=[place.pk])
    said = {"lane": found.asked.get("lane", ""), "category": found.asked.get("category_code", "")}
    kept = {name: value for name, value in said.items() if value}
    report = reverse("follow:report", args=[place.pk])
    lie = listing.spots(place, found.going)
    context = {
        "place": place,
        "place_name": place.name,
        "rows": [
            (r, words.OUTCOMES.get(r.outcome, ""), words.confirmed(r.confirmed),
             f"{report}?{urlencode({'like': r.title})}")
            for r in found.rows
        ],
        "lanes": [(lane.value, LANE_WORDS[lane]) for lane in Lane],
        "going": found.going,
        "spots": lie,
        "sketch": [(s.name, s.n, *s.at) for s in lie if s.at],
        "unplaced": bool(lie) and not any(s.at for s in lie),
        "categories": found.categories,
        "said": said,
        "filtered": bool(kept),
        "home": home,
        "report": report,
        "first_url": f"{home}?{urlencode(kept)}" if request.GET.get("after") else "",
        "next_url": f"{home}?{urlencode(kept | {'after': found.next_after})}"
        if found.next_after
        else "",
    }  # fmt: skip
    return answer(request, "disclosure/shared.html", context)


def _wall(request: HttpRequest, place_id: int, size: int, after: str) -> Wall:
    today = clock.day_of(clock.now())
    first = rules.month_of(request.GET.get("month", ""), today=today)
    shown = queries.wall(place_id, first=first, after=after, size=size)
    duties.speak_as(shown.place.county_id)
    return shown


def _its_village(place_id: int) -> HttpResponse:
    """A grid or courtyard has no wall of its own: its village's is shown."""
    village = queries.village_of(place_id)
    if village is None or village == place_id:
        raise Http404
    return redirect("disclosure:wall", village)


def _needs(shown: Wall, today: date) -> list[dict[str, Any]]:
    """需求和项目: what is lacking, who took it up, what came of it this month."""
    since = clock.at(shown.first, 0)
    return [need_row(need, today) for need in projects.on_wall(shown.place, since)]


def _shown(request: HttpRequest, shown: Wall) -> dict[str, Any]:
    today, n = clock.day_of(clock.now()), shown.counts
    path = reverse("disclosure:wall", args=[shown.place.pk])
    unsorted = work_of(n) - n["government"] - n["communal"] - n["personal"]
    parts = [
        (f"{LANE_WORDS[Lane.GOVERNMENT]} {n['government']}", n["government"], "big"),
        (f"{LANE_WORDS[Lane.COMMUNAL]} {n['communal']}", n["communal"], "small"),
        (f"{LANE_WORDS[Lane.PERSONAL]} {n['personal']}", n["personal"], "own"),
        (str(_("没有分 %(n)s") % {"n": unsorted}), unsorted, "none"),
    ]
    this_month = shown.until > today
    return {
        "wall": shown,
        "n": n,
        "lane_words": {lane.value: LANE_WORDS[lane] for lane in Lane},
        "place": shown.place,
        "place_name": shown.place.name,
        "place_sub": words.SUBS[shown.place.kind],
        "parts": [part for part in parts if part[1]],
        "stands": [
            (s, [(words.STEPS[step], many) for step, many in s.steps]) for s in shown.standing
        ],
        "rows": [
            (r, words.OUTCOMES.get(r.outcome, ""), words.confirmed(r.confirmed)) for r in shown.rows
        ],
        "notes": words.beside(n),
        "postings": councils.hanging(shown.place, today) if this_month else [],
        "needs": _needs(shown, today) if this_month else [],
        "smallest": SMALLEST,
        "version": rules.FORMULA,
        "this_month": this_month,
        "today": today,
        "path": path,
        "here": f"{path}?month={_month(shown.first)}",
        "before_url": f"{path}?month={_month(rules.month_before(shown.first))}",
        "after_url": "" if this_month else f"{path}?month={_month(shown.until)}",
        "print_url": f"{reverse('disclosure:wall_print', args=[shown.place.pk])}"
        f"?month={_month(shown.first)}",
    }


def _month(first: date) -> str:
    return f"{first:%Y-%m}"


# ---- the desk


@require_http_methods(["GET", "HEAD", "POST"])
@posts.desk
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """待公开: read, tick, publish."""
    reader = _reader(here)
    said = request.GET.get("view", "")
    state = RowState(said) if said in VIEWS else RowState.DRAFT
    rows = queries.to_read(reader, state, after=_number(request, "after"))
    shown = rows[:PAGE]
    posted = request.POST if request.method == "POST" else None
    form = forms.Checked(posted, rows=[row.pk for row in shown])
    if posted is not None and form.is_valid():
        return _publish_checked(request, reader, form.cleaned_data["row"])
    counts, path = queries.how_many(reader), reverse("disclosure:desk")
    context: dict[str, Any] = {
        "form": form,
        "state": state,
        "rows": [
            (row, words.confirmed(row.confirmed), row.closed_by_id == reader.pk) for row in shown
        ],
        "views": [
            {
                "url": f"{path}?view={v}",
                "label": t,
                "count": counts.get(v, ""),
                "current": v == state,
            }
            for v, t in VIEWS.items()
        ],
        "many_url": reverse("disclosure:many") if _may_many(here) else "",
        "first_url": f"{path}?view={state}" if "after" in request.GET else "",
        "next_url": f"{path}?view={state}&after={shown[-1].pk}" if len(rows) > PAGE else "",
    }
    return answer(request, "disclosure/desk.html", context)


def _may_many(here: Here) -> bool:
    """The wall of a grid is its village's: many are released where a wall is."""
    assert here.post is not None
    return here.role in permits.TABLE["disclosure.see_many"] and here.post.place.kind != Kind.GRID


def _publish_checked(request: HttpRequest, reader: Person, row_ids: list[int]) -> HttpResponse:
    """Each row is an act of its own: one that may not be published does not stop the others."""
    done, now = 0, clock.now()
    for row_id in row_ids:
        try:
            acts.publish(actor=reader, row_id=row_id, now=now)
            done += 1
        except Refused as refusal:
            messages.error(request, refusal.message)
    if done:
        messages.success(request, _("公开了 %(n)s 件，大家现在就能看到。") % {"n": done})
    return _see_other(request.get_full_path())


@require_http_methods(["GET", "HEAD", "POST"])
@posts.desk
def row(request: HttpRequest, here: Here, row_id: int) -> HttpResponse:
    """One row: how it will look, its words, publish it or keep it back."""
    reader = _reader(here)
    shown = queries.row(reader, row_id)
    asked = request.POST.get("do", "")
    form: Form = forms.Words(
        request.POST if asked in {"save", "publish"} else None,
        initial={"title": shown.title, "text": shown.text},
    )
    why = forms.Why(request.POST if asked == "hold" else None)
    run: dict[str, Any] = {"actor": reader, "row_id": row_id, "now": clock.now()}
    if asked == "hold" and carried_out(request, why, partial(acts.hold, **run)):
        messages.success(request, _("这一条不公开，原因记下了。"))
        return _see_other(reverse("disclosure:desk"))
    if asked == "save" and carried_out(request, form, partial(acts.edit_row, **run)):
        messages.success(request, _("改好了。"))
        return _see_other(reverse("disclosure:row", args=[row_id]))
    may_write = permits.may(reader, "disclosure.edit_row", reach=shown.reach) is not None
    let = partial(_save_and_publish, shown, run) if may_write else partial(acts.publish, **run)
    if not may_write and asked == "publish":
        form = Form(request.POST)  # read as it stands: not a word changes
    if asked == "publish" and carried_out(request, form, let):
        messages.success(request, _("公开了，大家现在就能看到。"))
        return _see_other(reverse("disclosure:desk"))
    context = {
        "row": shown,
        "form": form,
        "why": why,
        "may_write": may_write,
        "mine": shown.closed_by_id == reader.pk,
        "confirmed": words.confirmed(shown.confirmed),
        "outcome": words.OUTCOMES.get(shown.outcome, ""),
        "errors_shown": bool(form.errors or why.errors),
    }
    return answer(request, "disclosure/row.html", context, form=why if asked == "hold" else form)


def _save_and_publish(shown: Any, run: dict[str, Any], *, title: str, text: str) -> None:
    """What was typed is kept first: nothing is published that nobody saw."""
    if (title, text) != (shown.title, shown.text):
        acts.edit_row(title=title, text=text, **run)
    acts.publish(**run)


def _reader(here: Here) -> Person:
    if not any(post.role in permits.TABLE["disclosure.see"] for post in here.posts):
        raise Denied("disclosure.see")
    return here.person


def _see_other(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None
