"""People as rules: kinds of unit, who may hold which post where, households, sign-in. No database."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.places.rules import Kind


class UnitKind(StrEnum):
    """Unit types (domain.md 12.1)."""

    COMMITTEE = "committee"  # 村(居)委会
    GRID = "grid"  # 网格
    COUNCIL = "council"  # 议事会
    JOINT = "joint"  # 联席会
    MEDIATION = "mediation"  # 调委会
    PROPERTY = "property"  # 物业
    OWNERS = "owners"  # 业委会
    SUPERVISION = "supervision"  # 监督委员会
    STREET = "street"  # 镇街
    WINDOW = "window"  # 便民服务窗口
    POLICE = "police"  # 公安
    FIRE = "fire"  # 消防
    URBAN = "urban"  # 城管
    HOUSING = "housing"  # 住建
    TRANSPORT = "transport"  # 交通
    RESOURCES = "resources"  # 规划自然资源
    ECOLOGY = "ecology"  # 生态环境
    WATER = "water"  # 水利
    AGRI = "agri"  # 农业农村
    FOREST = "forest"  # 林业
    MARKET = "market"  # 市场监管
    EMERGENCY = "emergency"  # 应急
    CIVIL = "civil"  # 民政
    HR = "hr"  # 人社
    HEALTH = "health"  # 卫健
    MEDICARE = "medicare"  # 医保
    EDU = "edu"  # 教育
    CULTURE = "culture"  # 文旅体
    JUSTICE = "justice"  # 司法
    PETITION = "petition"  # 信访
    UTILITY = "utility"  # 水电气信
    SELF = "self"  # 自行、互助、市场


# Bodies of the village or community itself: they lead communal matters, never government ones.
LOCAL = frozenset(
    {
        UnitKind.COMMITTEE,
        UnitKind.GRID,
        UnitKind.COUNCIL,
        UnitKind.JOINT,
        UnitKind.MEDIATION,
        UnitKind.PROPERTY,
        UnitKind.OWNERS,
        UnitKind.SUPERVISION,
    }
)


class Verified(StrEnum):
    """How surely we know who somebody is."""

    NONE = "none"  # 未核实
    PHONE = "phone"  # 手机已核
    SEEN = "seen"  # 当面核过


ROLE_WORDS: dict[Role, Any] = {
    Role.RESIDENT: _("居民"),
    Role.REPORTER: _("诉求人"),
    Role.GRID: _("网格员"),
    Role.GRIDLEAD: _("网格长"),
    Role.WORKER: _("社区工作者"),
    Role.TOWNSHIP: _("镇街协调员"),
    Role.COUNTY: _("区县协调员"),
    Role.HANDLER: _("部门经办人"),
    Role.MEDIATOR: _("调解员"),
    Role.SUPERVISOR: _("监督员"),
    Role.ADMIN: _("管理员"),
}

UNIT_WORDS: dict[UnitKind, Any] = {
    UnitKind.COMMITTEE: _("村（居）委会"),
    UnitKind.GRID: _("网格"),
    UnitKind.COUNCIL: _("议事会"),
    UnitKind.JOINT: _("联席会"),
    UnitKind.MEDIATION: _("调委会"),
    UnitKind.PROPERTY: _("物业"),
    UnitKind.OWNERS: _("业委会"),
    UnitKind.SUPERVISION: _("监督委员会"),
    UnitKind.STREET: _("镇街"),
    UnitKind.WINDOW: _("便民服务窗口"),
    UnitKind.POLICE: _("公安"),
    UnitKind.FIRE: _("消防"),
    UnitKind.URBAN: _("城管"),
    UnitKind.HOUSING: _("住建"),
    UnitKind.TRANSPORT: _("交通"),
    UnitKind.RESOURCES: _("规划自然资源"),
    UnitKind.ECOLOGY: _("生态环境"),
    UnitKind.WATER: _("水利"),
    UnitKind.AGRI: _("农业农村"),
    UnitKind.FOREST: _("林业"),
    UnitKind.MARKET: _("市场监管"),
    UnitKind.EMERGENCY: _("应急"),
    UnitKind.CIVIL: _("民政"),
    UnitKind.HR: _("人社"),
    UnitKind.HEALTH: _("卫健"),
    UnitKind.MEDICARE: _("医保"),
    UnitKind.EDU: _("教育"),
    UnitKind.CULTURE: _("文旅体"),
    UnitKind.JUSTICE: _("司法"),
    UnitKind.PETITION: _("信访"),
    UnitKind.UTILITY: _("水电气信"),
    UnitKind.SELF: _("自行、互助、市场"),
}

VERIFIED_WORDS: dict[Verified, Any] = {
    Verified.NONE: _("未核实"),
    Verified.PHONE: _("手机已核实"),
    Verified.SEEN: _("当面核实过"),
}

# ---- posts

VILLAGES = frozenset({Kind.VILLAGE, Kind.COMMUNITY})
LEVELS = VILLAGES | {Kind.TOWNSHIP, Kind.COUNTY}

# At which kind of place a role can be held. Residents and reporters hold no post.
HELD_AT: dict[Role, frozenset[Kind]] = {
    Role.GRID: VILLAGES | {Kind.GRID},
    Role.GRIDLEAD: VILLAGES | {Kind.GRID},
    Role.WORKER: VILLAGES,
    Role.TOWNSHIP: frozenset({Kind.TOWNSHIP}),
    Role.COUNTY: frozenset({Kind.COUNTY}),
    Role.HANDLER: LEVELS,
    Role.MEDIATOR: LEVELS,
    Role.SUPERVISOR: LEVELS,
    Role.ADMIN: LEVELS,
}


@dataclass(frozen=True)
class Held:
    """A post as the rules see it. `until` is the first day on which it is no longer held."""

    role: Role
    place_id: int
    unit_id: int | None
    since: date
    until: date | None = None


def appoint(
    *,
    new: Held,
    kind: Kind,
    unit_place_id: int | None,
    others: Iterable[Held],
    oneself: bool,
    active: bool,
) -> Held:
    """May this post be given? `others` are the person's posts that end after `new.since`."""
    if oneself:
        message = _("不能给自己安排岗位，请另一位管理员办理。")
        raise Refused("not_yourself", message, field="person_id")
    if not active:
        raise Refused("person_blocked", _("这个账号已停用，请先恢复。"), field="person_id")
    if kind not in HELD_AT.get(new.role, frozenset()):
        raise Refused("role_not_here", _("这个岗位不设在这一级，请换一个地方。"), field="place_id")
    if new.role is Role.HANDLER and new.unit_id is None:
        raise Refused("unit_needed", _("部门经办人要选所在的单位。"), field="unit_id")
    if new.unit_id is not None and unit_place_id != new.place_id:
        raise Refused("unit_elsewhere", _("这个单位不在这个地方，请重新选。"), field="unit_id")
    if new.until is not None and new.until <= new.since:
        raise Refused("ends_too_soon", _("结束日期要在开始日期之后。"), field="until")
    for other in others:
        _go_together(new, other)
    return new


