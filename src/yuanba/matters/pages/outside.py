"""外单位: a firm without an account answers by its link. It sees words and place, and nothing else."""

import secrets
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer as page_of
from yuanba.base.pages import refuse
from yuanba.matters import acts, outside
from yuanba.matters.forms.resident import KEY, Answer
from yuanba.matters.pages import shots
from yuanba.matters.pages.around import around
from yuanba.matters.queries import helping, where
from yuanba.matters.queries.alike import hidden
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.rules import OVER, State
from yuanba.people import door


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is, what is asked, and one answer. The page is kept nowhere and tells nobody
    where it was opened from."""
    link = outside.find(token)
    if link is None:
        raise Http404
    matter = helping.matter_of(link)
    said = request.POST.get("key", "")
    key = said if KEY.fullmatch(said) else secrets.token_hex(16)
    kept = shots.kept(request.POST.get("kept", ""), without=request.POST.getlist("drop"))
    now = clock.now()
    over = link.revoked_at is not None or now >= link.expires_at or State(matter.state) in OVER
    over = over or hidden(matter)  # whoever holds the link may be the one it is about
    form, thanks = Answer(), link.answered_at is not None
    if request.method == "POST" and not over and not thanks:
        form = Answer(request.POST, request.FILES)
        shots.take(request.FILES.getlist("photos"), kept)
        form.is_valid()
        for error in kept.errors:
            form.add_error("photos", error)
        run = partial(acts.answer_outside, actor=door.Guest(), token=token, now=now)
        if form.is_valid():
            try:
                run(
                    text=form.cleaned_data["text"],
                    pictures=kept.pictures,
                    key=f"out-{key}",
                )
                thanks = True
            except Refused as refusal:
                refuse(form, refusal)
    context = {
        "link": {"name": link.name, "text": link.text, "until": day_words(link.expires_at)},
        "answered": link.answer,
        "words": helping.without_contacts(matter) if not over else "",
        "where": " ".join(filter(None, [matter.place.name, matter.spot])) if not over else "",
        "form": form,
        "key": key,
        "shots": kept,
        "small": shots.smalls(kept),
        "over": over,
        "thanks": thanks,
        **around(where.village_of(matter.village_id)),
        "tabs": [],
    }
    page = page_of(request, "matters/resident/outside.html", context)
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
