"""What the village gives itself as rules: how a text comes into force, and what in it may touch somebody's
rights.

Village rules must not go against constitution, law or state policy, nor hurt personal, democratic or
property rights; they are filed with the township, which has what breaks this put right (村民委员会组织法
art. 27, 2018 text; domain.md 5.4). Passages of which that is known are marked as they are written: the
machine marks, people decide.
"""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.masking import leaks
from yuanba.base.text import _


class Kind(StrEnum):
    COVENANT = "covenant"  # 村规民约、居民公约、屯规民约
    CHARTER = "charter"  # 村（居）民自治章程
    SYSTEM = "system"  # 监督委员会制度、议事会制度 …
    DUTY = "duty"  # 职责规范


class State(StrEnum):
    DRAFT = "draft"  # 起草
    ADOPTED = "adopted"  # 通过了，等备案
    BACK = "back"  # 镇街退回，要改
    FILED = "filed"  # 备了案，在用
    ENDED = "ended"  # 不用了


KIND_WORDS: dict[Kind, Any] = {
    Kind.COVENANT: _("村规民约、居民公约"),
    Kind.CHARTER: _("自治章程"),
    Kind.SYSTEM: _("制度"),
    Kind.DUTY: _("职责规范"),
}
STATE_WORDS: dict[State, Any] = {
    State.DRAFT: _("起草中"),
    State.ADOPTED: _("通过了，等镇街备案"),
    State.BACK: _("镇街退回，要改"),
    State.FILED: _("在用"),
    State.ENDED: _("不用了"),
}
TONES = {State.ADOPTED: "bean", State.BACK: "warn", State.FILED: "ok"}
NEXT: dict[tuple[State, str], State] = {
    (State.DRAFT, "adopt"): State.ADOPTED,
    (State.ADOPTED, "file"): State.FILED,
    (State.ADOPTED, "send_back"): State.BACK,
    (State.FILED, "send_back"): State.BACK,
    (State.FILED, "repeal"): State.ENDED,
    (State.BACK, "repeal"): State.ENDED,
}
TEXT, SHORT, HEARD = 8000, 600, 2000

# Passages that may hurt somebody's rights: pattern, and what to ask oneself.
DOUBTS: tuple[tuple[str, Any], ...] = (
    (r"罚款|罚金|没收|扣押|违约金", _("村里不能罚款、没收：用批评教育、公示约定这样的办法。")),
    (r"(?:停|断|掐)(?:水|电|气|路)", _("不能停水停电断路：这会侵犯财产权利和基本生活。")),
    (
        r"(?:取消|停发|扣发|不得?享受)[^。；\n]{0,12}(?:低保|五保|特困|养老|医保|补贴|救助|分红|待遇)",
        _("法律和政策给的待遇，村里不能取消。"),
    ),
    (
        r"(?:取消|剥夺|不得|不准)[^。；\n]{0,10}(?:选举|被选举|投票|参选)",
        _("选举权利由法律定，村里不能取消。"),
    ),
    (
        r"(?:外嫁女|出嫁女|离婚|丧偶|上门女婿|入赘)[^。；\n]{0,16}(?:不得|不能|取消|不享受|不分)",
        _("妇女和入赘的人同样有村民的权利，不能少分、不分。"),
    ),
    (
        r"(?:搜身|搜查|拘留|关押|游街|示众|强制[^。；\n]{0,4}劳动)",
        _("限制人身自由只有法律能定。"),
    ),
    (
        r"(?:不得|不准|禁止)[^。；\n]{0,6}(?:上访|信访|举报|投诉|起诉|打官司)",
        _("反映问题、打官司是每个人的权利，不能禁止。"),
    ),
)


@dataclass(frozen=True)
class Doubt:
    passage: str
    why: Any


def doubts(text: str) -> list[Doubt]:
    """Each sentence that may hurt somebody's rights, with what to ask oneself."""
    found = []
    for sentence in re.split(r"[。；;\n]+", text):
        plain = re.sub(r"\s+", "", sentence)
        for pattern, why in DOUBTS:
            if re.search(pattern, plain):
                found.append(Doubt(sentence.strip(), why))
                break
    return found


def step(state: State, what: str) -> State:
    if (state, what) not in NEXT:
        raise Refused("wrong_state", _("这一版现在不能这样办，请刷新再看。"))
    return NEXT[state, what]


def said(text: str, *, field: str, ask: Any, most: int, least: int = 1) -> str:
    kept = words_in.clean(text, most=most, least=least, field=field, ask=ask)
    if found := leaks(kept):
        say = _("这里有电话、证件号、车牌或网址（%(found)s），不能公开，请删掉。")
        raise Refused("personal", say % {"found": found}, field=field)
    return kept


def short(text: str) -> str:
    """顺口溜: a few short lines that people remember and that are read aloud."""
    kept = said(text, field="short", ask="", most=SHORT, least=0)
    long = next((line for line in kept.splitlines() if len(line) > 30), None)
    if long is not None:
        say = _("顺口溜一行最多 30 个字，这一行太长：%(line)s")
        raise Refused("line_long", say % {"line": long[:40]}, field="short")
    return kept


RECORDED = frozenset({State.ADOPTED, State.FILED})  # what is heard is what stands


def recording(*, state: State, words: str, agreed: bool) -> str:
    """录音: of a text that was passed, with the words that are heard; whoever speaks agreed to be heard."""
    if state not in RECORDED:
        raise Refused("wrong_state", _("通过了的才能放录音，请刷新再看。"))
    if not agreed:
        raise Refused("not_agreed", _("念的人同意公开放，才能放上去。"), field="agreed")
    return said(words, field="words", ask=_("请写录音里念的是哪些话。"), most=HEARD)


@dataclass(frozen=True)
class Change:
    """A sentence of two versions. `kind`: same, gone, new."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """两版对照, sentence by sentence, in the order in which they are read."""
    old, new = _sentences(before), _sentences(after)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Change("same", one) for one in old[a:b]]
        else:
            found += [Change("gone", one) for one in old[a:b]]
            found += [Change("new", one) for one in new[c:d]]
    return found


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.findall(r"[^。；;！？\n]+[。；;！？]?", text) if one.strip()]


def adopt(*, state: State, passed: bool, since: date, passed_on: date) -> State:
    """It came through the village's own procedure; it does not hold before that."""
    after = step(state, "adopt")
    if not passed:
        raise Refused("procedure_not_done", _("选本村已经议定的议题。"), field="procedure")
    if since < passed_on:
        say = _("%(day)s才通过，不能更早开始用。")
        raise Refused("since_past", say % {"day": passed_on.isoformat()}, field="since")
    return after


def send_back(*, state: State, clause: str, words: str) -> tuple[State, str, str]:
    """The township says which passage breaks which law."""
    law = said(clause, field="clause", ask=_("请写违反哪部法律哪一条。"), most=120)
    what = said(words, field="words", ask=_("请写哪一句、要怎么改。"), most=500)
    return step(state, "send_back"), law, what
