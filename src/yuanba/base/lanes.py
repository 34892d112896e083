"""What the county of the page being shown calls the three lanes (三事). What a lane means is fixed;
its name is local (domain.md 3.2: 大事 or 公事). Nothing set: the house's own words.

`CALLED` holds for one request or job, lane → (Chinese, English); base.language clears it, and whoever
learns of which county a page is sets it (duties.queries.speak_as).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from yuanba.base.text import _

Names = Mapping[str, tuple[str, str]]
CALLED: ContextVar[Names | None] = ContextVar("lanes_called", default=None)

USUAL: Mapping[str, Any] = {
    "government": _("大事"),
    "communal": _("小事"),
    "personal": _("私事"),
}


def word(lane: str, usual: Any) -> str:
    """What it is called here, in the reader's language."""
    found = (CALLED.get() or {}).get(lane)
    if found is None:
        return str(usual)
    return found[1] if get_language() == "en" else found[0]


def letter(lane: str, usual: str) -> str:
    """The sign in its seal: the first of its Chinese name."""
    found = (CALLED.get() or {}).get(lane)
    return found[0][0] if found else usual


lazy_word = lazy(word, str)


def _named(text: Any) -> str:
    return str(text) % {lane: word(lane, usual) for lane, usual in USUAL.items()}


# A text that names lanes, as %(government)s, %(communal)s and %(personal)s, with the county's names.
named: Any = lazy(_named, str)


@contextmanager
def called(names: Names) -> Iterator[None]:
    """For a job: inside, the lanes have these names."""
    token = CALLED.set(names)
    try:
        yield
    finally:
        CALLED.reset(token)
