"""The lists of the desk: the queue with its side panel, the register, what is late or stuck."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, wants_fragment
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_WORDS
from yuanba.matters import queries, rules
from yuanba.matters.models import SavedView
from yuanba.matters.pages import together
from yuanba.matters.pages.file import file_of
from yuanba.matters.pages.posts import Here, desk, number, scope, shown
from yuanba.matters.pages.work import quick_forms
from yuanba.matters.queries import labels, lists, register, stuck, views
from yuanba.matters.rules.views import ViewOf

VIEWS: dict[str, Any] = {
    "open": _("全部在办"),
    "today": _("今天到期"),
    "late": _("超期"),
    "urged": _("居民催的"),
    "objected": _("说分得不对"),
    "sort": _("待分流"),
    "assign": _("待交办"),
    "answer": _("等答复"),
    "judge": _("等居民评"),
    "reopen": _("要重办"),
    "extend": _("申请延期"),
    "close": _("等销号"),
    "call": _("要回访"),
    "paused": _("暂停"),
    "settle": _("正在定由谁办"),
    "void": _("申请作废"),
    "waiting": _("等条件"),
    "review": _("今天再看"),
    "helped": _("等协办"),
    "leave": _("申请暂停"),
    "asked": _("等居民补充"),
}
USUAL = ("open", "today", "late", "assign", "answer", "judge", "reopen")
# What waits for something: shown while there is any of it.
WAITS = ("review", "settle", "leave", "void", "helped", "asked", "paused")
EMPTY: dict[str, Any] = {
    "open": _("手上没有在办的事。"),
    "today": _("今天到期的都办完了。"),
    "late": _("没有超期的。"),
    "urged": _("没有人催。"),
}


@desk
@require_safe
def queue(request: HttpRequest, here: Here) -> HttpResponse:
    """Open matters by time left, one view at a time, narrowed if asked. Six statements; three more
    with a panel, two more where the filters are open."""
    name = request.GET.get("view", "open")
    name = name if name in VIEWS else "open"
    opened = number(request.GET.get("open"))
    after = request.GET.get("after", "")
    after = after if lists.read_key(after) else ""
    narrow = register.narrow_of(request.GET.dict())
    here_url = f"{reverse('desk_matters:queue')}?{urlencode({'view': name} | narrow)}"
    list_url = f"{here_url}&after={after}" if after else here_url
    if opened and wants_fragment(request):
        return _panel(request, here, opened, list_url)
    only = register.narrow(register.read(narrow)) if narrow else None
    page = lists.queue(scope(here), name, here.now, after, only)
    saved = views.of(here.person, ViewOf.QUEUE)
    query = urlencode({"view": name} | narrow) if narrow else ""
    context: dict[str, Any] = {
        "views": _tabs(here, name, saved, query),
        "saved": next((view for view in saved if view.query == query), None),
        "query": query,
        "narrow": narrow,
        "view": name,
        "view_name": VIEWS[name],
        "page": page,
        "list_url": list_url,
        "next_url": f"{here_url}&after={page.next}" if page.next else "",
        "first_url": here_url if after else "",
        "empty": EMPTY.get(name, _("这里现在没有事。")),
        "opened": opened,
        "may_take": here.role in permits.TABLE["matters.assign"],
        "may_accept": here.role in permits.TABLE["matters.accept"],
        "may_tell": here.role in permits.TABLE["matters.report"],
        "read_only": here.role is Role.SUPERVISOR,
        "print_url": _print_url(),
    }
    if narrow or "filter" in request.GET:
        context |= _filters(here) | {"filters": True}
    context["undo"] = together.last(request, here.now)
    if opened:
        context |= _opened(here, opened)
    return answer(request, "matters/desk/queue.html", context)


def _filters(here: Here) -> dict[str, Any]:
    """What one can choose from. Two statements."""
    assert here.post is not None
    return {
        "lanes": [*LANE_WORDS.items(), ("none", _("还没分"))],
        "categories": duties.choices(),
        "units": register.units(scope(here), here.post.place.county_id),
    }


def _tabs(here: Here, current: str, saved: list[SavedView], query: str) -> list[dict[str, Any]]:
    """The usual views with their counts, then what waits; one chosen from elsewhere, and one's own."""
    names = [*USUAL, *(name for name in WAITS if here.counts[name])]
    names += [] if current in names else [current]
    home = reverse("desk_matters:queue")
    own = [
        {"url": f"{home}?{v.query}", "label": v.name, "count": None, "current": v.query == query}
        for v in saved
    ]
    return [
        {
            "url": f"{home}?view={name}",
            "label": VIEWS[name],
            "count": shown(here.counts[name]) or "0",
            "late": name == "late" and bool(here.counts[name]),
            "current": name == current and not any(view["current"] for view in own),
        }
        for name in names
    ] + own


