"""Rule rows: read from the shipped file, and the composition they ask of a body."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _, ngettext_lazy
from yuanba.councils.rules import numbers, terms
from yuanba.councils.rules.kinds import BodyKind, Measure

SOME = "some"  # at least one woman


@dataclass(frozen=True)
class Row:
    """A rule row as it is shipped or entered."""

    code: str
    name: str
    body: BodyKind
    unit: Measure
    valid: str
    decides: str
    initiative: str
    notice_days: int
    publicity_days: int
    proxies: int
    leave_out: bool
    paper_only: bool
    composition: Mapping[str, Any]
    numbers: Mapping[str, int]
    source: str
    article: str
    note: str
    since: date
    until: date | None
    carried: bool


@cache
def shipped() -> tuple[Row, ...]:
    """The rows of rules.toml; one with `carry` becomes two: the text as it was read, and the same
    numbers carried over to the changed law, unread."""
    text = files("yuanba.councils").joinpath("rules.toml").read_text(encoding="utf-8")
    rows: list[Row] = []
    for said in tomllib.loads(text)["row"]:
        carry: date | None = said.get("carry")
        first = check(
            Row(
                code=said["code"],
                name=said["name"],
                body=BodyKind(said["body"]),
                unit=Measure(said["unit"]),
                valid=said["valid"],
                decides=said["decides"],
                initiative=said.get("initiative", ""),
                notice_days=said.get("notice_days", 0),
                publicity_days=said.get("publicity_days", 0),
                proxies=said.get("proxies", 0),
                leave_out=said.get("leave_out", False),
                paper_only=said.get("paper_only", False),
                composition=said.get("composition", {}),
                numbers=said.get("numbers", {}),
                source=said["source"],
                article=said["article"],
                note=said.get("note", ""),
                since=said["since"],
                until=carry,
                carried=False,
            )
        )
        rows.append(first)
        if carry is not None:
            rows.append(replace(first, since=carry, until=None, carried=True))
    return tuple(rows)


def check(row: Row) -> Row:
    """The row, if a meeting can be judged by it. Raises Refused beside the field."""
    terms.read(row.initiative, field="initiative")
    _speaks_of(
        row.valid,
        "valid",
        set(Measure) - {Measure.VOTES, Measure.GROUPS},
        _("到会看的是来了多少户、多少人、多少面积，不看票（votes），也不看小组（groups）。"),
    )
    _speaks_of(
        row.decides,
        "decides",
        {Measure.VOTES, Measure.AREA, Measure.SHARES},
        _("表决看的是票（votes）、面积（area）或者份额（shares）。"),
    )
    for field in ("source", "article"):
        if len(getattr(row, field).strip()) < 2:
            raise Refused("source", _("请写清依据哪部法、哪一条。"), field=field)
    for name in row.numbers:
        assert name in numbers.WORDS, name
    if row.until is not None and row.until <= row.since:
        raise Refused("until", _("停止的日子要在开始以后。"), field="until")
    return row


def _speaks_of(text: str, field: str, known: set[Measure], message: Any) -> None:
    """Only of what is counted there: another word could never be met."""
    if any(share.measure not in known for way in terms.read(text, field=field) for share in way):
        raise Refused(field, message, field=field)


# ── who sits in a body ──


@dataclass(frozen=True)
class Sitting:
    """One member, as far as a rule asks."""

    woman: bool = False
    delegate: bool = False
    lead: bool = False
    relative: bool = False  # a close relative of another member, or of the committee it watches


Faults = list[tuple[str, Any]]  # code, sentence


def one_more(asked: Mapping[str, Any], now: Sequence[Sitting], new: Sitting) -> None:
    """Whether this member may be taken in. What can only be judged of the whole is said by `whole`."""
    if asked.get("no_relatives") and new.relative:
        raise Refused(
            "relative", _("按这条规定，近亲属不能在里面任职，请另选一人。"), field="relative"
        )
    if "max" in asked and len(now) >= asked["max"]:
        most = asked["max"]
        raise Refused(
            "full",
            ngettext_lazy("最多 %(n)d 人，已经满了。", "最多 %(n)d 人，已经满了。", most)
            % {"n": most},
            field="name",
        )
    if new.lead and any(one.lead for one in now):
        raise Refused("has_lead", _("已经有负责人了，请先换下原来那位。"), field="lead")


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
