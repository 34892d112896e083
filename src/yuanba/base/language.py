"""Which language and which size a person reads in: from cookies, never from a guess on every page.

No row, no session: whoever borrows a phone changes two cookies and nothing else. Django's own
LocaleMiddleware is not used, because it would turn a phone sold with English settings English on
every visit, although its owner chose Chinese.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from yuanba.base.lanes import CALLED

LANGUAGE_COOKIE, MODE_COOKIE = "language", "mode"
LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}  # ours to the code that browsers and voices know
MODES = ("standard", "elder", "elder-max")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """How this reader sees every page."""

    language: str = "zh-hans"
    mode: str = "standard"

    @property
    def lang(self) -> str:
        """The value of <html lang>."""
        return LANGUAGES[self.language]

    @property
    def elder(self) -> bool:
        """长辈版: fewer things, larger, in order."""
        return self.mode != "standard"

    @property
    def largest(self) -> bool:
        """特大字: text of 30 px (the rule asks that 30 can be reached)."""
        return self.mode == "elder-max"


def look_of(request: HttpRequest) -> Look:
    """What the cookies say; without them Chinese, unless the browser asks for English first."""
    language = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if language not in LANGUAGES:
        first = request.headers.get("Accept-Language", "").split(",")[0].strip().lower()
        language = "en" if first == "en" or first.startswith(("en-", "en;")) else "zh-hans"
    mode = request.COOKIES.get(MODE_COOKIE, "")
    return Look(language, mode if mode in MODES else "standard")


class LookMiddleware:
    """Puts `request.look` in place and speaks the chosen language while the page is made."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        look = look_of(request)
        request.look = look  # type: ignore[attr-defined]
        CALLED.set(None)  # whoever learns of which county the page is says how it calls the lanes
        with translation.override(look.language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", look.lang)
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response
