"""The desk's list of what is still to tell, a resident's own messages, the demo's outbox."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out, own_path
from yuanba.base.text import _
from yuanba.matters.pages import posts
from yuanba.matters.pages.posts import Here
from yuanba.notices import acts, forms, queries
from yuanba.notices.queries import PAGE, Line
from yuanba.people import door

TITLES = {
    "call": _("要打电话"),
    "print": _("要打印"),
    "failed": _("没发出去"),
    "untold": _("没法告知"),
}


@require_safe
@posts.desk
def outbox(request: HttpRequest, desk: Here) -> HttpResponse:
    """告知: who is still to be told, and how."""
    reader = desk.person
    if not any(post.role in permits.TABLE["notices.see"] for post in desk.posts):
        raise Denied("notices.see")
    view = request.GET.get("view", "")
    view = view if view in TITLES else "call"
    lines = queries.tasks(reader, view, after=_number(request, "after"))
    counts, here = queries.counts(reader), reverse("notices:outbox")
    context: dict[str, Any] = {
        "view": view,
        "views": [
            {"url": f"{here}?view={v}", "label": t, "count": counts[v], "current": v == view}
            for v, t in TITLES.items()
        ],
        **_paged(
            lines, f"{here}?view={view}&after=", f"{here}?view={view}", "after" in request.GET
        ),
    }
    return answer(request, "notices/outbox.html", context)


@require_POST
def called(request: HttpRequest, message_id: int) -> HttpResponse:
    """Somebody told the person by telephone or at the door."""
    form = forms.Called(request.POST)
    run = partial(acts.mark_called, actor=door.actor(request), message_id=message_id)
    return _back(request, form, partial(run, now=clock.now()), _("记下了：已经当面或电话告知。"))


@require_POST
def printed(request: HttpRequest, message_id: int) -> HttpResponse:
    """The slip was printed and handed over."""
    run = partial(acts.mark_printed, actor=door.actor(request), message_id=message_id)
    form = forms.Printed(request.POST)
    return _back(request, form, partial(run, now=clock.now()), _("记下了：纸条已经打印。"))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """通知: what a signed-in resident was told, the newest first."""
    person = door.actor(request)
    lines = queries.told(person, before=_number(request, "before"))
    here = reverse("notices:mine")
    chosen = queries.language(person) or "zh-hans"
    context = {
        **_paged(lines, f"{here}?before=", here, "before" in request.GET),
        "newest": lines[0].id if lines and lines[0].new and "before" not in request.GET else 0,
        "language": forms.Language(initial={"language": chosen}),
    }
    return answer(request, "notices/mine.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """都看过了: as far as the newest message on the page that was shown."""
    form = forms.Read(request.POST)
    run = partial(acts.read, actor=door.actor(request), now=clock.now())
    return _back(request, form, run, _("记下了，这些您都看过。"), reverse("notices:mine"))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """In which language the person wants his messages."""
    form = forms.Language(request.POST)
    run = partial(acts.choose_language, actor=door.actor(request), now=clock.now())
    return _back(request, form, run, _("记下了，以后用这种话告诉您。"), reverse("notices:mine"))


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """发件箱, in the demo only: every message as it went, sign-in codes too."""
    if not settings.DEMO:
        raise Http404
    lines = queries.everything(before=_number(request, "before"))
    here = reverse("notices:demo")
    context = _paged(lines, f"{here}?before=", here, "before" in request.GET)
    return answer(request, "notices/demo.html", context)


def _back(
    request: HttpRequest, form: Any, run: Any, done: Any, otherwise: str = ""
) -> HttpResponse:
    if carried_out(request, form, run):
        messages.success(request, done)
    else:
        for wrong in form.errors.values():
            messages.error(request, " ".join(wrong))
    back = own_path(
        request, request.POST.get("next"), otherwise=otherwise or reverse("notices:outbox")
    )
    response = HttpResponseRedirect(back)
    response.status_code = 303
    return response


def _paged(lines: list[Line], next_url: str, first_url: str, inside: bool) -> dict[str, Any]:
    shown = lines[:PAGE]
    return {
        "lines": shown,
        "next_url": f"{next_url}{shown[-1].id}" if len(lines) > PAGE else "",
        "first_url": first_url if inside else "",
    }


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None
