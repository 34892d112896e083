"""Following a matter without an account: receipt, progress, adding, judging, the slip.

Whoever holds the link /f/<token> is the reporter of that one matter; nothing else is asked.
"""

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, refuse, with_sound
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.matters import acts, follow, queries, rules
from yuanba.matters.forms.resident import KEY, Add, NotYet, Object, why_of
from yuanba.matters.models import Matter
from yuanba.matters.pages import shots
from yuanba.matters.pages.around import around
from yuanba.matters.pages.file import main_of
from yuanba.matters.queries import beside, exclusion, resident, speaking, timeline, where
from yuanba.matters.queries.asking import asking
from yuanba.matters.queries.voice import notes
from yuanba.matters.rules import Level, State
from yuanba.matters.rules.exclusion import Stage
from yuanba.people import door
from yuanba.places.models import Place

TOLD_OUT = {Stage.EXCLUDED, Stage.OBJECTED, Stage.UPHELD}
CALL_ME = _("请打电话跟我说办得怎么样。")


@dataclass(frozen=True)
class Held:
    """A matter and its reporter, by the link he holds."""

    token: str
    guest: door.Guest
    matter: Matter

    @property
    def phone(self) -> str:
        contact = getattr(self.matter, "contact", None)
        return contact.phone if contact else ""

    def url(self, name: str) -> str:
        return reverse(f"follow:{name}", args=[self.token])

    def at(self, name: str, what: str) -> str:
        return reverse(f"follow:{name}", args=[self.token, what])

    def to(self, name: str) -> HttpResponseRedirect:
        there = HttpResponseRedirect(self.url(name))
        there.status_code = 303
        return there


class Stopped(Http404):
    """The link was taken back: it had gone to somebody else, or the desk has given a new one."""

    template, status = "matters/resident/stopped.html", 410


def by(token: str) -> Held:
    """The matter of this link. Raises Http404 for a link that is not ours, or no longer. One statement."""
    matter_id = follow.number(token)
    if matter_id is None:
        raise Http404
    guest = door.Guest(holds=matter_id)
    try:
        matter = queries.one(guest, matter_id)
    except Denied as none:
        raise Http404 from none
    if not follow.opens(token, matter):
        raise Stopped if follow.stopped(token) else Http404
    if speaking.is_anonymous(matter):
        raise Http404  # only its receipt opens it
    duties.speak_as(matter.county_id)
    return Held(token, guest, matter)


def page(request: HttpRequest, here: Held, name: str, **more: Any) -> HttpResponse:
    """One of the pages about this matter; 422 when its form has errors."""
    village = where.village_of(here.matter.village_id)
    spoken = speaking.of(here.matter)
    context = {
        "matter": here.matter,
        "token": here.token,
        "standing": resident.standing(here.matter, clock.now()),
        "bare": here.matter.title.rstrip("。，、；：！？…,.!?"),
        "code": spaced(follow.code(here.matter)),
        "own_phone": here.phone,
        "spoken": speaking.said(here.matter),
        "proxy": speaking.is_for_another(here.matter),
        "by_visit": not here.phone and not (spoken and spoken.to_speaker),
        **around(village),
        **_telephone(here.matter, village),
        "tabs": [],
        **more,
    }
    return answer(request, f"matters/resident/{name}.html", context)


def _telephone(matter: Matter, village: Place | None) -> dict[str, str]:
    """Whom to ring about it: never the desk it is kept from."""
    if not matter.concerned:
        return {}
    upper = village.parent if village and matter.level == Level.TOWNSHIP else None
    return {"phone": (upper.phone if upper else "") or settings.HELP_PHONE}


def spaced(code: str) -> str:
    """1234 5678: easier to read aloud and to copy by hand."""
    return f"{code[:4]} {code[4:]}"


@require_safe
def received(request: HttpRequest, token: str) -> HttpResponse:
    """收到了: number, query code, who reads it, by when."""
    here = by(token)
    return page(request, here, "received", draft=f"report-{here.matter.village_id}")


