"""A sheet as a PDF file: what a browser would print, with its letters in it.

Made by WeasyPrint, an extra of its own (`pdf` in pyproject.toml), which needs Pango from the system. Where
either is missing no link offers a file, and the browser's own printing stays. One file is made at a time:
it costs a second or two; the last ones are kept, so that the same sheet asked for again costs nothing.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

KEPT = 16
PATIENCE = 10  # seconds
_making = threading.Lock()
_kept: OrderedDict[str, bytes] = OrderedDict()


class Busy(Exception):
    """Others are waiting for their file already."""


@cache
def maker() -> Any:
    """The library, or None where it or Pango is missing."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it speaks of every style it skips
    return weasyprint


def made(html: str, styles: Sequence[str]) -> bytes:
    """The file of this page, drawn with these style sheets of ours. Nothing is fetched: pictures stand in
    the page itself. Raises Busy rather than let everybody wait."""
    name = sha256("\0".join([html, *styles]).encode()).hexdigest()
    if not _making.acquire(timeout=PATIENCE):
        raise Busy
    try:
        if name not in _kept:
            _kept[name] = _draw(html, styles)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(name)
        return _kept[name]
    finally:
        _making.release()


def _draw(html: str, styles: Sequence[str]) -> bytes:
    library = maker()
    inside = library.urls.URLFetcher(allowed_protocols=("data",))
    sheets = [library.CSS(string=_style(name), url_fetcher=inside) for name in styles]
    page = library.HTML(string=html, url_fetcher=inside)
    drawn: bytes = page.write_pdf(stylesheets=sheets, pdf_tags=True)
    return drawn


@cache
def _style(name: str) -> str:
    found = finders.find(name)
    assert isinstance(found, str)  # one of ours
    return Path(found).read_text(encoding="utf-8")
