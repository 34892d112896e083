"""The second factor: which codes count, how fast one may guess, what a session must have shown.

RFC 6238: a code is good for its 30 seconds and, because telephones' clocks drift (section 5.2),
for the step before and after; a code is taken once (same section: "the verifier MUST NOT accept
the second attempt of the OTP").
"""

import re
import unicodedata
from collections.abc import Callable
from hmac import compare_digest

SEALED_FOR = "second-factor"  # what base.sealing derives its key for
STEP = 30  # seconds
DRIFT = 1  # steps before and after
DIGITS = 6
RECOVERY_CODES = 10
RECOVERY_SIGNS = 16  # of 31: 79 bits
# No 0 O 1 I L: codes are read aloud and copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

Generate = Callable[[int], str]  # the code of a step
Told = Callable[[str], object]  # hears a code in the clear, once

# How a session was opened. Staff hold their rights in a strong one only (trust.md rule 13).
STRONG = frozenset({"totp", "recovery"})
BY_PASSWORD = STRONG | {"password"}


def may_act(*, how: str, holds_a_post: bool, required: bool, demo: bool) -> bool:
    """May this session be used by this person now? A resident's door never opens a desk, not even
    when the post was given while he was signed in."""
    if not holds_a_post or (demo and how == "demo"):
        return True
    return how in (STRONG if required else BY_PASSWORD)


def typed(code: str) -> str:
    """A code as people type it: full-width signs, spaces, dashes, small letters."""
    return re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", code[:80])).upper()


def step_of(code: str, *, at: int, last: int, generate: Generate) -> int | None:
    """The step this code belongs to, if it counts at second `at` and is newer than the last one.

    `generate` says the code of a step. Every step is compared, whether one fitted or not.
    """
    now, found = at // STEP, None
    for step in range(now - DRIFT, now + DRIFT + 1):
        same = compare_digest(code.encode(), generate(step).encode())
        if same and step > last:
            found = step
    return found


def grouped(code: str, size: int = 4) -> str:
    """ABCDEFGH → ABCD-EFGH: how a code is shown."""
    return "-".join(code[i : i + size] for i in range(0, len(code), size))
