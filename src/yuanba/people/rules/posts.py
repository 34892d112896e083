"""Posts and accounts: who may hold what where, who may be stopped, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.places.rules import Kind

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
    Role.SHOP: VILLAGES,
    Role.SUPERVISOR: LEVELS,
    Role.ADMIN: LEVELS,
    Role.SECURITY: LEVELS,
    Role.AUDIT: LEVELS,
}


# One person holds at most one of these at a time (trust.md T21); the database refuses it as well.
THREE = frozenset({Role.ADMIN, Role.SECURITY, Role.AUDIT})
WATCH = frozenset({Role.SUPERVISOR, Role.AUDIT})


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
    # Those who watch do not act (Organic Law of Villagers' Committees, art. 32); who audits watches.
    pair = {new.role, other.role}
    if Role.SUPERVISOR in pair and not pair <= WATCH:
        message = _("监督员不能同时担任办事的岗位，请先结束原来的岗位。")
        raise Refused("supervisor_alone", message, field="role")
    if len(pair & THREE) > 1:
        message = _("系统、安全、审计三个管理员要由三个人担任，请换一个人，或者先结束原来的岗位。")
        raise Refused("three_people", message, field="role")


def carry_on(
    old: Held,
    *,
    to: int,
    kind: Kind,
    unit_place_id: int | None,
    others: Iterable[Held],
    oneself: bool,
    active: bool,
    today: date,
) -> Held:
    """The same post at the place that goes on for the old one, from today. `others` are the person's
    other posts that have not ended."""
    new = replace(old, place_id=to, since=max(old.since, today))
    return appoint(
        new=new,
        kind=kind,
        unit_place_id=unit_place_id,
        others=others,
        oneself=oneself,
        active=active,
    )


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


def give_password(*, usable: bool, active: bool, was_reset: bool = False) -> None:
    """Only the first password is given by somebody else (trust.md T20)."""
    if not active:
        raise Refused("person_blocked", _("这个账号已停用，请先恢复。"))
    if was_reset:
        message = _("这个账号重置过，请再申请重置，要两个人同意。")
        raise Refused("reset_needed", message, field="password")
    if usable:
        raise Refused("has_password", _("这个人已经有密码，只有本人能改。"), field="password")


def because(reason: str) -> str:
    """The reason of an act, in words."""
    return words_in.clean(reason, most=200, field="reason", ask=_("请写明原因。"))