@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """办到哪了: person, date, steps, why it was classed so. Five statements."""
    here = by(token)
    state = State(here.matter.state)
    short = request.look.elder and "all" not in request.GET  # type: ignore[attr-defined]
    way = resident.short_way(here.matter) if short else resident.whole_way(here.matter)
    now = asking(here.matter, clock.now())
    shown_page = page(
        request,
        here,
        "progress",
        steps=[shown(step, token, may_object=now.may_object) for step in way],
        short=short,
        helped=resident.was_shown_a_way(here.matter, [] if short else way),
        told=resident.told_how(here.matter),
        beside=beside.of(here.matter),
        call=here.matter.unit.phone if here.matter.unit else "",
        may_add=state not in rules.DONE,
        asking=now,
        showing=_showing(here.matter),
        left_out=getattr(here.matter, "exclusion", None) in TOLD_OUT,
        may_object=getattr(here.matter, "exclusion", None) == Stage.EXCLUDED,
        main=main_of(here.matter),
        voices=[] if short else notes(here.matter, lambda name: here.at("voice", name)),
        may_reopen=here.matter.reopen_asked_at is None
        and state in {State.EVALUATED, State.CLOSED, State.REFUSED},
    )
    return with_sound(shown_page)


def _showing(matter: Matter) -> str:
    """Whether neighbours see it while it is open: on, off, or empty where that is not asked."""
    hidden = matter.restricted or matter.concerned
    if not rules.showing.may_show(state=State(matter.state), lane=matter.lane, hidden=hidden):
        return ""
    agreed = getattr(matter, "showing", None)
    return "on" if agreed is not None and agreed.until is None else "off"


def shown(step: timeline.Step, token: str, *, may_object: bool) -> dict[str, Any]:
    """A step as base/steps.html wants it."""
    return {
        "title": step.title,
        "meta": step.meta,
        "text": step.text,
        "state": step.state,
        "lane": step.lane,
        "url": reverse("follow:object", args=[token]) if step.lane and may_object else "",
        "link": _("我觉得分得不对"),
        "photos": [
            {
                "url": reverse("follow:small", args=[token, photo.name]),
                "full": reverse("follow:photo", args=[token, photo.name]),
                "alt": _("%(title)s，第%(n)s张照片") % {"title": step.title, "n": n},
            }
            for n, photo in enumerate(step.photos, 1)
        ],
    }


@require_safe
def photo(request: HttpRequest, token: str, name: str, small: bool = False) -> HttpResponse:
    """A picture of the matter, for its reporter; 404 for any other name."""
    here = by(token)
    if resident.photo(here.matter, name) is None:
        raise Http404
    try:
        return shots.served(name, small=small)
    except FileNotFoundError as gone:
        raise Http404 from gone


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, token: str) -> HttpResponse:
    """补充: more words or photos to what was told."""
    here, said = by(token), request.POST.get("key", "")
    key = said if KEY.fullmatch(said) else secrets.token_hex(16)
    kept = shots.kept(request.POST.get("kept", ""), without=request.POST.getlist("drop"))
    form = Add()
    if request.method == "POST":
        form = Add(request.POST, request.FILES)
        shots.take(request.FILES.getlist("photos"), kept)
        form.is_valid()
        for error in kept.errors:
            form.add_error("photos", error)
        run = partial(acts.add, actor=here.guest, matter_id=here.matter.pk, now=clock.now())
        if form.is_valid() and went(
            form,
            partial(run, text=form.cleaned_data["text"], pictures=kept.pictures, key=f"add-{key}"),
        ):
            messages.success(request, _("收到了，经办的人看得到。"))
            return here.to("progress")
    over = State(here.matter.state) in rules.DONE
    return page(
        request, here, "add", form=form, key=key, shots=kept, small=shots.smalls(kept), over=over
    )


