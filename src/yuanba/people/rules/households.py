"""Households (户): who joins, who leaves, how they part and come together."""

from datetime import date

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _


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
