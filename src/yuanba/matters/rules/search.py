"""How words are found: what is written and what is asked for are cut alike, without a dictionary.

What stands together becomes overlapping pairs and its last sign (路灯不亮 → 路灯 灯不 不亮 亮); a
number or a Latin word is one sign (3栋2单元 → 3栋 栋2 2单 单元 元). Asked words become a phrase of the
same pairs, so that any two characters that stand together are found and nothing else is. A
dictionary would lose one word in fifteen and half of what is typed in part.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from yuanba.base.words_in import match_form

MOST_WORDS = 5  # asked for at once; more narrow nothing that matters
MOST_SIGNS = 40

# Han with its rare planes, and private-use signs: family names that no font table knows live there.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff々〇"
MARK = "ǁ"  # begins the marks of the index (matters.store_search); no word holds it
_CHAIN = re.compile(f"(?:[{_HAN}]|[^\\W_{MARK}])+")  # what no blank and no comma divides
_SIGN = re.compile(f"[{_HAN}]|[^{_HAN}]+")
# SQLite's table of letters ends with Unicode 6.1; signs that came later are written as their number.
_LATE = re.compile("[\u9fcd-\u9fff\U00010000-\U0010ffff]")
# Telephones, identity cards, bank cards: seven digits and more that are no date.
_LONG_NUMBER = re.compile(
    r"(?<!\d)(?!\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d))\d(?:[\s\-‐-―－.．·()（）]{0,2}\d){6,}[xX]?"
)
_EDGE = "u0"  # between two fields: no phrase reaches across


@dataclass(frozen=True)
class Phrase:
    """Words that must stand one after the other; the last may be the beginning of a longer one."""

    words: tuple[str, ...]


def words_of(*fields: str) -> list[str]:
    """Every word under which these fields are found, in their order."""
    words: list[str] = []
    for said in match_form("|".join(fields)).split("|"):  # one call: it costs more than its text
        if cut := _cut(said, whole=True):
            words += [*cut, _EDGE]
    return words[:-1]


def private(text: str, *names: str) -> str:
    """The text without long numbers and without these names: nobody is found by his telephone."""
    for name in names:
        if len(name) > 1:
            text = text.replace(name, " ")
    return _LONG_NUMBER.sub(" ", text)


def asked_words(said: str) -> list[str]:
    """What was typed, as words to compare: at most five, each once; signs alone are none. Some may
    be too short."""
    typed = dict.fromkeys(match_form(said[:400]).split())
    return [word for word in typed if _CHAIN.search(word)][:MOST_WORDS]


def phrase(word: str) -> Phrase | None:
    """The phrase of one asked word; None if it has fewer than two letters or characters."""
    if sum(map(len, _CHAIN.findall(word))) < 2:
        return None
    return Phrase(tuple(_cut(word[:MOST_SIGNS], whole=False)))


def _cut(plain: str, *, whole: bool) -> list[str]:
    """Pairs. The last sign of a chain stands alone too, so that what follows it in the text is its
    neighbour; of an asked phrase the last chain needs only its pairs."""
    chains = [_SIGN.findall(chain) for chain in _CHAIN.findall(plain)]
    words: list[str] = []
    for n, signs in enumerate(chains):
        words += [one + two for one, two in pairwise(signs)]
        if whole or n < len(chains) - 1 or len(signs) == 1:
            words.append(signs[-1])
    return [_LATE.sub(lambda sign: f"u{ord(sign[0]):x}", word) for word in words]


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the asked words. Compared as searched."""
    signs = [(_form(sign), i) for i, sign in enumerate(text)]
    plain = "".join(form for form, _i in signs)
    at = [i for form, i in signs for _sign in form]
    hit = [False] * len(text)
    for word in words:
        start = plain.find(word)
        while start >= 0:
            for i in at[start : start + len(word)]:
                hit[i] = True
            start = plain.find(word, start + 1)
    pieces: list[tuple[str, bool]] = []
    for sign, on in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == on:
            pieces[-1] = pieces[-1][0] + sign, on
        else:
            pieces.append((sign, on))
    return pieces


@lru_cache(8192)
def _form(sign: str) -> str:
    return match_form(sign) or sign


def around(text: str, words: Iterable[str], most: int = 60) -> str:
    """The part of the text where the first asked word stands: at most so many characters."""
    line = " ".join(text.split())
    before = 0
    for piece, on in marked(line, words):
        if on:
            break
        before += len(piece)
    else:
        before = 0
    start = max(0, before - most // 3)
    part = line[start : start + most]
    return ("…" if start else "") + part + ("…" if start + most < len(line) else "")
