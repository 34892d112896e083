"""Who may sit in a body: the composition a rule row asks for, written one line a piece, checked at each seat.

min = 3
max = 9
women = 1/3        # or: some, at least one
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _, ngettext_lazy

SOME = "some"  # at least one
MOST = 1000

WORDS: dict[str, Any] = {
    "min": _("最少几人"),
    "max": _("最多几人"),
    "odd": _("人数要是单数"),
    "lead": _("要有负责人"),
    "women": _("妇女至少占"),
    "delegates": _("推选的代表至少占"),
    "no_relatives": _("近亲属不能任职"),
    "years": _("一届几年"),
}
WHOLE = {"min", "max", "years"}
SHARES = {"women", "delegates"}
YES = "yes"


def read(text: str) -> dict[str, Any]:
    """The composition from its lines. Raises Refused with the line that is wrong."""
    found: dict[str, Any] = {}
    for line in filter(str.strip, text.splitlines()):
        name, sign, value = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not sign or name not in WORDS:
            said = _("“%(line)s”看不懂。等号前面只能是：%(known)s。")
            raise _no(said % {"line": line[:40], "known": "、".join(WORDS)})
        if (known := _value(name, value)) is None:
            said = _("“%(line)s”的等号后面写得不对。请照样子：min = 3、women = 1/3、odd = yes。")
            raise _no(said % {"line": line[:40]})
        found[name] = known
    if found.get("min", 0) > found.get("max", MOST):
        raise _no(_("最少的人数比最多的还多。"))
    return found


def _value(name: str, value: str) -> Any:
    """What was written after the sign; None where it cannot be meant."""
    if name in WHOLE:
        return int(value) if value.isdecimal() and 0 < int(value) <= MOST else None
    if name in SHARES:
        return value if value == SOME or _share(value) else None
    return value == YES or None


def _share(value: str) -> bool:
    part, sign, whole = value.partition("/")
    known = sign and part.isdecimal() and whole.isdecimal() and len(value) < 9
    return bool(known) and 0 < int(part) <= int(whole)


def _no(message: Any) -> Refused:
    return Refused("composition", message, field="composition")


def written(asked: Mapping[str, Any]) -> str:
    """As `read` reads it."""
    return "\n".join(f"{name} = {YES if value is True else value}" for name, value in asked.items())


@dataclass(frozen=True)
class Sitting:
    """One member, as far as a rule asks."""

    woman: bool = False
    delegate: bool = False
    lead: bool = False
    relative: bool = False  # a close relative of another member, or of the committee it watches


Faults = list[tuple[str, Any]]  # code, sentence


def one_more(asked: Mapping[str, Any], now: Sequence[Sitting], new: Sitting) -> None:
    """Whether this member may be taken in. Whoever takes the last seat must leave the whole in order; before
    that, what can only be judged of the whole is said by `whole`."""
    if asked.get("no_relatives") and new.relative:
        raise Refused(
            "relative", _("按这条规定，近亲属不能在里面任职，请另选一人。"), field="relative"
        )
    most = asked.get("max", 0)
    if most and len(now) >= most:
        raise Refused(
            "full",
            ngettext_lazy("最多 %(n)d 人，已经满了。", "最多 %(n)d 人，已经满了。", most)
            % {"n": most},
            field="name",
        )
    if new.lead and any(one.lead for one in now):
        raise Refused("has_lead", _("已经有负责人了，请先换下原来那位。"), field="lead")
    if len(now) + 1 == most and (faults := whole(asked, [*now, new])):
        code, why = faults[0]
        raise Refused(
            f"last_{code}", _("只剩一个名额了，这样任职：%(why)s") % {"why": why}, field="name"
        )


def whole(asked: Mapping[str, Any], members: Iterable[Sitting]) -> Faults:
    """What the body as it sits now lacks: a code and a sentence each; empty when it is in order."""
    all_of = list(members)
    n = len(all_of)
    faults: Faults = []
    if n < asked.get("min", 0):
        lack = asked["min"] - n
        said = ngettext_lazy("还少 %(n)d 人。", "还少 %(n)d 人。", lack) % {"n": lack}
        faults.append(("few", said))
    if asked.get("odd") and n % 2 == 0:
        faults.append(("odd", _("人数要是单数。")))
    if asked.get("lead") and not any(one.lead for one in all_of):
        faults.append(("lead", _("还没有负责人。")))
    for key, code, word in (
        ("women", "women", _("妇女的名额不够。")),
        ("delegates", "delegates", _("由村民推选的代表不够。")),
    ):
        if key in asked and n:
            have = sum(one.woman if key == "women" else one.delegate for one in all_of)
            if not enough(asked[key], have, n):
                faults.append((code, word))
    return faults


def enough(bound: str, have: int, of: int) -> bool:
    """At least this share, or at least one for "some"."""
    if bound == SOME:
        return have >= 1
    share = Fraction(bound)
    return have * share.denominator >= of * share.numerator
