"""Households (户): who joins, who leaves, how they part and come together."""

from datetime import date

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.people.rules.kinds import Verified


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


def vouch(*, level: Verified, ended: bool, oneself: bool) -> Verified:
    """当面核实: somebody who knows the place has seen him and who he is. Nothing is copied or noted."""
    if ended:
        raise Refused("moved_out", _("这个人已经不住这一户了，请刷新再看。"))
    if oneself:
        raise Refused("second_person", _("自己不能核实自己，请别人来。"))
    if level is Verified.SEEN:
        raise Refused("seen_already", _("已经当面核实过了。"))
    return Verified.SEEN


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


def move(*, ended: bool, same: bool, below: bool, gone: bool) -> None:
    """搬家: a living household to another living place of its village; a village of its own is left by
    迁出, because points, ballots and duties belong to the village."""
    if ended:
        raise Refused("household_over", _("这一户已经并走或销户，请选现在的户。"))
    if gone:
        raise Refused("place_over", _("这个地方已经撤并，请选现在的地方。"), field="place_id")
    if not below:
        raise Refused(
            "other_village",
            _("搬到别的村社区，请在这里把人迁出，到那边立户登记。"),
            field="place_id",
        )
    if same:
        raise Refused("same_place", _("地方和住址都没有变。"), field="place_id")


def merge(*, same: bool, ended: bool) -> None:
    """并户: one living household goes into another."""
    if same:
        raise Refused("same_household", _("并入的和被并的是同一户，请重新选。"), field="into_id")
    if ended:
        raise Refused("household_over", _("这一户已经并走或销户，请选现在的户。"), field="into_id")
