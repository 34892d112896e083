"""A service day without signal: what is noted waits in the tab, sealed, and is sent once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite_only,
    pytest.mark.xdist_group("browser"),
]
WHO, WORDS = "谭阿婆", "桥头石阶松了两块，下雨天踩上去要翻。"
HALF = "三栋门口有人堆"
DRAFTS = "Object.keys(sessionStorage).filter(name => name.startsWith('yuanba.draft'))"
KEPT = "JSON.stringify(Object.assign({}, sessionStorage, localStorage))"
LISTS = "Object.keys(sessionStorage).filter(name => name.startsWith('yuanba.waiting'))"
KEYS = """() => new Promise(done => { const open = indexedDB.open('yuanba.keys', 1);
    open.onsuccess = () => { const all = open.result.transaction('keys').objectStore('keys').getAll();
    all.onsuccess = () => done(all.result.map(one => one.key.extractable)); }; })"""


def note(page: Page, who: str, words: str) -> None:
    page.locator("#id_who").fill(who)
    page.locator("#id_text").fill(words)
    page.locator("#entry button.btn", has_text="记下").click()


def lost(route: Route) -> None:
    """Nothing goes out that would change something, and nothing comes back from asking for it."""
    if route.request.method in {"POST", "HEAD"}:
        route.abort()
    else:
        route.continue_()


def test_what_is_noted_without_signal_waits_sealed_and_is_sent_once(site: Site):
    day = f"/desk/service/day/{site.said['service_day']}/"
    context = site.visitor("worker", width=1280)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(site.home + day)
    told_before = page.locator("main", has_text=WORDS).count()
    assert told_before == 0
    # what is half typed stays in this tab alone: a reload keeps it, the browser's own store never has it
    page.locator("#id_text").fill(HALF)
    page.wait_for_timeout(700)  # it is kept 0.4 s after the last sign
    assert len(page.evaluate(DRAFTS)) == 1
    assert HALF not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    expect(page.locator("#id_text")).to_have_value(HALF)
    beside = context.new_page()
    beside.goto(site.home + day)
    expect(beside.locator("#id_text")).to_have_value("")
    beside.close()
    context.set_offline(True)
    note(page, WHO, WORDS)
    line = page.locator("#waiting")
    expect(line).to_contain_text(WORDS)
    page.wait_for_function(f"{LISTS}.length > 0")
    kept = page.evaluate(KEPT)
    assert WHO not in kept
    assert WORDS not in kept
    assert page.evaluate(DRAFTS) == []
    assert page.evaluate(KEYS) == [False], "one key, which no script can read out"

    # signal that carries pages, but loses what is sent: a reload loses nothing of it
    page.route("**/*", lost)
    context.set_offline(False)
    page.reload()
    expect(line).to_contain_text(WHO)

    # the answer to the first sending is lost on the way back: it is sent again, and told once
    def answer_lost(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
        route.abort()

    page.route(re.compile(re.escape(day)), answer_lost)
    page.unroute("**/*", lost)  # not before: what is sent by itself just now must not slip through
    page.get_by_role("button", name="现在上传").click()
    expect(line).to_be_visible()
    page.wait_for_timeout(300)
    page.unroute_all(behavior="wait")
    page.get_by_role("button", name="现在上传").click()
    expect(line).to_be_hidden()
    expect(page.locator("tbody td.main", has_text=WORDS)).to_have_count(1)
    page.reload()
    expect(page.locator("tbody td.main", has_text=WORDS)).to_have_count(1)
    assert page.evaluate(LISTS) == []
    assert page.evaluate(KEYS) == [], "the key is thrown away with the list"
    context.close()
