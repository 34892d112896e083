"""说件事: one page for most, three short ones and a check in 长辈版. No account, no session.

Nothing is written before the last press. Between the pages everything travels in the form itself;
photos already taken in travel as signed names.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, words_in
from yuanba.base.errors import Refused
from yuanba.base.pages import refuse
from yuanba.base.text import _
from yuanba.matters import acts, follow
from yuanba.matters.forms.resident import KEY, WAYS, Report
from yuanba.matters.pages import shots
from yuanba.matters.pages.around import around, hold
from yuanba.matters.queries import where
from yuanba.matters.rules import Spoken
from yuanba.people import door
from yuanba.places.models import Place

# 长辈版: what is asked on which page.
STEPS = {
    "words": ("photos", "text"),
    "place": ("place", "spot"),
    "phone": ("contact_phone", "contact_name"),
    "check": ("happened_on", "contact_how"),
}
ORDER = list(STEPS)


class Telling:
    """One form on its way: what was typed, the photos so far, the place a photo proposed."""

    def __init__(self, request: HttpRequest, village: Place) -> None:
        self.request, self.village = request, village
        self.data: QueryDict = request.POST.copy()
        self.corners = where.corners(village)
        self.listed = {pk for _kind, rows in self.corners for pk, _name in rows} | {village.pk}
        dropped = request.POST.getlist("drop")
        self.shots = shots.kept(request.POST.get("kept", ""), without=dropped)
        self.proposed: Place | None = None
        self.elsewhere: Place | None = None
        said = self.data.get("key", "")
        self.key = said if KEY.fullmatch(said) else secrets.token_hex(16)

    def take_photos(self) -> None:
        """Look at the new photos; the first with a position proposes the place."""
        shots.take(self.request.FILES.getlist("photos"), self.shots)
        if self.shots.position is not None and not self.data.get("place"):
            self.proposed = where.nearest(self.shots.position, self.village.county_id)
            if self.proposed is not None:
                self.data["place"] = str(self.proposed.pk)

    def form(self) -> Report:
        """The bound form; a place of the county outside this village is looked up."""
        said = self.data.get("place", "")
        place = int(said) if said.isdecimal() and said.isascii() and len(said) < 20 else None
        if place is not None and place not in self.listed:
            self.elsewhere = where.in_county(place, self.village.county_id)
        other = (self.elsewhere.pk, self.elsewhere.name) if self.elsewhere else None
        form = Report(
            self.data,
            self.request.FILES,
            corners=self.corners,
            whole=self.village.name,
            other=other,
        )
        form.is_valid()
        if place is not None and place not in self.listed and self.elsewhere is None:
            form.add_error("place", _("这个地方不在本区县，请从列出的地方里选一个。"))
        for error in self.shots.errors:
            form.add_error("photos", error)
        return form

    def send(self, form: Report) -> acts.Received:
        """Raises Refused."""
        told = form.cleaned_data
        person = door.signed_in(self.request)
        return acts.report(
            actor=person or door.Guest(),
            place_id=told["place"] or self.village.pk,
            text=told["text"],
            spot=told["spot"],
            happened_on=told["happened_on"],
            contact_name=told["contact_name"],
            contact_phone=told["contact_phone"],
            contact_how=told["contact_how"],
            pictures=self.shots.pictures,
            spoken=self.spoken(),
            key=f"page{self.key}",
            now=clock.now(),
        )

    def spoken(self) -> Spoken | None:
        """In which language he reads, if not in Chinese."""
        language = self.request.look.language  # type: ignore[attr-defined]
        said = Spoken(language="" if language == settings.LANGUAGE_CODE else language)
        return said if said.worth_keeping else None

    def context(self, form: Report, **more: Any) -> dict[str, Any]:
        return {
            "form": form,
            "key": self.key,
            "shots": self.shots,
            "small": shots.smalls(self.shots),
            "proposed": self.proposed,
            **around(self.village, "report"),
            "tabs": [],
            **more,
        }


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, place_id: int) -> HttpResponse:
    """说件事: tell the community what is wrong."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    if village.until is not None:  # merged or split: its home leads on
        return HttpResponseRedirect(reverse("web:place", args=[place_id]))
    telling = Telling(request, village)
    if request.method != "POST":
        return _first(telling, place_id)
    telling.take_photos()
    if request.POST.get("step") in STEPS:
        return _elder(telling, request.POST["step"], request.POST.get("go", ""))
    form = telling.form()
    if not form.is_valid():
        return _shown(telling, form, status=422)
    if telling.proposed is not None:
        return _shown(telling, form, status=422)
    return _send(telling, form) or _shown(telling, form, status=422)


def _first(telling: Telling, place_id: int) -> HttpResponse:
    request, initial = telling.request, {}
    if place_id in telling.listed and place_id != telling.village.pk:
        initial["place"] = str(place_id)  # opened by the code on a door plate
    person = door.signed_in(request)
    if person is not None:
        initial |= {"contact_name": person.name, "contact_phone": person.phone}
    form = Report(initial=initial, corners=telling.corners, whole=telling.village.name)
    if request.GET.get("by") in {"words", "voice"}:
        form.fields["text"].widget.attrs["autofocus"] = True
    voice = request.GET.get("by") == "voice"
    return _shown(telling, form, voice=voice, step="words")


def _shown(telling: Telling, form: Report, *, status: int = 200, **more: Any) -> HttpResponse:
    elder = "step" in more and telling.request.look.elder  # type: ignore[attr-defined]
    template = "matters/resident/report_elder.html" if elder else "matters/resident/report.html"
    context = telling.context(form, **more)
    if elder:
        context |= _page(form, more["step"])
    return render(telling.request, template, context, status=status)


def _page(form: Report, step: str) -> dict[str, Any]:
    """What an elder page shows, what it carries along unseen, where it goes."""
    at = ORDER.index(step)
    carried = [
        (name, form[name].value() or "")
        for name in form.fields
        if name not in STEPS[step] and name != "photos"
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
        "last": len(ORDER) - 1,
        "forward": ORDER[at + 1] if at + 1 < len(ORDER) else "send",
        "back": ORDER[at - 1] if at else "",
        "carried": carried,
        "place_said": said,
        "phone_said": words_in.mask_phone(str(form["contact_phone"].value() or "")),
        "ways": WAYS,
    }


def _elder(telling: Telling, step: str, go: str) -> HttpResponse:
    """One of the elder pages was sent. Going back asks nothing; going on asks for this page only."""
    form = telling.form()
    wrong = dict(form.errors)
    forward = ORDER.index(go) > ORDER.index(step) if go in STEPS else go == "send"
    if go == "send":
        step = next((s for s in ORDER if set(STEPS[s]) & set(wrong)), step)
    elif not forward or not set(STEPS[step]) & set(wrong):
        form.errors.clear()
        arrived = go if go in STEPS else step
        proposed = arrived == "place" and telling.proposed is not None
        return _elder_page(telling, form, arrived, confirm=proposed)
    for name in [name for name in form.errors if name not in STEPS[step]]:
        del form.errors[name]
    if form.errors:
        return _elder_page(telling, form, step, status=422)
    return _send(telling, form) or _elder_page(telling, form, step, status=422)


def _elder_page(
    telling: Telling, form: Report, step: str, *, status: int = 200, confirm: bool = False
) -> HttpResponse:
    context = telling.context(form, confirm=confirm) | _page(form, step)
    return render(telling.request, "matters/resident/report_elder.html", context, status=status)


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
