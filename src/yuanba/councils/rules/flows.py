"""Procedures as data: ordered steps, read from one short file each and checked with clear errors.

A county writes its own in the same form (docs/councils.md). What runs keeps its own copy of the
steps, so a new version never changes a procedure that has begun.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _

MOST_STEPS = 12
WITHIN = frozenset({"handover_days"})  # numbers of a row that bound when a step is taken


class StepKind(StrEnum):
    RECORD = "record"  # 记下：谁参加、多少人同意
    MEETING = "meeting"  # 开会表决
    POSTING = "posting"  # 公示
    WORK = "work"  # 交办、实施：每项有人有日子
    OUTCOME = "outcome"  # 结果公开


STEP_WORDS: dict[str, Any] = {
    StepKind.RECORD: _("记下"),
    StepKind.MEETING: _("开会"),
    StepKind.POSTING: _("公示"),
    StepKind.WORK: _("办"),
    StepKind.OUTCOME: _("公开结果"),
}


@dataclass(frozen=True)
class Step:
    """One step. `rule` is the code of the row that decides; `joint` says that it may be held together
    with the step before it, where the source allows that."""

    name: str
    kind: StepKind
    who: str
    what: str = ""
    rule: str = ""
    wait_days: int = 0  # after the step before
    post_days: int = 0  # at least so long on the board
    joint: bool = False
    parties: tuple[str, ...] = ()  # who must be at the table
    review: bool = False  # the person is told here, and may ask the whole body to look again
    within: str = (
        ""  # a number of the meeting's row: so many days after the meeting that was passed
    )
    full: bool = False  # that second look: the whole body

    def plain(self) -> dict[str, Any]:
        return asdict(self) | {"parties": list(self.parties)}


@dataclass(frozen=True)
class Flow:
    code: str
    name: str
    version: int
    practice: str
    source: str
    about: str
    steps: tuple[Step, ...]
    months: int = 0  # a standing meeting comes up again after so many months
    ahead_days: int = 0  # its question is put so long before, where the rule's notice is not longer
    closed: bool = False  # about somebody, or a family's own affair: strangers do not read it


ORDER = (
    "fourtwo", "four11", "onecase", "covenant", "owners", "xiangshang", "fiveparty", "threeparty",
    "partybuilding", "partybuilding_quarter", "courtyard", "council", "ceremony", "moral", "election", "recall",
)  # fmt: skip


@cache
def shipped() -> Mapping[str, Flow]:
    """The flows the house is shipped with, by code, in the order a village would look for them."""
    folder = files("yuanba.councils").joinpath("flows")
    return {
        code: proofread(folder.joinpath(f"{code}.toml").read_text(encoding="utf-8"))
        for code in ORDER
    }


ABOVE = {
    "code",
    "name",
    "version",
    "practice",
    "source",
    "about",
    "months",
    "ahead_days",
    "closed",
    "step",
}
YES_OR_NO = ("closed", "joint", "review")


def proofread(text: str) -> Flow:
    """A new file: besides what `read` asks, no word before the steps that nobody knows, and no "true" in quotes,
    which would be passed over in silence. What a county kept earlier is read as it was accepted."""
    flow = read(text)
    said = tomllib.loads(text)
    if strange := sorted(set(said) - ABOVE):
        raise _no(_("步骤前面有不认识的“%(word)s”。") % {"word": strange[0][:30]})
    for part in (said, *said["step"]):
        for name in YES_OR_NO:
            if not isinstance(part.get(name, False), bool):
                raise _no(_("%(name)s 只能写 true 或者 false，不加引号。") % {"name": name})
    if flow.months and all(step.kind is not StepKind.MEETING for step in flow.steps):
        raise _no(_("写了 months，可是没有一步要开会（meeting）。"))
    return flow


def read(text: str) -> Flow:
    """A flow from its file. Raises Refused with the line or the step that is wrong."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _no(_("这份文件读不懂：%(why)s。") % {"why": str(wrong)[:120]}) from None
    steps = said.get("step", [])
    for name in ("code", "name", "source"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise _no(_("少了“%(name)s”这一行，或者没有写。") % {"name": name})
    if not str(said["code"]).isidentifier() or len(said["code"]) > 24:
        raise _no(_("code 只用英文字母、数字和下划线，最多 24 个。"))
    if not isinstance(said.get("version", 1), int) or said.get("version", 1) < 1:
        raise _no(_("version 要写成 1、2、3 这样的数。"))
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise _no(_("要有一步到十二步，每步以 [[step]] 开头。"))
    read_steps = tuple(_step(n, one) for n, one in enumerate(steps, 1))
    if read_steps[0].joint:
        raise _no(_("第 1 步前面没有步骤，不能写 joint。"))
    return Flow(
        code=said["code"],
        name=said["name"].strip()[:60],
        version=said.get("version", 1),
        practice=str(said.get("practice", "")),
        source=said["source"].strip()[:200],
        about=str(said.get("about", ""))[:400],
        steps=read_steps,
        months=_whole(said.get("months", 0), 0, "months", 24),
        ahead_days=_whole(said.get("ahead_days", 0), 0, "ahead_days", 90),
        closed=said.get("closed", False) is True,
    )


KNOWN = frozenset(
    {
        "name",
        "kind",
        "who",
        "what",
        "rule",
        "wait_days",
        "post_days",
        "joint",
        "parties",
        "review",
        "within",
    }
)


def _step(n: int, said: Any) -> Step:
    if not isinstance(said, dict):
        raise _no(_("第 %(n)d 步写得不对，请照样子写。") % {"n": n})
    if strange := sorted(set(said) - KNOWN):
        raise _no(_("第 %(n)d 步里有不认识的“%(word)s”。") % {"n": n, "word": strange[0][:30]})
    for name in ("name", "kind", "who"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise _no(_("第 %(n)d 步少了“%(name)s”。") % {"n": n, "name": name})
    if said["kind"] not in set(StepKind):
        kinds = "、".join(StepKind)
        raise _no(_("第 %(n)d 步的 kind 只能是：%(kinds)s。") % {"n": n, "kinds": kinds})
    if said["kind"] == StepKind.MEETING and not said.get("rule"):
        raise _no(_("第 %(n)d 步要开会，请写 rule：按哪一条规则算。") % {"n": n})
    if said.get("within", "") not in {"", *WITHIN}:
        known = "、".join(sorted(WITHIN))
        raise _no(_("第 %(n)d 步的 within 只能是：%(known)s。") % {"n": n, "known": known})
    parties = said.get("parties", [])
    if not isinstance(parties, list) or not all(isinstance(p, str) for p in parties):
        raise _no(_("第 %(n)d 步的 parties 要写成一串名称。") % {"n": n})
    return Step(
        name=said["name"].strip()[:40],
        kind=StepKind(said["kind"]),
        who=said["who"].strip()[:60],
        what=str(said.get("what", ""))[:300],
        rule=str(said.get("rule", ""))[:12],
        wait_days=_whole(said.get("wait_days", 0), n, "wait_days", 400),
        post_days=_whole(said.get("post_days", 0), n, "post_days", 400),
        joint=said.get("joint", False) is True,
        parties=tuple(p[:40] for p in parties[:12]),
        review=said.get("review", False) is True,
        within=said.get("within", ""),
    )


def _whole(value: Any, n: int, name: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise _no(
            _("第 %(n)d 步的 %(name)s 要写成 0 到 %(most)d 的整数。")
            % {"n": n, "name": name, "most": most}
        )
    return value


def _no(message: Any) -> Refused:
    return Refused("flow", message, field="text")


def of_plain(said: Mapping[str, Any]) -> Step:
    """A step as a running procedure keeps it."""
    return Step(
        **{**said, "kind": StepKind(said["kind"]), "parties": tuple(said.get("parties", ()))}
    )
