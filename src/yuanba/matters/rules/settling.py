"""Who has to do it (定由谁办): a return cites the list; the second convenes the units; the third goes
to a named leader, whose word stands (product row 9)."""

from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import State, say_why, step
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Limit, Unit

# Within this the units that were convened sit together [P].
MEET = Limit(3, Unit.WORKDAYS)


class Settling(StrEnum):
    NONE = ""
    AGAIN = "again"  # 退回一次: whoever sorts gives it anew
    CONVENED = "convened"  # 退回两次: the level above convenes the units
    LEADER = "leader"  # 退回三次: a named leader decides


HELD = {Settling.CONVENED, Settling.LEADER}
# What nobody does to a matter while others settle whose it is.
UNTIL_SETTLED = frozenset(
    {"triage", "refuse", "transfer", "hand_up", "hand_down", "assign", "ask_void", "grant_void"}
)


def settled(act: str, settling: Settling) -> None:
    """Raises Refused ("being_settled") for an act that would go over the heads of those who settle."""
    if settling in HELD and act.rpartition(".")[2] in UNTIL_SETTLED:
        raise Refused("being_settled", _("正在定由谁来办，定下来以前不能另外分派。"))


def send_back(
    *,
    state: State,
    reason: str,
    own: UnitKind,
    leads: UnitKind | None,
    of_the_unit: bool,
    fixed: bool,
    before: int,
    listed: bool = False,
) -> tuple[State, Settling]:
    """The state after, and who settles it now. `own` is the unit's kind, `leads` the kind that the
    cited item of the duty list names, `listed`: a line of the four lists is cited instead; `before` how
    often this matter was sent back already."""
    after = step(state, "send_back")
    if not of_the_unit:
        raise Refused("not_your_unit", _("只有接到这件事的单位能退回。"))
    if fixed:
        raise Refused(
            "fixed", _("由谁办已经定了，不能再退回。办不了的可以申请延期，或者请人协办。")
        )
    if leads is None and not listed:
        raise Refused("item", _("请从职责清单里选一条。"), field="item")
    if leads is own:
        raise Refused("own_duty", _("清单上这一条写的就是你们牵头，不能凭它退回。"), field="item")
    say_why(reason)
    rounds = [Settling.AGAIN, Settling.CONVENED, Settling.LEADER]
    return after, rounds[min(before, 2)]


def decide_unit(*, settling: Settling, may: bool, named: str, reason: str) -> None:
    """`may`: sits at the level that convened, or is the named leader (`named`: his name, if any)."""
    if settling not in HELD:
        raise Refused("not_settling", _("这件事没有等着定由谁办，请刷新再看。"))
    if not may and named:
        raise Refused("the_leader", _("这件事由%(name)s来定。") % {"name": named})
    if not may:
        raise Refused("level", _("这件事由上一级的协调员来定。"))
    say_why(reason)
