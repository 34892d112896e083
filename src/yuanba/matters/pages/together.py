"""What was ticked in the queue, each in an act of its own; and taking it back within the minute."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, own_path
from yuanba.base.text import _
from yuanba.matters import acts
from yuanba.matters.forms import together as forms
from yuanba.matters.models import Matter
from yuanba.matters.pages.posts import Here, desk, number, scope
from yuanba.matters.queries import lists, pick, register
from yuanba.matters.rules import MOST_TOGETHER, UNDO, UNDOABLE, Method

KEPT = "together"  # in the session: what was done last, until the minute is over
SHOWN = 20  # refusals listed one by one
WORDS: dict[str, Any] = {  # what can be done to several at once
    "accept": _("受理"),
    "take": _("由我接下"),
    "assign": _("交办"),
    "transfer": _("转办"),
    "note": _("记进展"),
}


SORT = _("分流")


@desk
@require_POST
def several(request: HttpRequest, here: Here) -> HttpResponse:
    """一起办: accept or take at once; assign, transfer and note ask for their words first. One refusal
    stops none of the others."""
    chosen = [i for i in map(number, request.POST.getlist("matter")) if i is not None]
    chosen, do = chosen[:MOST_TOGETHER], request.POST.get("do", "")
    back = own_path(request, request.POST.get("next"), otherwise=reverse("desk_matters:queue"))
    if not chosen or do not in WORDS:
        messages.warning(request, _("还没有选。先在前面打勾，再按一起办。"))
        return redirect(back)
    rows = lists.some(chosen, here.now, wide=True)
    said: dict[str, Any] = {"owner_id": here.person.pk, "method": Method.DUTY}
    if do in forms.FORMS:
        sure = request.POST if request.POST.get("sure") else None
        form = forms.FORMS[do](sure, choices=_choices(do, here, rows))
        if not form.is_valid():
            mine = lists.mine(scope(here), chosen)
            context = {"form": form, "do": do, "words": WORDS[do], "back_url": back}
            context["rows"] = [rows[i] for i in chosen if i in rows and i in mine]
            return answer(request, "matters/desk/together.html", context)
        said = form.said()
    elif do == "accept":
        said = {}
    act = getattr(acts, "assign" if do == "take" else do)
    once = request.POST.get("once", "")[:32]

    def run(matter_id: int) -> Matter:
        key = f"{once}{matter_id:x}" if once else ""  # one form, a key for each matter in it
        made: Matter = act(actor=here.person, matter_id=matter_id, now=here.now, key=key, **said)
        return made

    with records.held_back(UNDO):
        done, refused = _each(chosen, run)
    _tell(request, rows, len(done), refused)
    if done:
        remember(request, do, done, here.now)
    return redirect(back)


def remember(request: HttpRequest, do: str, done: Iterable[Matter], now: datetime) -> None:
    """What can be taken back with one key for a minute: one step, or the same step of several."""
    items = [[matter.pk, matter.version] for matter in done]
    request.session[KEPT] = {"at": now.isoformat(), "do": do, "items": items}


@contextmanager
def for_a_minute(act: str) -> Iterator[None]:
    """A step that can be taken back is told to nobody before its minute is over."""
    if f"matters.{act}" in UNDOABLE:
        with records.held_back(UNDO):
            yield
    else:
        yield


def remember_one(request: HttpRequest, act: str, made: object, now: datetime) -> None:
    """The same for one step at the desk. A sorting again cannot be taken back."""
    undoable = f"matters.{act}" in UNDOABLE and isinstance(made, Matter)
    if undoable and not (act == "triage" and records.about(made)[-1].facts.get("again")):
        remember(request, act, [made], now)  # type: ignore[list-item]  # looked at above


def _choices(do: str, here: Here, rows: dict[int, lists.Row]) -> list[tuple[str, str]]:
    """Whom or to which unit: what fits the desk's place and, for people, the first one chosen."""
    assert here.post is not None
    if do == "transfer":
        return register.units(scope(here), here.post.place.county_id)
    if do == "assign" and rows:
        first = lists.one_of(scope(here), rows)
        return pick.people(first, clock.day_of(here.now))[0] if first else []
    return []


def _each(
    chosen: Iterable[int], run: Callable[[int], Matter]
) -> tuple[list[Matter], list[tuple[int, str]]]:
    done: list[Matter] = []
    refused: list[tuple[int, str]] = []
    for matter_id in chosen:
        try:
            done.append(run(matter_id))
        except Refused as refusal:
            refused.append((matter_id, str(refusal.message)))
        except Denied:
            refused.append((matter_id, gettext("这件事不归您办。")))
    return done, refused


def _tell(
    request: HttpRequest, rows: dict[int, lists.Row], done: int, refused: list[tuple[int, str]]
) -> None:
    if done:
        words = ngettext("办了 %(n)d 件。", "办了 %(n)d 件。", done) % {"n": done}
        messages.success(request, words)
    for matter_id, why in refused[:SHOWN]:
        row = rows.get(matter_id)
        messages.warning(request, f"{row.number if row else ''} {why}".strip())
    more = len(refused) - SHOWN
    if more > 0:
        messages.warning(request, gettext("还有 %(n)d 件也没办成。") % {"n": more})


def last(request: HttpRequest, now: datetime) -> dict[str, Any] | None:
    """What can still be taken back: how many, and what it was. No statement of its own."""
    kept = request.session.get(KEPT)
    if not kept or now - datetime.fromisoformat(kept["at"]) > UNDO - timedelta(seconds=1):
        return None
    words = WORDS.get(kept["do"]) or SORT
    return {"n": len(kept["items"]), "words": words, "sorted": kept["do"] == "triage"}


@desk
@require_POST
def undo(request: HttpRequest, here: Here) -> HttpResponse:
    """撤回: each matter by an act of its own; one that somebody acted on since stays as it is."""
    kept = request.session.pop(KEPT, None)
    back = own_path(request, request.POST.get("next"), otherwise=reverse("desk_matters:queue"))
    if not kept:
        messages.warning(request, _("没有可以撤回的，或者过了一分钟。"))
        return redirect(back)
    versions = {int(pk): int(version) for pk, version in kept["items"]}

    def run(matter_id: int) -> Matter:
        return acts.take_back(
            actor=here.person, matter_id=matter_id, version=versions[matter_id], now=here.now
        )

    done, refused = _each(versions, run)
    rows = lists.some(versions, here.now, wide=True) if refused else {}
    if done:
        words = ngettext("撤回了 %(n)d 件。", "撤回了 %(n)d 件。", len(done)) % {"n": len(done)}
        messages.success(request, words)
    _tell(request, rows, 0, refused)
    return redirect(back)