def _opened(here: Here, matter_id: int) -> dict[str, Any]:
    try:
        matter = queries.one(here.person, matter_id)
    except Denied:  # somebody moved it out of reach: the list alone is shown
        return {"opened": None}
    file = file_of(matter, here)
    return {"file": file, "forms": quick_forms(file.offers.mine, matter, here)}


def _panel(request: HttpRequest, here: Here, matter_id: int, list_url: str) -> HttpResponse:
    """The panel alone, for htmx."""
    context = _opened(here, matter_id)
    if "file" not in context:
        return render(request, "matters/desk/_gone.html")
    return render(request, "matters/desk/_panel.html", context | {"list_url": list_url})


def _print_url() -> str:
    """The printed register, where that part of the house stands."""
    try:
        return reverse("exchange:register")
    except NoReverseMatch:
        return ""


@desk
@require_safe
def register_page(request: HttpRequest, here: Here) -> HttpResponse:
    """台账: everything, closed matters too, the newest first. At most thirteen statements."""
    asked = register.read(request.GET.dict())
    found = register.register(scope(here), asked, here.now, request.GET.get("after", ""))
    home = reverse("desk_matters:register")
    said = {name: value for name, value in asdict(asked).items() if value}
    plain = f"{home}?{urlencode(said)}" if said else home
    assert here.post is not None
    saved = views.of(here.person)
    context = {
        "found": found,
        "asked": asked,
        "next_url": _with(home, said, after=found.next) if found.next else "",
        "first_url": plain if request.GET.get("after") else "",
        "drop_url": home,
        "filtered": asked.narrow or bool(asked.month),
        "states": [
            ("open", _("在办")), ("closed", _("已销号")), ("refused", _("不予受理")), ("late", _("超期办结")),
            *((state, words) for state, (_kind, words) in labels.STATES.items() if state not in rules.OVER),
        ],
        **_filters(here),
        "order_url": _with(home, said, order="" if asked.order else "old"),
        "print_url": _export(said),
        "views": _saved(saved, said, home),
        "saved": next((view for view in saved if view.query == urlencode(said)), None),
        "query": urlencode(said),
    }  # fmt: skip
    return answer(request, "matters/desk/register.html", context)


def _saved(saved: list[SavedView], said: dict[str, str], home: str) -> list[dict[str, Any]]:
    """The saved views as tabs, behind the whole register; none where nothing was saved."""
    now = urlencode(said)
    tabs = [
        {"url": f"{home}?{view.query}", "label": view.name, "current": view.query == now}
        for view in saved
    ]
    whole = {"url": home, "label": str(_("全部台账")), "current": not now}
    return [whole, *tabs] if tabs else []


def _with(home: str, said: dict[str, str], **more: str) -> str:
    """The same list with something added or dropped."""
    query = {name: value for name, value in (said | more).items() if value}
    return f"{home}?{urlencode(query)}" if query else home


def _export(said: dict[str, str]) -> str:
    base = _print_url()
    return _with(base, said) if base else ""


@desk
@require_safe
def stuck_page(request: HttpRequest, here: Here) -> HttpResponse:
    """超期与卡住: by place in fixed order, the reasons, and the most overdue. Eight statements."""
    lines, more = stuck.by_place(scope(here), here.now)
    home = reverse("desk_matters:queue")
    reasons = [
        {"words": words, "count": shown(here.counts[name]) or "0", "url": f"{home}?view={name}"}
        for name, words in stuck.REASONS.items()
    ]
    context = {
        "lines": lines,
        "more": more,
        "total": {
            "open": sum(line.open for line in lines),
            "late": sum(line.late for line in lines),
            "stuck": sum(line.stuck for line in lines),
        },
        "reasons": reasons,
        "worst": lists.queue(scope(here), "late", here.now).rows[:8],
        "late_url": f"{home}?view=late",
    }
    return answer(request, "matters/desk/stuck.html", context)
