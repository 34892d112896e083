"""Who may do what. Each context states its table in permits.py; this module asks it.

A right is role × act × reach. The reach of a thing is the set of ids it belongs to: its county,
township, village, grid, the unit in charge, itself, the person who reported it. A post gives its
role over one id (a place, or a unit); so a right held at a place reaches down the tree.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from yuanba.base import trail
from yuanba.base.errors import Denied

Reach = frozenset[int]


class Role(StrEnum):
    RESIDENT = "resident"  # 居民: anyone at the door
    REPORTER = "reporter"  # 诉求人: the person whose matter it is
    GRID = "gridworker"  # 网格员
    GRIDLEAD = "gridlead"  # 网格长
    WORKER = "worker"  # 社区工作者
    TOWNSHIP = "township"  # 镇街协调员
    COUNTY = "county"  # 区县协调员
    HANDLER = "handler"  # 部门经办人: reach is the unit, not the place
    MEDIATOR = "mediator"  # 调解员
    SHOP = "shopkeeper"  # 店员: hands out in the shop of points and counts there; sees no matter
    SUPERVISOR = "supervisor"  # 监督员: reads everything, changes nothing
    # The three administrators are three people (trust.md T21, GB/T 22239-2019 level 3).
    ADMIN = "admin"  # 系统管理员: places, units, settings
    SECURITY = "security"  # 安全管理员: accounts, posts, resets, blocks
    AUDIT = "audit"  # 审计管理员: reads the records, changes nothing


class Actor(Protocol):
    @property
    def pk(self) -> int | None: ...

    def roles_in(self, reach: Reach) -> set[Role]:
        """Roles held over any of these ids."""
        ...


TABLE: dict[str, set[Role]] = {}


def allow(act: str, *roles: Role) -> None:
    TABLE[act] = set(roles)


def may(actor: Actor, act: str, *, reach: Iterable[int]) -> Role | None:
    """The role by which this actor may do it, or None."""
    held = TABLE[act] & actor.roles_in(frozenset(reach))
    return min(held, default=None, key=list(Role).index)


def require(actor: Actor, act: str, *, reach: Iterable[int]) -> Role:
    """Ask leave. Raises Denied, which says nothing about the thing itself."""
    role = may(actor, act, reach=reach)
    if role is None:
        raise Denied(act)
    trail.note_asked(act, role)
    return role
