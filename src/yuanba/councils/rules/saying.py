"""Words that somebody typed, as they are kept: they say something."""

from yuanba.base.errors import Refused
from yuanba.base.text import _


def say(text: str, *, field: str, least: int = 2) -> str:
    """Words that say something. Raises Refused beside the field."""
    said = " ".join(text.split())
    if len(said) < least:
        raise Refused("say", _("请写几个字，别人看得懂就行。"), field=field)
    return said


def tell(text: str, *, field: str, least: int = 4) -> str:
    """The same for words of several lines, which stay lines."""
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    said = "\n".join(lines)
    say(said, field=field, least=least)
    return said