def went(form: Any, run: Any) -> bool:
    """True if the act went through; else its refusal stands beside its field."""
    try:
        run()
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, token: str) -> HttpResponse:
    """请您评: done, not yet (and why), or "call me". Too early, too late or twice is said kindly."""
    here = by(token)
    judging = State(here.matter.state) is State.REPLIED
    said = request.POST.get("answer", "")
    if judging and said == "yes":
        return _judged(request, here, solved=True)
    if judging and said == "call" and here.phone:
        return _call_me(request, here)
    still = judging and (said == "no" or "still" in request.GET)
    form = NotYet(request.POST) if still and said == "no" else NotYet()
    if form.is_bound and form.is_valid():
        return _judged(request, here, solved=False, why=why_of(form))
    return page(
        request,
        here,
        "evaluate",
        form=form,
        judging=judging,
        still=still,
        **(_before_and_after(here) if judging and not still else {}),
    )


def _judged(request: HttpRequest, here: Held, *, solved: bool, why: str = "") -> HttpResponse:
    try:
        acts.evaluate(
            actor=here.guest, matter_id=here.matter.pk, solved=solved, why=why, now=clock.now()
        )
    except Refused:  # judged a moment ago, on another phone or by a second press
        return here.to("evaluate")
    thanks = _("记下了，谢谢您。") if solved else _("记下了，社区今天就会看到，接着办。")
    messages.success(request, thanks)
    return here.to("rate")


def _call_me(request: HttpRequest, here: Held) -> HttpResponse:
    matter = here.matter
    asked_once = f"call-{matter.pk}-{matter.reopened}"
    with translation.override(settings.LANGUAGE_CODE):
        text = str(CALL_ME)
    run = partial(acts.add, actor=here.guest, matter_id=matter.pk, text=text)
    run(key=asked_once, now=clock.now())
    messages.success(request, _("好的，社区会打电话给您。"))
    return here.to("progress")


def _before_and_after(here: Held) -> dict[str, Any]:
    """The first picture as told and the last as done, with their days. Two statements."""
    found: dict[str, Any] = {}
    for step in timeline.steps(here.matter, inside=False):
        if step.photos and step.act == "report":
            found["before"] = (step.photos[0].name, step.at)
        elif step.photos and step.act == "finish":
            found["after"] = (step.photos[-1].name, step.at)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, token: str) -> HttpResponse:
    """请求重办: it is not done, or came back. The number stays."""
    here = by(token)
    state = State(here.matter.state)
    if state is State.REPLIED:
        there = HttpResponseRedirect(here.url("evaluate") + "?still=1")
        there.status_code = 303
        return there
    may = rules.can(state, "ask_reopen") and here.matter.reopen_asked_at is None
    form = NotYet(request.POST) if request.method == "POST" else NotYet()
    if may and form.is_bound and form.is_valid():
        run = partial(acts.ask_reopen, actor=here.guest, matter_id=here.matter.pk, now=clock.now())
        if went(form, partial(run, why=why_of(form))):
            messages.success(request, _("记下了，社区看过以后告诉您。"))
            return here.to("progress")
    return page(request, here, "reopen", form=form, may=may)


@require_http_methods(["GET", "HEAD", "POST"])
def uncounted(request: HttpRequest, token: str) -> HttpResponse:
    """我有不同意见: why a matter is not counted, and the person's own word against it."""
    here = by(token)
    row = exclusion.of(here.matter)
    if row is None:
        raise Http404
    form = Object(request.POST) if request.method == "POST" else Object()
    if form.is_bound and form.is_valid():
        run = partial(acts.object_exclusion, actor=here.guest, matter_id=here.matter.pk)
        if went(form, partial(run, why=form.cleaned_data["why"], now=clock.now())):
            messages.success(request, _("记下了，由另外的人复核，复核以前照常计入。"))
            return here.to("progress")
    return page(request, here, "uncounted", form=form, row=row, may=row.stage == Stage.EXCLUDED)


@require_safe
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """纸条: for who has no phone. Number, query code, the answer, and the link as a picture; on A4 or
    on the paper roll of a till printer (80 mm)."""
    here = by(token)
    address = f"{settings.PUBLIC_URL}/f/{token}"
    picture = segno.make(address, error="m").svg_data_uri(border=2, scale=4)
    replied = here.matter.replied_at is not None and not here.matter.restricted
    return page(
        request,
        here,
        "slip",
        qr=picture,
        site=settings.PUBLIC_URL,
        answered=here.matter.reply if replied else "",
        roll=request.GET.get("paper") == "roll",
    )
