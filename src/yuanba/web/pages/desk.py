"""/desk/: what to do next, for the post one sits on."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yuanba.base.log import checking
from yuanba.base.pages import answer, own_path
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.pages.posts import COOKIE, Here, desk, scope, shown
from yuanba.matters.queries import lists
from yuanba.notices import visits
from yuanba.patrols import queries as patrols
from yuanba.web.rail import rail

MOST = 5  # first rows of a section
R = Role
FIELD = frozenset({R.GRID, R.GRIDLEAD, R.MEDIATOR})
DESK = frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY})
HANDS = FIELD | DESK | {R.HANDLER}


@dataclass(frozen=True)
class Section:
    """One kind of thing to do: its view, its words, who has it on the first page."""

    view: str
    title: Any
    icon: str
    roles: frozenset[Role]


SECTIONS = (
    Section("urged", _("居民催的"), "bell", HANDS | {R.SUPERVISOR}),
    Section("late", _("超期的"), "alert", HANDS | {R.SUPERVISOR}),
    Section("today", _("今天到期"), "clock", HANDS | {R.SUPERVISOR}),
    Section("sort", _("等分流"), "split", DESK),
    Section("objected", _("居民说分得不对"), "split", DESK),
    Section("assign", _("等交办、等接下"), "hand", DESK | {R.HANDLER}),
    Section("reopen", _("居民要重办"), "undo", DESK),
    Section("review", _("等条件的，今天再看"), "cal", HANDS),
    Section("leave", _("申请暂停，等您批"), "clock", DESK),
    Section("extend", _("申请延期，等您批"), "cal", DESK),
    Section("answer", _("办完了，要回话"), "reply", HANDS),
    Section("call", _("要回访"), "phone", DESK | {R.SUPERVISOR}),
    Section("close", _("可以销号"), "stamp", DESK),
)


@desk
@require_safe
def today(request: HttpRequest, here: Here) -> HttpResponse:
    """今日: counts and first rows of everything that waits. Nine statements."""
    if here.scope is None:
        wrong = here.counts.get("record")
        office = {"groups": rail(here, request.path), "record_wrong": wrong}
        return answer(request, "web/desk/office.html", office)
    mine = [s for s in SECTIONS if here.role in s.roles]
    ids = lists.firsts(scope(here), [s.view for s in mine], here.now, MOST)
    known = lists.some({i for some in ids.values() for i in some}, here.now, wide=scope(here).wide)
    home = reverse("desk_matters:queue")
    shown_sections: list[dict[str, Any]] = []
    for section in mine:
        rows = [known[i] for i in ids[section.view] if i in known]
        if not rows:
            continue
        url = (
            reverse("desk_matters:triage")
            if section.view == "sort"
            else f"{home}?view={section.view}"
        )
        shown_sections.append(
            {"view": section, "rows": rows, "count": shown(here.counts[section.view]), "url": url}
        )
    doors = visits.waiting(here.post, most=MOST) if here.post else []
    told = patrols.told_here(here.post, here.now) if here.post else []
    first = next((s for s in shown_sections), None)
    context = {
        "sections": shown_sections,
        "told": [(step, step.due_at < here.now) for step in told],
        "doors": doors[:MOST],
        "more_doors": len(doors) > MOST,
        "next_row": first["rows"][0] if first else None,
        "next_url": _next(first),
        "figures": [
            {"words": section.title, "count": shown(here.counts[section.view]) or "0",
             "late": section.view == "late" and here.counts["late"], "view": section.view}
            for section in [s for s in mine if s.view not in lists.ASKED][:5]
        ],
        "open_count": shown(here.counts["open"]) or "0",
        "read_only": here.role is Role.SUPERVISOR,
        "may_tell": here.role in DESK | FIELD,
        "record_wrong": here.counts.get("record"),
        "stopped": here.role in HANDS and checking.stopped(_community(here)),
    }  # fmt: skip
    return answer(request, "web/desk/today.html", context)


def _community(here: Here) -> int:
    """In whose record stands what is done here."""
    place = here.post.place if here.post else None
    return (place.village_id or place.county_id or 0) if place else 0


def _next(first: dict[str, Any] | None) -> str:
    """下一件: the first of the most pressing section."""
    if first is None:
        return ""
    if first["view"].view == "sort":
        return str(first["url"])
    return reverse("desk_matters:one", args=[first["rows"][0].id])


@desk
@require_POST
def switch(request: HttpRequest, here: Here) -> HttpResponse:
    """Sit on another of one's posts; remembered on this computer."""
    response = HttpResponseRedirect(
        own_path(request, request.POST.get("next"), otherwise=reverse("desk:today"))
    )
    chosen = request.POST.get("post", "")
    if chosen in {str(post.pk) for post in here.posts}:
        response.set_cookie(
            COOKIE, chosen, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