def _go_together(new: Held, other: Held) -> None:
    """Two posts of one person at one time."""
    if new.until is not None and new.until <= other.since:
        return
    same = (new.role, new.place_id, new.unit_id) == (other.role, other.place_id, other.unit_id)
    if same:
        raise Refused("post_held", _("这个人已经在这个岗位上了。"), field="role")
    # Those who watch do not act (Organic Law of Villagers' Committees, art. 32).
    if (new.role is Role.SUPERVISOR) != (other.role is Role.SUPERVISOR):
        message = _("监督员不能同时担任办事的岗位，请先结束原来的岗位。")
        raise Refused("supervisor_alone", message, field="role")


def end_post(*, since: date, until: date | None, on: date, oneself: bool) -> date:
    """The first day on which a post is no longer held."""
    if oneself:
        raise Refused("not_yourself", _("不能结束自己的岗位，请另一位管理员办理。"))
    if until is not None and until <= on:
        raise Refused("post_over", _("这个岗位已经结束了。"))
    return max(on, since)


def block(*, active: bool, oneself: bool, reason: str) -> str:
    """Why an account is stopped; the reason is kept."""
    if oneself:
        raise Refused("not_yourself", _("不能停用自己的账号，请另一位管理员办理。"))
    if not active:
        raise Refused("already_blocked", _("这个账号已经停用了。"))
    return because(reason)


def unblock(*, active: bool, reason: str) -> str:
    if active:
        raise Refused("not_blocked", _("这个账号没有停用。"))
    return because(reason)


