"""说件事: one page for most, three short ones and a check in 长辈版. No account, no session.

Nothing is written before the last press. Between the pages everything travels in the form itself;
photos already taken in travel as signed names.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.pages import refuse, with_sound
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters import follow
from yuanba.matters.forms.resident import WAYS, Report
from yuanba.matters.pages import offer, shots
from yuanba.matters.pages.around import hold
from yuanba.matters.pages.telling import Telling
from yuanba.matters.queries import where
from yuanba.matters.queries.alike import Like

LIKE = 60  # characters of a neighbour's matter with which a telling begins


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, place_id: int) -> HttpResponse:
    """说件事: tell the community what is wrong."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    if village.until is not None:  # merged or split: its home leads on
        return HttpResponseRedirect(reverse("web:place", args=[place_id]))
    telling = Telling(request, village)
    if telling.whose == "other" and telling.at_work:  # at work one writes down at the desk
        return HttpResponseRedirect(reverse("desk_matters:new"))
    if request.method != "POST":
        return _first(telling, place_id)
    telling.take_files()
    if request.POST.get("step") in telling.steps:
        go = "send" if "join" in request.POST else request.POST.get("go", "")
        return _elder(telling, request.POST["step"], go)
    form = telling.form()
    if not form.is_valid():
        return _shown(telling, form, status=422)
    if telling.proposed is not None:
        return _shown(telling, form, status=422)
    if likes := offer.likes(telling, form):
        return _shown(telling, form, likes=likes)
    return _send(telling, form) or _shown(telling, form, status=422)


def _first(telling: Telling, place_id: int) -> HttpResponse:
    request, initial = telling.request, {}
    if place_id in telling.listed and place_id != telling.village.pk:
        initial["place"] = str(place_id)  # opened by the code on a door plate
    person = telling.person
    if person is not None and telling.whose == "other":
        initial |= {"speaker": person.name, "speaker_phone": person.phone}
    elif person is not None and not telling.at_work:
        initial |= {"contact_name": person.name, "contact_phone": person.phone}
    if like := " ".join(request.GET.get("like", "").split())[:LIKE]:
        initial["text"] = gettext("我家也是：%(title)s") % {"title": like}  # from 大家的事
    if (lane := request.GET.get("lane", "")) in set(Lane):
        initial["lane"] = lane  # from 我的事归哪一类
    form = telling.empty(initial)
    if request.GET.get("by") in {"words", "voice"}:
        form.fields["text"].widget.attrs["autofocus"] = True
    voice = request.GET.get("by") == "voice"
    return _shown(telling, form, voice=voice, step=next(iter(telling.steps)))


def _shown(telling: Telling, form: Report, *, status: int = 200, **more: Any) -> HttpResponse:
    elder = "step" in more and telling.request.look.elder  # type: ignore[attr-defined]
    template = "matters/resident/report_elder.html" if elder else "matters/resident/report.html"
    context = telling.context(form, **more)
    if elder:
        context |= _page(telling, form, more["step"])
    page = render(telling.request, template, context, status=status)
    return with_sound(page, microphone=True)


def _page(telling: Telling, form: Report, step: str) -> dict[str, Any]:
    """What an elder page shows, what it carries along unseen, where it goes."""
    order = list(telling.steps)
    at = order.index(step)
    carried = [
        (name, form[name].value() or "")
        for name in form.fields
        if name not in telling.steps[step] and name not in {"photos", "voice"}
    ]
    place = form["place"].value()
    rows = form.fields["place"].widget.choices
    flat = [
        row for kind, more in rows for row in (more if isinstance(more, list) else [(kind, more)])
    ]
    said = dict(flat).get(str(place or ""), "")
    return {
        "step": step,
        "number": at + 1,
        "last": len(order) - 1,
        "forward": order[at + 1] if at + 1 < len(order) else "send",
        "back": order[at - 1] if at else "",
        "carried": carried,
        "place_said": said,
        "phone_said": words_in.mask_phone(str(form["contact_phone"].value() or "")),
        "ways": WAYS,
    }


def _elder(telling: Telling, step: str, go: str) -> HttpResponse:
    """One of the elder pages was sent. Going back asks nothing; going on asks for this page only."""
    form = telling.form()
    wrong = dict(form.errors)
    steps, order = telling.steps, list(telling.steps)
    forward = order.index(go) > order.index(step) if go in steps else go == "send"
    if go == "send":
        step = next((s for s in order if set(steps[s]) & set(wrong)), step)
    elif not forward or not set(steps[step]) & set(wrong):
        form.errors.clear()
        arrived = go if go in steps else step
        proposed = arrived == "place" and telling.proposed is not None
        return _elder_page(telling, form, arrived, confirm=proposed)
    for name in [name for name in form.errors if name not in steps[step]]:
        del form.errors[name]
    if form.errors:
        return _elder_page(telling, form, step, status=422)
    if likes := offer.likes(telling, form):
        return _elder_page(telling, form, step, likes=likes)
    return _send(telling, form) or _elder_page(telling, form, step, status=422)


def _elder_page(
    telling: Telling,
    form: Report,
    step: str,
    *,
    status: int = 200,
    confirm: bool = False,
    likes: Sequence[Like] = (),
) -> HttpResponse:
    context = telling.context(form, confirm=confirm, likes=likes) | _page(telling, form, step)
    page = render(telling.request, "matters/resident/report_elder.html", context, status=status)
    return with_sound(page, microphone=True)


def _send(telling: Telling, form: Report) -> HttpResponse | None:
    """The receipt; or None, with the refusal beside its field."""
    try:
        matter = telling.send(form)
    except Refused as refusal:
        if refusal.code == "key_reused":
            telling.key = secrets.token_hex(16)
            again = _("这份表单刚才交过一次，当时写的不一样。要另外再说一件事，请再交一次。")
            form.add_error(None, again)
        else:
            refuse(form, refusal)
        return None
    offer.go_along(telling.request, matter.pk)
    if form.cleaned_data.get("show"):
        offer.let_show(telling.request, matter.pk)
    there = HttpResponseRedirect(reverse("follow:received", args=[follow.token(matter.pk)]))
    there.status_code = 303
    hold(telling.request, there, matter.pk)
    return there


@require_safe
def kept_photo(request: HttpRequest, signed: str) -> HttpResponse:
    """The small copy of a photo whose form is still open, for who holds its signed name."""
    try:
        name = signing.loads(signed, salt=shots.SALT, max_age=shots.KEPT)
        if not isinstance(name, str):
            raise Http404
        return shots.served(name, small=True)
    except (signing.BadSignature, Refused, FileNotFoundError) as no:
        raise Http404 from no
