"""还没好: a neighbour contests a row of the wall. No account, no name; a person looks at it."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, refuse
from yuanba.base.text import _
from yuanba.disclosure import forms, queries
from yuanba.matters import acts
from yuanba.matters.forms.resident import KEY
from yuanba.matters.pages import shots
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.acts import tries


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, row_id: int) -> HttpResponse:
    """Why it is not done, in a word, with a photo if one likes. 404 for what does not hang there."""
    row = queries.public_row(row_id)
    if row is None:
        raise Http404
    said = request.POST.get("key", "")
    key = said if KEY.fullmatch(said) else secrets.token_hex(16)
    kept = shots.kept(request.POST.get("kept", ""), without=request.POST.getlist("drop"))
    form = forms.Contest()
    if request.method == "POST":
        form = forms.Contest(request.POST, request.FILES)
        form.is_valid()
        if not form.errors and _slow_down(request, form):
            shots.take(request.FILES.getlist("photos"), kept)
            for error in kept.errors:
                form.add_error("photos", error)
            if not form.errors and _said(form, row.matter_id, kept, key):
                messages.success(
                    request, _("收到了。没经过手的人去看，结果写在公开墙上。不用留名字。")
                )
                there = HttpResponseRedirect(_wall(row))
                there.status_code = 303
                return there
    context = {
        "row": row,
        "form": form,
        "key": key,
        "shots": kept,
        "small": shots.smalls(kept),
        "wall_url": _wall(row),
        "report_url": reverse("follow:report", args=[row.village_id]),
        **around(where.village_of(row.village_id)),
        "tabs": [],
    }
    return answer(request, "disclosure/contest.html", context)


def _slow_down(request: HttpRequest, form: Any) -> bool:
    """False when too many came from one address just now: the next has to wait a little."""
    try:
        tries.take("contest-from", door.address(request), now=clock.now())
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def _said(form: Any, matter_id: int, kept: shots.Shots, key: str) -> bool:
    try:
        acts.contest(
            actor=door.Guest(),
            matter_id=matter_id,
            why=form.cleaned_data["why"],
            pictures=kept.pictures,
            now=clock.now(),
            key=f"contest-{key}",
        )
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


def _wall(row: Any) -> str:
    return f"{reverse('disclosure:wall', args=[row.village_id])}?month={row.closed:%Y-%m}#rows"
