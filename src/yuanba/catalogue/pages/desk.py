"""公开编制 at the desk: what is due, an issue on its way, words, questions."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.catalogue import acts
from yuanba.catalogue.forms import desk as forms
from yuanba.catalogue.models import Issue
from yuanba.catalogue.pages import common
from yuanba.catalogue.queries import board, words
from yuanba.catalogue.queries import late as overdue
from yuanba.catalogue.rules import figures
from yuanba.catalogue.rules.issues import OUT, State
from yuanba.catalogue.rules.items import Cycle
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.people.queries import places_over
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind


def my_village(request: HttpRequest, here: Here, act: str) -> tuple[Place, list[Place]]:
    """The village this desk looks at, and those it may choose from by ?at=. Raises PermissionDenied."""
    post = here.ask(act)
    if post.place.kind in BOTTOM:
        return post.place, []
    below = list(places.subtree(post.place).filter(kind__in=BOTTOM, until=None).order_by("name"))
    asked = number(request.GET.get("at", ""))
    found = next((one for one in below if one.pk == asked), below[0] if below else None)
    if found is None:
        raise PermissionDenied(act)
    return found, below


@desk
@require_safe
def waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """村务公开: what is due, on its way, asked; for who supervises, what is to be read."""
    village, choose = my_village(request, here, "catalogue.see")
    today = clock.day_of(here.now)
    found = board.desk(village, here.now, today)
    over = places_over(here.person, "catalogue.review")
    above = places_over(here.person, "catalogue.answer_above")
    context = {
        "village": village,
        "choose": choose,
        "found": found,
        "today": today,
        "coming": [(words.slot_title(one.slot), one) for one in found.coming],
        "going": [(words.title(i), i, common.tone(i), i.due < today) for i in found.going],
        "hanging": [(words.title(i), i) for i in found.hanging],
        "to_review": [(words.title(i), i) for i in board.to_review(over)] if over else [],
        "raised": board.raised(above) if above else [],
        "unfiled": [(words.title(i), i) for i in board.unfiled(above)] if above else [],
        "once": forms.Once(initial={"day": today}),
        "may": {act: common.may(here, act, village.reach) for act in ("draft", "adopt", "answer")},
    }
    return answer(request, "catalogue/waiting.html", context)


@desk
@require_POST
def draft(request: HttpRequest, here: Here) -> HttpResponse:
    """起草: of a month, a quarter, a question that passed, or a day."""
    village, _choose = my_village(request, here, "catalogue.draft")
    said, today = request.POST, clock.day_of(here.now)
    cycle = said.get("cycle", "")
    form = forms.Once({"day": said.get("day", "") or str(today)})
    back = reverse("catalogue:waiting")
    if cycle not in list(Cycle) or not form.is_valid():
        messages.error(request, _("没看懂要起草哪一期，请再点一次。"))
        return common.see_other(back)
    try:
        found = acts.draft(
            actor=here.person,
            place_id=village.pk,
            cycle=Cycle(cycle),
            day=form.cleaned_data["day"],
            procedure_id=number(said.get("procedure", "")),
            now=here.now,
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return common.see_other(back)
    messages.success(request, _("起草好了，数已经从台账取来，请看一遍文字。"))
    return common.see_other(reverse("catalogue:compose", args=[found.pk]))


Run = Callable[..., object]


def _steps(request: HttpRequest, here: Here, found: Issue) -> dict[str, tuple[Any, Run]]:
    """What this desk may do with the issue now: name → (form or None, act)."""
    said = request.POST if request.method == "POST" else None
    do = request.POST.get("do", "")
    go: dict[str, Any] = {"actor": here.person, "issue_id": found.pk, "now": here.now}
    today, state = clock.day_of(here.now), State(found.state)

    def form(name: str, kind: type[django_forms.Form], **first: Any) -> Any:
        return kind(said if do == name else None, initial=first, auto_id=f"{name}_%s")

    rows: dict[str, tuple[bool, Any, Run]] = {
        "redraw": (state in {State.DRAFT, State.OBJECTED}, None, acts.redraw),
        "send": (state is State.DRAFT, None, acts.send),
        "review": (state is State.SENT, form("review", forms.Review), acts.review),
        "answer_review": (
            state is State.OBJECTED,
            form("answer_review", forms.ReplyReview),
            acts.answer_review,
        ),
        "decide": (state is State.AGREED, form("decide", forms.Decide, on=today), acts.decide),
        "publish": (
            state is State.DECIDED,
            form("publish", forms.Publish, since=today),
            acts.publish,
        ),
        "file": (state in OUT and found.filed_at is None, None, acts.file),
        "archive": (
            state is State.PUBLISHED and found.hung_until is not None and found.hung_until < today,
            form("archive", forms.Archive),
            acts.archive,
        ),
        "hang_again": (
            state is State.PUBLISHED,
            form("hang_again", forms.HangAgain, since=today),
            acts.hang_again,
        ),
    }
    return {
        name: (shape, partial(act, **go))
        for name, (now, shape, act) in rows.items()
        if now and common.may(here, name, found.reach)
    }


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, here: Here, issue_id: int) -> HttpResponse:
    """一期公开 on its way: read line by line, then the one thing that comes next."""
    found = board.issue(issue_id)
    common.within(here, found)
    assert found is not None
    steps = _steps(request, here, found)
    do = request.POST.get("do", "")
    form = None
    if request.method == "POST":
        if do not in steps:
            messages.error(request, _("这一期已经走到下一步了，请看现在要做什么。"))
            return common.see_other(request.path)
        form, run = steps[do]
        shape = form if form is not None else django_forms.Form(request.POST)
        if carried_out(request, shape, run):
            messages.success(request, DONE[do])
            return common.see_other(request.path)
        if form is None:
            for error in shape.non_field_errors():
                messages.error(request, str(error))
            return common.see_other(request.path)
    return answer(request, "catalogue/compose.html", _composed(here, found, steps), form=form)


DONE = {
    "redraw": _("重新取过数了。"),
    "send": _("送监督委员会了。"),
    "review": _("意见记下了，公开时大家看得到。"),
    "answer_review": _("答复了，又送监督委员会了。"),
    "decide": _("记下了，可以公开了。"),
    "publish": _("公开了，大家现在就能看到。记得把纸贴出去。"),
    "file": _("备案了。"),
    "archive": _("存档了。"),
    "hang_again": _("记下了，张贴的日子重新算。"),
}


def _composed(here: Here, found: Issue, steps: dict[str, tuple[Any, Run]]) -> dict[str, Any]:
    parts = [words.shown(part) for part in board.parts(found)]
    editable = State(found.state) in {State.DRAFT, State.OBJECTED}
    waits = board.waits_for(found, found.catalogue)
    return {
        "issue": found,
        "village": found.place,
        "title": words.title(found),
        "parts": parts,
        "asked": [(one, q) for one in parts for q in one.asked],
        "state": common.tone(found),
        "steps": words.steps(found),
        "reviews": list(found.reviews.select_related("by", "answered_by").order_by("at")),
        "forms": {name: form for name, (form, _run) in steps.items()},
        "may": {
            "edit": editable and common.may(here, "edit_part", found.reach),
            "attach": editable and common.may(here, "attach_voucher", found.reach),
            "correct": found.state in OUT and common.may(here, "correct", found.reach),
            "answer": common.may(here, "answer", found.reach),
            "answer_above": common.may(here, "answer_above", found.reach),
        },
        "waits": waits[1] if waits else None,
        "out": found.state in OUT,
        "today": clock.day_of(here.now),
    }


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, here: Here, part_id: int) -> HttpResponse:
    """One item: its words before it is published; a correction afterwards."""
    found = board.part(part_id)
    common.within(here, found)
    assert found is not None
    correcting = found.issue.state in OUT
    common.within(here, found, "correct" if correcting else "edit_part")
    said = request.POST if request.method == "POST" else None
    go: dict[str, Any] = {"actor": here.person, "part_id": found.pk, "now": here.now}
    form: Any
    run: Any
    if correcting:
        form, run = forms.Correct(said), partial(acts.correct, **go)
    else:
        form = forms.Words(said, initial={"words": found.words})
        run = partial(acts.edit_part, **go)
    back = f"{reverse('catalogue:compose', args=[found.issue_id])}#p{found.pk}"
    if carried_out(request, form, run):
        messages.success(request, _("更正写上去了，原来的还在。") if correcting else _("改好了。"))
        return common.see_other(back)
    context = {
        "part": found,
        "one": words.shown(found),
        "drafted": figures.of_plain(found.drawn).words,
        "title": words.title(found.issue),
        "village": found.issue.place,
        "form": form,
        "correcting": correcting,
        "back": back,
    }
    return answer(request, "catalogue/part.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, here: Here, asked_id: int) -> HttpResponse:
    """答复: by the village, then by the township where it was asked one level up."""
    found = board.asked(asked_id)
    common.within(here, found)
    assert found is not None
    act = "answer_above" if found.raised_at is not None else "answer"
    stands = found.stands
    mine = common.may(here, act, found.reach)
    open_now = mine and not (stands.answered_above if stands.raised else stands.answered)
    form = forms.Answer(request.POST if request.method == "POST" else None) if open_now else None
    run = getattr(acts, act)
    go = partial(run, actor=here.person, asked_id=found.pk, now=here.now)
    if form is not None and carried_out(request, form, go):
        messages.success(request, _("答复了，大家看得到。"))
        return common.see_other(reverse("catalogue:compose", args=[found.part.issue_id]))
    context = {
        "asked": found,
        "title": words.title(found.part.issue),
        "village": found.part.issue.place,
        "form": form,
        "due": found.above_due if stands.raised else found.due,
        "today": clock.day_of(here.now),
        "back": reverse("catalogue:compose", args=[found.part.issue_id]),
    }
    return answer(request, "catalogue/asked.html", context, form=form)


@desk
@require_safe
def late(request: HttpRequest, here: Here) -> HttpResponse:
    """过期没公开、没答复的: of a place and all below it, by name, nobody ranked."""
    post = here.ask("catalogue.see")
    today = clock.day_of(here.now)
    place = post.place if post.place.kind in BOTTOM | {Kind.TOWNSHIP, Kind.COUNTY} else None
    if place is None:
        raise PermissionDenied("catalogue.see")
    rows = [(words.LATE_WORDS[one.what], _titled(one), one) for one in overdue.late(place, today)]
    return answer(request, "catalogue/late.html", {"rows": rows, "place": place, "today": today})


def _titled(one: overdue.Late) -> str:
    if one.issue is not None:
        return words.title(one.issue)
    return words.slot_title(one.slot) if one.slot else ""
