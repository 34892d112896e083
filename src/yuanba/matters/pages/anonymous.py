"""匿名说: told without a name, followed by a receipt of 16 digits (trust.md 29).

These pages set no cookie and read no session. The receipt travels in the form and never in an
address, so that nothing of it stays in a history, a log or a bookmark. A wrong receipt and none are
answered alike, after the same work.
"""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, cookieless, refuse, with_sound
from yuanba.base.text import _
from yuanba.matters import acts, queries, receipts, rules
from yuanba.matters.forms.resident import KEY, Add, NotYet, Objection, ReceiptIs, why_of
from yuanba.matters.models import Matter
from yuanba.matters.pages import proof, shots, sounds
from yuanba.matters.pages.around import around
from yuanba.matters.pages.telling import Telling
from yuanba.matters.queries import resident, speaking, timeline, where, words
from yuanba.matters.queries.asking import asking
from yuanba.matters.queries.voice import notes
from yuanba.matters.rules import State
from yuanba.people import door
from yuanba.people.acts import tries
from yuanba.places.models import Place


@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, place_id: int) -> HttpResponse:
    """匿名说件事. The receipt is shown in the answer itself: it has no address of its own."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    if village.until is not None:
        return HttpResponseRedirect(reverse("web:place", args=[place_id]))
    telling = Telling(request, village, whose="nobody")
    if request.method != "POST":
        initial = {"place": str(place_id)} if place_id in telling.listed - {village.pk} else {}
        return _form(telling, telling.empty(initial))
    telling.take_files()
    form = telling.form()
    if not form.is_valid() or telling.proposed is not None:
        return _form(telling, form, status=422)
    try:
        told = telling.send(form)
    except Refused as refusal:
        if refusal.code == "key_reused":
            telling.key = secrets.token_hex(16)
        refuse(form, refusal)
        return _form(telling, form, status=422)
    context = {
        "receipt": receipts.spaced(told.receipt),
        "number": told.number,
        "due": words.day(told.due_at),
        **_around(village),
    }
    return answer(request, "matters/anonymous/given.html", context)


def _around(village: Place | None) -> dict[str, Any]:
    return around(village) | {"tabs": []}


def _form(telling: Telling, form: Any, *, status: int = 200) -> HttpResponse:
    page = answer(telling.request, "matters/anonymous/tell.html", telling.context(form))
    page.status_code = status
    return with_sound(page, microphone=True)


@cookieless
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """凭回执: see where it stands, add, judge, urge, doubt, ask to reopen, take the proof away."""
    form = ReceiptIs(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _enter(request, form)
    digits = resident.digits(form.cleaned_data["receipt"])
    try:
        found = find(request, digits)
    except Refused as refusal:
        refuse(form, refusal)
        return _enter(request, form)
    if found is None:
        form.add_error("receipt", _("没有这张回执。请照着抄下的16位数字再核对一遍。"))
        return _enter(request, form)
    return _Opened(request, found, digits).answer()


def _enter(request: HttpRequest, form: ReceiptIs) -> HttpResponse:
    context = {"form": form, **_around(None), "home_url": reverse("web:home")}
    return answer(request, "matters/anonymous/enter.html", context)


def find(request: HttpRequest, digits: str) -> int | None:
    """The matter of these digits, or None. Guesses slow down per receipt and per address; both are
    counted under keyed digests that count for a quarter of an hour and are swept away daily."""
    front, address, now = digits[: receipts.FRONT], door.address(request), clock.now()
    tries.take("receipt", front, now=now)
    tries.take("receipt-from", address, now=now)
    kept = speaking.kept(receipts.lookup(digits))
    if not receipts.right(digits, kept.hash if kept else None) or kept is None:
        return None
    tries.forget("receipt", front)
    tries.give_back("receipt-from", address)
    return kept.matter_id


class _Opened:
    """A matter, by its receipt: what was pressed is done, then it is shown as it is now."""

    def __init__(self, request: HttpRequest, matter_id: int, digits: str) -> None:
        self.request, self.pk, self.digits = request, matter_id, digits
        self.guest = door.Guest(holds=matter_id)
        self.done: Any = ""
        self.wrong: Any = ""
        self.bound: dict[str, Any] = {}
        said = request.POST.get("key", "")
        self.key = said if KEY.fullmatch(said) else secrets.token_hex(16)

    def answer(self) -> HttpResponse:
        asked = self.request.POST.get("do", "")
        if asked in self.DO:
            try:
                self.DO[asked](self)
            except Refused as refusal:
                self.wrong = refusal.message
        matter = queries.one(self.guest, self.pk)
        if asked == "proof":
            if (file := proof.file_of(matter)) is not None:
                return file
            self.wrong = _("刚刚存下，还没有签名。十分钟以后再来下载。")
        page = answer(self.request, "matters/anonymous/matter.html", self._context(matter))
        if self.wrong or self.bound:
            page.status_code = 422
        return with_sound(page)

    def _context(self, matter: Matter) -> dict[str, Any]:
        now, state = clock.now(), State(matter.state)
        may = asking(matter, now)
        short = self.request.look.elder  # type: ignore[attr-defined]
        way = resident.short_way(matter) if short else resident.whole_way(matter)
        return {
            "matter": matter,
            "receipt": receipts.spaced(self.digits),
            "key": secrets.token_hex(16) if self.done else self.key,
            "done": self.done,
            "wrong": self.wrong,
            "standing": resident.standing(matter, now),
            "steps": [_shown(step) for step in way],
            "voices": notes(matter, lambda name: _hear(matter, name)),
            "asking": may,
            "judging": state is State.REPLIED,
            "rating": matter.rated_by == "person" and matter.satisfied is None,
            "verifier_url": proof.verifier_url(),
            "forms": self._forms(matter, may.may_object),
            **_around(where.village_of(matter.village_id)),
        }

    def _forms(self, matter: Matter, may_object: bool) -> list[Any]:
        """The forms that make sense now; one that was refused comes back as it was filled in."""
        state = State(matter.state)
        wanted: list[tuple[str, Any, Any]] = []
        if state is State.REPLIED:
            wanted.append(("no", NotYet, _("还没办好，退回重办")))
        elif matter.reopen_asked_at is None and rules.can(state, "ask_reopen"):
            wanted.append(("reopen", NotYet, _("请求重办")))
        if state not in rules.OVER:
            wanted.append(("add", Add, _("补充一句")))
        if may_object:
            wanted.append(("object", Objection, _("我觉得分得不对")))
        made: list[Any] = []
        for do, kind, button in wanted:
            form = self.bound.get(do) or kind(auto_id=f"id_{do}_%s")
            form.do, form.button, form.first = do, button, not made
            made.append(form)
        return made

    def _filled(self, do: str, kind: Any) -> Any:
        form = kind(self.request.POST, self.request.FILES, auto_id=f"id_{do}_%s")
        if form.is_valid():
            return form
        self.bound[do] = form
        return None

    def _run(self, act: Callable[..., object], done: Any, **said: Any) -> None:
        run = partial(act, actor=self.guest, matter_id=self.pk, now=clock.now())
        run(**said)
        self.done = done

    def yes(self) -> None:
        self._run(acts.evaluate, _("记下了，谢谢您。"), solved=True)

    def no(self) -> None:
        if form := self._filled("no", NotYet):
            done = _("记下了，社区今天就会看到，接着办。")
            self._run(acts.evaluate, done, solved=False, why=why_of(form))

    def rate(self) -> None:
        said = self.request.POST.get("satisfied", "")
        if said in {"yes", "no"}:
            self._run(acts.rate, _("记下了，谢谢您。"), satisfied=said == "yes")

    def reopen(self) -> None:
        if form := self._filled("reopen", NotYet):
            done = _("记下了，社区看过以后，写在这里。")
            self._run(acts.ask_reopen, done, why=why_of(form))

    def add(self) -> None:
        form = self._filled("add", Add)
        if form is None:
            return
        photos = shots.take(self.request.FILES.getlist("photos"), shots.Shots())
        for error in photos.errors:
            form.add_error("photos", error)
        if photos.errors:
            self.bound["add"] = form
            return
        said = {"text": form.cleaned_data["text"], "pictures": photos.pictures}
        self._run(acts.add, _("收到了，经办的人看得到。"), key=f"add-{self.key}", **said)

    def object(self) -> None:
        if form := self._filled("object", Objection):
            done = _("收到了。社区看过以后，改分，或者告诉您为什么这样分。")
            self._run(acts.object_to_class, done, why=form.cleaned_data["why"])

    def urge(self) -> None:
        self._run(acts.urge, _("催到了，经办的人马上看得到。期限不变。"))

    DO: dict[str, Callable[["_Opened"], None]] = {
        "yes": yes,
        "no": no,
        "rate": rate,
        "reopen": reopen,
        "add": add,
        "object": object,
        "urge": urge,
    }


def _hear(matter: Matter, name: str) -> str:
    """The address of a spoken note, by a signed name that ends after two days."""
    note = queries.voice(matter.pk, name)
    assert note is not None
    signed = signing.dumps([note.name, note.kind], salt=sounds.SALT)
    return reverse("follow:kept_voice", args=[signed])


def _shown(step: timeline.Step) -> dict[str, Any]:
    """A step as base/steps.html wants it; pictures by signed names that end after two days."""
    return {
        "title": step.title,
        "meta": step.meta,
        "text": step.text,
        "state": step.state,
        "lane": step.lane,
        "photos": [
            {
                "url": reverse("follow:kept", args=[signing.dumps(photo.name, salt=shots.SALT)]),
                "alt": _("%(title)s，第%(n)s张照片") % {"title": step.title, "n": n},
            }
            for n, photo in enumerate(step.photos, 1)
        ],
    }
