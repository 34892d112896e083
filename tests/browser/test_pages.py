"""X-A11Y: every page of tests/addresses, in both languages: axe finds nothing, nothing sticks out.

axe costs a second a page, so it looks once at what is built alike (the same page shown to five roles,
the same form asked of twenty acts), and that is opened in English once too; with YUANBA_SLOW=1
everything, by everybody, in both languages.
"""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import AXE, Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite_only,
    pytest.mark.xdist_group("browser"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = (320, 390)  # px
LARGER = "125%"
PEOPLE = ["guest", "resident", "worker", "handler", "township", "supervisor", "admin", "others"]
LONG = bool(os.environ.get("YUANBA_SLOW"))
MOST = 60 * 1024  # bytes of a resident's first view, over the wire


def of(site: Site, who: str) -> list[tuple[str, str]]:
    named = set(PEOPLE)
    return [(w, p) for w, p in site.pages if w == who or (who == "others" and w not in named)]


SHAPES = """() => {
  const KEPT = ['class', 'role', 'type', 'lang']
  const worded = node => node.nodeType === Node.TEXT_NODE && node.data.trim()
  const shape = node => {
    const said = [...node.attributes].map(({name, value}) =>
      name + (KEPT.includes(name) ? '=' + value : value && '+'))
    const inside = [...node.querySelectorAll(':scope > *')].map(shape).filter((one, n, all) => one !== all[n - 1])
    const words = [...node.childNodes].some(worded) ? '…' : ''
    return node.tagName + '[' + said + ']' + words + '(' + inside + ')'
  }
  const body = document.body.cloneNode(true), main = body.querySelector('main')
  main.remove()
  const mode = [...document.documentElement.attributes].map(({name, value}) => name + '=' + value)
  return [mode + shape(main), mode + shape(body)]
}"""


def is_new(page: Page, seen: set[str]) -> bool:
    """Whether this page's main part, or what stands around it, is built like none seen before: by
    its tags, classes, roles, which attributes there are and where words stand; rows alike count once."""
    shapes = set(page.evaluate(SHAPES))
    new = not shapes <= seen
    seen |= shapes
    return new


def finds(page: Page) -> list[str]:
    """What axe has against this page."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(
        """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], elementRef: false})
        .then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target).join(', ')))""",
        RULES,
    )
    return found


def sticks_out(page: Page) -> list[str]:
    """The widths at which the page has to be moved sideways: the narrowest with larger letters, in
    the long run the others too."""
    found = []
    for width in NARROW if LONG else NARROW[:1]:
        if page.viewport_size != {"width": width, "height": 844}:
            page.set_viewport_size({"width": width, "height": 844})
        for size in ("", LARGER) if LONG else (LARGER,):
            # a reader's own setting, not a style of ours
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{width} px {size}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def visits(
    context: BrowserContext, site: Site, pages: list[tuple[str, str]]
) -> Iterator[tuple[str, Page]]:
    page = context.new_page()
    for _who, path in pages:
        answer = page.goto(site.home + path, wait_until="load")
        assert answer is not None
        assert answer.status in {200, 404 if path == "/nowhere" else 200}, (path, answer.status)
        assert "/signin/?next=" not in page.url, path
        yield path, page


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """What axe has looked at."""
    return set()


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_can_use_every_page_at_every_width_in_both_languages(
    site: Site, seen: set[str], who
):
    wrong: list[str] = []
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, path in of(site, who):
        groups.setdefault(name, []).append((name, path))
    assert groups
    for name, pages in groups.items():
        # Axe reads the Chinese ones only: the markup of the others is the same.
        fresh: list[tuple[str, str]] = []
        for language in ("zh-hans", "en"):
            with_language = site.visitor(name, language=language, width=NARROW[0])
            for path, page in visits(with_language, site, fresh if language == "en" else pages):
                if language != "en" and (is_new(page, seen) or LONG):
                    fresh.append((name, path))
                    wrong += [f"{path}: {find}" for find in finds(page)]
                wrong += [f"{language} {path}: sideways at {at}" for at in sticks_out(page)]
            with_language.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("mode", ["elder", "elder-max"])
def test_the_elder_pages_too(site: Site, seen: set[str], mode):
    wrong: list[str] = []
    for who in ("guest", "resident"):
        context = site.visitor(who, mode=mode, width=320)
        for path, page in visits(context, site, of(site, who)):
            if mode == "elder" and is_new(page, seen):
                wrong += [f"{path}: {find}" for find in finds(page)]
            wrong += [f"{path}: sideways at {at}" for at in sticks_out(page)]
        context.close()
    assert not wrong, "\n".join(wrong)


def test_a_missing_label_and_a_wide_box_would_be_found(site: Site):
    """The planted faults."""
    context = site.visitor(width=320)
    page = context.new_page()
    page.goto(f"{site.home}/c/{site.said['village']}/report")
    assert (finds(page), sticks_out(page)) == ([], [])
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    page.evaluate("document.querySelector('main').style.minWidth = '600px'")
    assert any(find.startswith(("label", "select-name")) for find in finds(page))
    assert sticks_out(page)
    context.close()


def test_a_resident_s_first_view_is_light_and_asks_no_other_host(site: Site):
    heavy: list[str] = []
    for who, path in of(site, "guest"):
        context = site.visitor(who)
        page = context.new_page()
        bytes_in: list[float] = []
        hosts: set[str] = set()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda e, b=bytes_in: b.append(e["encodedDataLength"]))
        page.on("request", lambda asked, h=hosts: h.add(urlsplit(asked.url).netloc))
        page.goto(site.home + path, wait_until="load")
        page.wait_for_timeout(100)  # ms, for what asks after it is shown
        if sum(bytes_in) > MOST:
            heavy.append(f"{path}: {sum(bytes_in) / 1024:.0f} KB")
        assert hosts <= {urlsplit(site.home).netloc, ""}, (
            path,
            hosts,
        )  # none: a picture in the page
        assert bytes_in
        context.close()
    assert not heavy, "\n".join(heavy)
