"""The rail of the desk: every way in, in groups, and who is offered it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.pages import posts
from yuanba.matters.pages.posts import WATCHES_RECORD, Here
from yuanba.notices import queries as notices
from yuanba.places.rules import Kind

R = Role
ALL = frozenset(Role)
FIELD = frozenset({R.GRID, R.GRIDLEAD, R.MEDIATOR})
DESK = frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY})
SEES = FIELD | DESK | {R.HANDLER, R.SUPERVISOR}
ROUNDS = SEES - {R.HANDLER, R.MEDIATOR}
WATCHED = DESK | {R.SUPERVISOR}
KEEPS = frozenset({R.ADMIN, R.SUPERVISOR})
SEES_CARDS = frozenset({R.GRID, R.GRIDLEAD, R.WORKER, R.ADMIN})
SETS = frozenset({R.ADMIN, R.COUNTY})


@dataclass(frozen=True)
class Item:
    """One line. `counts` names the views whose sum stands beside it."""

    label: Any
    icon: str
    url: str  # the name of its address; a part of the house that is not there is left out
    roles: frozenset[Role]
    counts: tuple[str, ...] = ()
    county: bool = False  # only on a post at a county: below it the page would refuse


HOME = "/desk/"
posts.ALSO["unread"] = notices.unread
GROUPS: tuple[tuple[Any, tuple[Item, ...]], ...] = (
    (
        _("事项"),
        (
            Item(_("今日"), "cal", "desk:today", SEES, ("late", "today")),
            Item(_("发给我的"), "reply", "notices:mine", ALL, ("unread",)),
            Item(_("待分流"), "split", "desk_matters:triage", DESK, ("sort",)),
            Item(_("在办事项"), "list", "desk_matters:queue", SEES, ("open",)),
            Item(_("记一件"), "plus", "desk_matters:new", FIELD | DESK),
            Item(_("分流以后"), "merge", "lanes:waiting", SEES),
            Item(_("超期与卡住"), "alert", "desk_matters:stuck", WATCHED, ("late",)),
            Item(
                _("正在定由谁办"),
                "scale",
                "desk_matters:settling",
                frozenset({R.TOWNSHIP, R.COUNTY, R.HANDLER}),
                ("settle",),
            ),
            Item(
                _("请我们协办的"),
                "hand",
                "desk_matters:help",
                FIELD | {R.WORKER, R.TOWNSHIP, R.HANDLER},
            ),
            Item(
                _("转办和退回"), "undo", "desk_matters:returns", frozenset({R.TOWNSHIP, R.COUNTY})
            ),
            Item(_("共性问题"), "link", "problems:board", WATCHED | {R.HANDLER}),
            Item(_("抽查和异议"), "phone", "desk_matters:checks", WATCHED),
            Item(
                _("反映干部的事"),
                "shield",
                "desk_matters:concerns",
                frozenset({R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}),
            ),
        ),
    ),
    (
        _("走到户"),
        (
            Item(_("网格和院坝"), "grid", "grids:home", ROUNDS | {R.ADMIN}),
            Item(_("地图"), "road", "maps:home", ROUNDS | {R.ADMIN}),
            Item(_("巡查"), "walk", "patrols:round", ROUNDS),
            Item(_("服务日"), "flag", "service:today", ROUNDS),
            Item(_("上门"), "speak", "notices:visits", FIELD | DESK),
            Item(_("要送的信"), "bell", "notices:outbox", DESK),
            Item(_("住户"), "home", "people:households", FIELD | {R.WORKER}),
            Item(_("户卡"), "qr", "people:cards", SEES_CARDS),
        ),
    ),
    (
        _("大家一起"),
        (
            Item(
                _("邻里互助"),
                "users",
                "neighbours:desk",
                frozenset({R.GRID, R.GRIDLEAD, R.WORKER, R.TOWNSHIP}),
            ),
            Item(_("议事与表决"), "bean", "councils:board", WATCHED | {R.GRIDLEAD}),
            Item(_("村规民约"), "book", "charters:waiting", WATCHED),
            Item(_("积分"), "gift", "points:waiting", FIELD | WATCHED),
            Item(_("积分超市"), "box", "points:counter", frozenset({R.SHOP})),
            Item(_("评选和荣誉"), "star", "honours:board", ROUNDS),
            Item(_("需求、资源、项目"), "target", "projects:board", WATCHED | {R.HANDLER}),
        ),
    ),
    (
        _("公开和监督"),
        (
            Item(_("村务公开"), "doc", "catalogue:waiting", WATCHED),
            Item(_("公开审核"), "check", "disclosure:desk", WATCHED),
            Item(_("公开墙"), "globe", "disclosure:walls", ALL),
            Item(_("监督"), "shield", "supervision:waiting", WATCHED),
            Item(_("任务准入"), "filter", "admissions:board", WATCHED | {R.HANDLER}),
            Item(_("开证明"), "stamp", "proofs:board", WATCHED),
            Item(_("账簿"), "wallet", "books:books", DESK | KEEPS | {R.AUDIT}),
        ),
    ),
    (
        _("台账和数字"),
        (
            Item(_("台账与打印"), "print", "desk_matters:register", SEES),
            Item(_("导出的文件"), "download", "exchange:exports", WATCHED | {R.HANDLER}),
            Item(_("导入"), "up", "exchange:imports", DESK | {R.ADMIN, R.SECURITY}),
            Item(_("数字"), "chart", "insight:home", WATCHED | {R.ADMIN}),
            Item(_("各地数字"), "chart", "insight:below", WATCHED - {R.WORKER}),
        ),
    ),
    (
        _("管理"),
        (
            Item(_("地方"), "pin", "places:places", KEEPS | {R.COUNTY}, county=True),
            Item(
                _("人员与岗位"),
                "users",
                "people:staff",
                frozenset({R.SECURITY, R.AUDIT, R.SUPERVISOR}),
            ),
            Item(_("留痕"), "eye", "people:records", frozenset({R.AUDIT})),
            Item(_("重置"), "lock", "people:resets", frozenset({R.SECURITY, R.ADMIN, R.AUDIT})),
            Item(_("单位"), "tree", "people:units", frozenset({R.ADMIN, R.AUDIT})),
            Item(_("三事的叫法"), "pen", "duties:lanes", SETS, county=True),
            Item(_("类别与时限"), "clock", "duties:categories", KEEPS, county=True),
            Item(_("职责、暂停、作废清单"), "hand", "duties:lists", KEEPS, county=True),
            Item(_("四张清单"), "list", "lists:board", KEEPS | {R.COUNTY}, county=True),
            Item(_("服务日清单"), "check", "service:lists", SETS, county=True),
            Item(_("定责的人"), "scale", "desk_matters:arbiters", SETS),
            Item(_("工作日历"), "cal", "places:calendar", frozenset({R.ADMIN}), county=True),
            Item(_("分流规则"), "split", "desk_matters:rules", SETS, county=True),
            Item(_("抽查比例和理由"), "target", "desk_matters:grounds", SETS),
            Item(
                _("留存与删除"),
                "shield",
                "rights:keeping",
                frozenset({R.ADMIN, R.SECURITY, R.AUDIT}),
            ),
            Item(
                _("查看提醒"),
                "eye",
                "desk_matters:alarms",
                frozenset({R.SUPERVISOR, R.SECURITY}),
                ("alarms",),
            ),
            Item(_("存证核对"), "lock", "insight:record", WATCHES_RECORD, ("record", "late")),
            Item(_("我的账号"), "user", "people:me", ALL),
        ),
    ),
)


def rail(here: Here, path: str) -> list[dict[str, Any]]:
    """The rail of this post, in groups; figures from the one statement of the desk."""
    groups = [
        {"title": title, "items": [line(here, item, url) for item, url in offered(here, items)]}
        for title, items in GROUPS
    ]
    lines = [one for group in groups for one in group["items"]]
    best = address("desk_matters:queue") if path.startswith("/desk/matters/") else ""
    for url in (one["url"] for one in lines):
        if (path == url or (path.startswith(url) and url != HOME)) and len(url) > len(best):
            best = url
    for one in lines:
        one["current"] = one["url"] == best
    return [group for group in groups if group["items"]]


def offered(here: Here, items: tuple[Item, ...]) -> list[tuple[Item, str]]:
    """Those of them that stand in this house and are for this post, with their addresses."""
    below = here.post is not None and here.post.place.kind != Kind.COUNTY
    mine = [item for item in items if here.role in item.roles and not (item.county and below)]
    return [(item, url) for item in mine if (url := address(item.url))]


def line(here: Here, item: Item, url: str) -> dict[str, Any]:
    return {
        "url": url,
        "label": item.label,
        "icon": item.icon,
        "count": posts.shown(sum(here.counts.get(name, 0) for name in item.counts)),
        "late": "late" in item.counts and bool(here.counts.get("late")),
    }


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
