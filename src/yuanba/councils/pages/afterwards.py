"""后来怎么样了: for whoever was on the roll. What was decided, what he said and what became of it, who does
what; and, when the outcome hangs out, how he finds it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanba.base import clock, permits
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.councils import acts, forms, links, queries
from yuanba.councils.models import Entry
from yuanba.councils.pages import common
from yuanba.councils.queries import boards, certificate
from yuanba.councils.rules.kinds import Mark3
from yuanba.matters.pages.around import around
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.door import Guest


@require_http_methods(["GET", "POST"])
def after(request: HttpRequest, token: str) -> HttpResponse:
    """By the slip."""
    entry = _entry(links.entry_of(token))
    return _after(request, entry, Guest(holds=entry.pk), reverse("councils:vote", args=[token]))


@door.required
@require_http_methods(["GET", "POST"])
def my_after(request: HttpRequest, entry_id: int) -> HttpResponse:
    """By one's own account."""
    entry, person = _entry(entry_id), door.actor(request)
    if permits.may(person, "councils.appraise", reach=queries.reach_of(entry)) is None:
        raise Http404
    return _after(request, entry, person, reverse("councils:my_vote", args=[entry.pk]))


@desk
@require_http_methods(["GET", "POST"])
def appraise_for(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """替没有手机的人评: what somebody said at the window, by his number on the roll."""
    found = common.the_procedure(here, procedure_id, "appraise")
    if not queries.outcome_posted(found):
        raise Http404
    form = forms.AppraiseFor(request.POST or None)

    def run(*, n: int, mark: Mark3, words: str) -> None:
        entry = queries.numbered(found, n)
        if entry is None:
            raise Refused("no_entry", _("名册上没有这一号，请核对。"), field="n")
        acts.appraise(actor=here.person, entry_id=entry.pk, mark=mark, words=words, now=here.now)

    if carried_out(request, form, run):
        messages.success(request, gettext("记下了。"))
        return redirect("councils:procedure", found.pk)
    return answer(request, "councils/appraise_for.html", {"form": form, "procedure": found})


def _entry(entry_id: int | None) -> Entry:
    entry = boards.entry(entry_id) if entry_id is not None else None
    if entry is None or entry.meeting.procedure is None:
        raise Http404
    return entry


def _after(request: HttpRequest, entry: Entry, actor: Any, back: str) -> HttpResponse:
    question = entry.meeting.procedure
    assert question is not None  # _entry asked
    said = queries.said_about(question)
    may = queries.outcome_posted(question) and not queries.appraised(entry)
    form = forms.Appraise(request.POST or None)
    run = partial(acts.appraise, actor=actor, entry_id=entry.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，谢谢您。"))
        return redirect(request.path)
    context = {
        "entry": entry,
        "question": question,
        "results": certificate.results(question),
        "own": [s for s in said if s.entry_id == entry.pk],
        "tasks": list(question.tasks.order_by("due", "id")),
        "postings": list(question.postings.order_by("n", "id")),
        "today": clock.day_of(clock.now()),
        "form": form if may else None,
        "appraised": queries.appraised(entry),
        "back": back,
        **around(where.village_of(entry.meeting.place_id)),
    }
    return answer(request, "councils/afterwards.html", context)