def give_password(*, usable: bool, active: bool) -> None:
    """Only the first password is given by somebody else (trust.md T20)."""
    if not active:
        raise Refused("person_blocked", _("这个账号已停用，请先恢复。"))
    if usable:
        raise Refused("has_password", _("这个人已经有密码，只有本人能改。"), field="password")


def because(reason: str) -> str:
    """The reason of an act, in words."""
    return words_in.clean(reason, most=200, field="reason", ask=_("请写明原因。"))


# ---- names


_USERNAME = re.compile(r"[0-9a-z\u4e00-\u9fff][0-9a-z\u4e00-\u9fff._-]{1,39}")


def username(text: str) -> str:
    """The name to sign in with, as it is kept and compared: NFKC, small letters."""
    plain = unicodedata.normalize("NFKC", text[:200]).lower()
    return "".join(sign for sign in plain if sign.isprintable()).strip()


def new_username(text: str) -> str:
    name = username(text)
    if not _USERNAME.fullmatch(name):
        message = _("用户名用2到40个汉字、字母或数字，中间可以有点、横线。")
        raise Refused("username_wrong", message, field="username")
    return name


def person_name(text: str) -> str:
    return words_in.clean(text, most=40, field="name", ask=_("请填写姓名。"))


def mobile(text: str) -> str:
    """A number to which a short message can be sent."""
    number = words_in.phone(text)
    if len(number) != 11 or not number.startswith("1"):
        message = _("验证码只能发到手机，请填11位手机号码。")
        raise Refused("mobile_needed", message, field="phone")
    return number


# ---- households


def since(day: date | None, *, today: date, founded: date) -> date:
    """The day from which something counts: today unless said, never before there was anything."""
    return words_in.day_in_range(day or today, founded=founded, today=today, field="since")


def join(*, now_in: int | None, household_id: int, ended: bool) -> None:
    if ended:
        raise Refused("household_over", _("这一户已经并走或销户，请选现在的户。"))
    if now_in == household_id:
        raise Refused("already_in", _("这个人已经在这一户里了。"), field="person_id")
    if now_in is not None:
        raise Refused(
            "elsewhere_in", _("这个人还在另一户里，请先从那一户迁出。"), field="person_id"
        )


def split(*, members: frozenset[int], leaving: frozenset[int], ended: bool) -> None:
    """分户: some of the members leave, at least one stays."""
    if ended:
        raise Refused("household_over", _("这一户已经并走或销户，请选现在的户。"))
    if not leaving:
        raise Refused("nobody_leaves", _("请选分出去的人。"), field="person_ids")
    if not leaving <= members:
        raise Refused("not_a_member", _("选的人里有人不在这一户。"), field="person_ids")
    if leaving == members:
        raise Refused("nobody_stays", _("全家都走不叫分户，请改这一户的住址。"), field="person_ids")


def merge(*, same: bool, ended: bool) -> None:
    """并户: one living household goes into another."""
    if same:
        raise Refused("same_household", _("并入的和被并的是同一户，请重新选。"), field="into_id")
    if ended:
        raise Refused("household_over", _("这一户已经并走或销户，请选现在的户。"), field="into_id")


# ---- sign-in


CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AN_HOUR = 3  # for one number (trust.md T22)
IDLE = timedelta(minutes=30)  # staff (trust.md rule 13)
ABSOLUTE = timedelta(hours=12)

FREE_TRIES = 5
FORGOTTEN_AFTER = timedelta(minutes=15)
WAITS = (5, 10, 20, 40, 60)  # seconds after the 5th, 6th … failure


def wait_after(tries: int) -> timedelta:
    """How long the next guess has to wait after so many failures. At most a minute: guessing gets
    slow, and the rightful owner is never locked out (trust.md T22)."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return timedelta(seconds=WAITS[min(tries - FREE_TRIES, len(WAITS) - 1)])


def send_code(*, sent_last_hour: int) -> None:
    if sent_last_hour >= CODES_AN_HOUR:
        message = _("这个号码一小时里已经发过三次验证码，请过一会儿再试，或者打电话给社区。")
        raise Refused("code_limit", message, field="phone")


def code_lives(*, tries: int, used: bool, until: datetime, now: datetime) -> bool:
    return not used and tries < CODE_TRIES and now < until


def still_signed_in(*, since: datetime, seen: datetime, now: datetime, idle: timedelta) -> bool:
    """A session ends half an hour after the last page and twelve hours after sign-in."""
    return since <= now < since + ABSOLUTE and now < seen + idle
