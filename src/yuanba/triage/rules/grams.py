"""What a text is made of: runs of one to three characters, each known by a number.

No dictionary of words: names of estates, dialect and slips of the keyboard are in none (stack.md 8
measured what a word cutter loses). The number of a run is folded from its characters (FNV-1a over
whole characters), the same on every machine; learning.py works it out for many texts at once.
"""

from collections import Counter
from math import log

from yuanba.triage.rules.normal import plain

LONGEST = 3  # characters of a run; four gain nothing (docs/triage.md)
READ = 1500  # characters of the telling that are read
SEED, PRIME, MASK = 2166136261, 16777619, 0xFFFFFFFF


def whole(subject: str, body: str) -> str:
    """The text that is read: title and telling, plain, without codes of places. The title counts
    twice: whoever writes one says in it what it is about."""
    title, telling = plain(subject, codes=False), plain(body[: 2 * READ], codes=False)
    if telling.startswith(title):
        telling = telling[len(title) :]
    return f"{title}\n{title}\n{telling[:READ]}" if title else telling[:READ]


def numbers(text: str) -> list[list[int]]:
    """For each place in the text the numbers of the runs that begin there, the shortest first."""
    codes = [ord(sign) for sign in text]
    found = []
    for i in range(len(codes)):
        number, begun = SEED, []
        for code in codes[i : i + LONGEST]:
            number = ((number ^ code) * PRIME) & MASK
            begun.append(number)
        found.append(begun)
    return found


def counted(text: str) -> dict[int, float]:
    """The weight of each run by how often it stands there: the tenth time says little new."""
    seen = Counter(number for begun in numbers(text) for number in begun)
    return {number: 1 + log(n) for number, n in seen.items()}
