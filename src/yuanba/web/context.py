"""What the frame of every desk page shows: who sits here, on which post, and what waits where.

Everything is lazy: a page that shows no rail pays nothing, a reader without a session neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.pages import posts
from yuanba.matters.pages.posts import WATCHES_RECORD, Here
from yuanba.places.rules import Kind

R = Role
ALL = frozenset(Role)
FIELD = frozenset({R.GRID, R.GRIDLEAD, R.MEDIATOR})
DESK = frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY})
SEES = FIELD | DESK | {R.HANDLER, R.SUPERVISOR}
KEEPS = frozenset({R.ADMIN, R.SUPERVISOR})
SEES_PLACES = KEEPS | {R.COUNTY}
SEES_CARDS = frozenset({R.GRID, R.GRIDLEAD, R.WORKER, R.ADMIN})
SEES_STAFF = frozenset({R.SECURITY, R.AUDIT, R.SUPERVISOR})


@dataclass(frozen=True)
class Item:
    """One line of the rail. `counts` names the views whose sum stands beside it."""

    title: Any
    label: Any
    icon: str
    url: str  # the name of its address; a part of the house that is not there is left out
    roles: frozenset[Role]
    counts: tuple[str, ...] = ()
    county: bool = False  # only on a post at a county: below it the page would refuse


HOME = "/desk/"
MATTERS, PAPERS, HOUSE = _("事项"), _("公开"), _("管理")
ITEMS = (
    Item(MATTERS, _("今日"), "cal", "desk:today", SEES, ("late", "today")),
    Item(MATTERS, _("待分流"), "split", "desk_matters:triage", DESK, ("sort",)),
    Item(MATTERS, _("在办事项"), "list", "desk_matters:queue", SEES, ("open",)),
    Item(MATTERS, _("记一件"), "plus", "desk_matters:new", FIELD | DESK),
    Item(MATTERS, _("服务日"), "users", "service:today", SEES - {R.HANDLER, R.MEDIATOR}),
    Item(MATTERS, _("巡查"), "eye", "patrols:round", SEES - {R.HANDLER, R.MEDIATOR}),
    Item(
        MATTERS,
        _("共性问题"),
        "grid",
        "problems:board",
        DESK | {R.SUPERVISOR, R.HANDLER},
    ),
    Item(
        MATTERS,
        _("议事与表决"),
        "bean",
        "councils:board",
        DESK | {R.GRIDLEAD, R.SUPERVISOR},
    ),
    Item(
        MATTERS, _("分流以后"), "users", "lanes:waiting", FIELD | DESK | {R.HANDLER, R.SUPERVISOR}
    ),
    Item(MATTERS, _("积分"), "gift", "points:waiting", FIELD | DESK | {R.SUPERVISOR}),
    Item(
        MATTERS,
        _("评选和荣誉"),
        "star",
        "honours:board",
        (FIELD | DESK) - {R.MEDIATOR} | {R.SUPERVISOR},
    ),
    Item(MATTERS, _("积分超市"), "gift", "points:counter", frozenset({R.SHOP})),
    Item(MATTERS, _("超期与卡住"), "alert", "desk_matters:stuck", DESK | {R.SUPERVISOR}, ("late",)),
    Item(
        MATTERS,
        _("正在定由谁办"),
        "scale",
        "desk_matters:settling",
        frozenset({R.TOWNSHIP, R.COUNTY, R.HANDLER}),
        ("settle",),
    ),
    Item(
        MATTERS,
        _("请我们协办的"),
        "users",
        "desk_matters:help",
        FIELD | {R.WORKER, R.TOWNSHIP, R.HANDLER},
    ),
    Item(
        MATTERS, _("转办和退回"), "swap", "desk_matters:returns", frozenset({R.TOWNSHIP, R.COUNTY})
    ),
    Item(
        MATTERS,
        _("需求、资源、项目"),
        "hand",
        "projects:board",
        DESK | {R.HANDLER, R.SUPERVISOR},
    ),
    Item(MATTERS, _("开证明"), "book", "proofs:board", DESK | {R.SUPERVISOR}),
    Item(
        MATTERS,
        _("任务准入"),
        "swap",
        "admissions:board",
        DESK | {R.HANDLER, R.SUPERVISOR},
    ),
    Item(MATTERS, _("抽查和异议"), "phone", "desk_matters:checks", DESK | {R.SUPERVISOR}),
    Item(MATTERS, _("上门"), "walk", "notices:visits", FIELD | DESK),
    Item(
        MATTERS,
        _("反映干部的事"),
        "shield",
        "desk_matters:concerns",
        frozenset({R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}),
    ),
    Item(PAPERS, _("台账与打印"), "book", "desk_matters:register", SEES),
    Item(PAPERS, _("导出的文件"), "download", "exchange:exports", DESK | {R.HANDLER, R.SUPERVISOR}),
    Item(PAPERS, _("账簿"), "book", "books:books", DESK | KEEPS | {R.AUDIT}),
    Item(PAPERS, _("村务公开"), "book", "catalogue:waiting", DESK | {R.SUPERVISOR}),
    Item(PAPERS, _("监督"), "eye", "supervision:waiting", DESK | {R.SUPERVISOR}),
    Item(PAPERS, _("村规民约"), "book", "charters:waiting", DESK | {R.SUPERVISOR}),
    Item(PAPERS, _("公开审核"), "eye", "disclosure:desk", DESK | {R.SUPERVISOR}),
    Item(PAPERS, _("公开墙"), "globe", "disclosure:walls", ALL),
    Item(PAPERS, _("要送的信"), "bell", "notices:outbox", DESK),
    Item(PAPERS, _("数字"), "chart", "insight:home", DESK | {R.SUPERVISOR, R.ADMIN}),
    Item(
        PAPERS,
        _("各地数字"),
        "chart",
        "insight:below",
        frozenset({R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}),
    ),
    Item(
        HOUSE,
        _("网格和院坝"),
        "yard",
        "grids:home",
        frozenset({R.GRID, R.GRIDLEAD, R.SUPERVISOR, R.ADMIN}) | DESK,
    ),
    Item(HOUSE, _("住户"), "home", "people:households", FIELD | {R.WORKER}),
    Item(HOUSE, _("户卡"), "qr", "people:cards", SEES_CARDS),
    Item(HOUSE, _("地方"), "tree", "places:places", SEES_PLACES, county=True),
    Item(HOUSE, _("人员与岗位"), "users", "people:staff", SEES_STAFF),
    Item(HOUSE, _("留痕"), "eye", "people:records", frozenset({R.AUDIT})),
    Item(HOUSE, _("重置"), "lock", "people:resets", frozenset({R.SECURITY, R.ADMIN, R.AUDIT})),
    Item(HOUSE, _("单位"), "grid", "people:units", frozenset({R.ADMIN, R.AUDIT})),
    Item(
        HOUSE,
        _("三事的叫法"),
        "split",
        "duties:lanes",
        frozenset({R.ADMIN, R.COUNTY}),
        county=True,
    ),
    Item(HOUSE, _("类别与时限"), "clock", "duties:categories", KEEPS, county=True),
    Item(HOUSE, _("职责、暂停、作废清单"), "list", "duties:lists", KEEPS, county=True),
    Item(HOUSE, _("四张清单"), "list", "lists:board", KEEPS | {R.COUNTY}, county=True),
    Item(
        HOUSE,
        _("服务日清单"),
        "check",
        "service:lists",
        frozenset({R.ADMIN, R.COUNTY}),
        county=True,
    ),
    Item(HOUSE, _("定责的人"), "scale", "desk_matters:arbiters", frozenset({R.ADMIN, R.COUNTY})),
    Item(HOUSE, _("工作日历"), "cal", "places:calendar", frozenset({R.ADMIN}), county=True),
    Item(
        HOUSE,
        _("分流规则"),
        "split",
        "desk_matters:rules",
        frozenset({R.ADMIN, R.COUNTY}),
        county=True,
    ),
    Item(
        HOUSE, _("抽查比例和理由"), "check", "desk_matters:grounds", frozenset({R.ADMIN, R.COUNTY})
    ),
    Item(
        HOUSE,
        _("留存与删除"),
        "shield",
        "rights:keeping",
        frozenset({R.ADMIN, R.SECURITY, R.AUDIT}),
    ),
    Item(HOUSE, _("导入"), "download", "exchange:imports", DESK | {R.ADMIN, R.SECURITY}),
    Item(
        HOUSE,
        _("查看提醒"),
        "eye",
        "desk_matters:alarms",
        frozenset({R.SUPERVISOR, R.SECURITY}),
        ("alarms",),
    ),
    Item(HOUSE, _("存证核对"), "shield", "insight:record", WATCHES_RECORD, ("record", "late")),
    Item(HOUSE, _("我的账号"), "user", "people:me", ALL),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """`here`, `me`, `rail`, `place_name`, `home_url`, `sign_out_url`, `posts_held`. No statement
    for somebody who is not signed in."""

    def lazily(made: Callable[[Here], Any], otherwise: Any) -> Any:
        def make() -> Any:
            here = posts.find(request)
            return made(here) if here and here.post else otherwise

        return SimpleLazyObject(make)

    return {
        "here": lazily(lambda here: here, None),
        "me": lazily(lambda here: {"name": here.person.name, "post": here.post_name}, None),
        "rail": lazily(lambda here: rail(here, request.path), []),
        "place_name": lazily(lambda here: here.place_name, ""),
        "posts_held": lazily(lambda here: held(here), []),
        "home_url": lazily(lambda here: _address("desk:today"), "/"),
        "sign_out_url": lazily(lambda here: _address("people:sign_out"), ""),
    }


def rail(here: Here, path: str) -> list[dict[str, Any]]:
    """The rail of this post, in groups; figures from the one statement of the desk."""
    groups: dict[str, dict[str, Any]] = {}
    best = _address("desk_matters:queue") if path.startswith("/desk/matters/") else ""
    for item in ITEMS:
        if here.role not in item.roles or not (url := _address(item.url)):
            continue
        if item.county and here.post and here.post.place.kind != Kind.COUNTY:
            continue
        if (path == url or (path.startswith(url) and url != HOME)) and len(url) > len(best):
            best = url
        total = sum(here.counts.get(name, 0) for name in item.counts)
        line = {
            "url": url,
            "label": item.label,
            "icon": item.icon,
            "count": posts.shown(total),
            "late": "late" in item.counts and bool(here.counts.get("late")),
        }
        group = groups.setdefault(str(item.title), {"title": item.title, "items": []})
        group["items"].append(line)
    for group in groups.values():
        for line in group["items"]:
            line["current"] = line["url"] == best
    return list(groups.values())


def held(here: Here) -> list[dict[str, Any]]:
    """The posts one can switch to; none where there is only one."""
    if len(here.posts) < 2:
        return []
    return [
        {"id": post.pk, "name": posts.name_of(post), "current": post == here.post}
        for post in here.posts
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
