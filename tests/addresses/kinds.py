"""What a row of an address says, and the short ways to write one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yuanba.base.permits import Role

R = Role
STAFF = frozenset(Role) - {R.RESIDENT, R.REPORTER}
SEES = STAFF - {R.ADMIN, R.SECURITY, R.AUDIT, R.SHOP}
SEES_SERVICE = frozenset({R.GRID, R.GRIDLEAD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR})
FIELD = frozenset({R.GRID, R.GRIDLEAD, R.MEDIATOR})
DESK = ("worker",)
GET, POST = ("GET",), ("POST",)
Names = tuple[str, ...]
ADMIN: Names = ("admin",)
SECURITY: Names = ("security",)
ALL: Names = ("worker", "handler", "township", "supervisor")


@dataclass(frozen=True)
class Address:
    """`permit` of the table asked over `over`; with `over` empty, at any post the person holds.

    `roles` instead of a permit: whoever holds such a post. Neither: open to everybody.
    """

    permit: str = ""
    over: str = ""
    roles: frozenset[Role] = frozenset()
    signed_in: bool = False  # for everybody who has signed in
    whose: tuple[str, ...] = ()  # for these alone: a thing of one's own
    county: bool = False  # only from a post at a county
    demo: bool = False  # stands only in the demo
    looks: tuple[str, ...] = ()
    ask: tuple[str, ...] = ("GET", "POST")  # what it answers
    fill: Mapping[str, str] = field(default_factory=dict)  # <name> → which value of tests/ground.py

    @property
    def open(self) -> bool:
        return not (self.permit or self.roles or self.signed_in or self.whose)


def everybody(*looks: str, ask: Names = ("GET",), **fill: str) -> Address:
    return Address(looks=looks, ask=ask, fill=fill)


def held(*looks: str, ask: Names = ("GET", "POST"), **fill: str) -> Address:
    """For whoever holds the link of a matter: the link itself is the right."""
    return Address(looks=looks or ("guest",), ask=ask, fill=fill)


def at(
    permit: str, over: str, looks: Names = (), ask: Names = ("GET", "POST"), **fill: str
) -> Address:
    return Address(permit=permit, over=over, looks=looks, ask=ask, fill=fill)


def own(
    right: str | frozenset[Role],
    *looks: str,
    ask: Names = ("GET",),
    county: bool = False,
    **fill: str,
) -> Address:
    """A page about one's own scope: for any post with this right."""
    permit, roles = (right, frozenset[Role]()) if isinstance(right, str) else ("", right)
    return Address(permit, roles=roles, county=county, looks=looks, ask=ask, fill=fill)


def signed_in(*looks: str, ask: Names = ("GET",), **fill: str) -> Address:
    return Address(signed_in=True, looks=looks, ask=ask, fill=fill)


def mine(*whose: str, ask: Names = ("GET",), **fill: str) -> Address:
    """A thing of somebody's own (user names): nobody else is told that it is there."""
    return Address(whose=whose, ask=ask, fill=fill)
