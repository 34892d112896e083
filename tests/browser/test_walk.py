"""The whole thread in a phone-wide browser: told, sorted, given, worked on, answered, judged, struck
off, released, read on the wall and by the supervisor. Every step is a press on the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite_only,
    pytest.mark.xdist_group("browser"),
]
WORDS = "村口第二根电杆的路灯三天不亮，老人晚上摔了一跤。"


def send(page: Page, words: str = "") -> None:
    """Press the button with these words, or the one at the foot of the form."""
    foot = page.locator(".formfoot button.btn")
    (page.locator("button:visible", has_text=words).last if words else foot).click()
    page.wait_for_load_state()
    assert page.locator(".errsum").count() == 0, page.locator(".errsum").inner_text()


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_matter_is_followed_on_a_phone_from_the_first_word_to_the_wall(site: Site):
    pages: dict[str, Page] = {}

    def at(who: str, path: str) -> Page:
        if who not in pages:
            pages[who] = site.visitor(who).new_page()
        page = pages[who]
        page.goto(site.home + path)
        assert not sideways(page), path
        return page

    village = site.said["village"]
    page = at("guest", f"/c/{village}/")
    page.locator("a:visible", has_text="说件事").first.click()
    page.locator("textarea[name=text]").fill(WORDS)
    send(page, "交给社区")
    if "received" not in page.url:  # something like it was told before: it is not that
        send(page, "交给社区")
    link = re.search(r"/f/[^/]+/", page.url)
    assert link, page.url

    # the worker finds it at the top of what is to be sorted, and sorts and gives it
    page = at("worker", "/desk/queue?view=sort")
    opens = page.get_by_role("link", name=WORDS[:8]).first.get_attribute("href") or ""
    found = re.search(r"(?:matters/|open=)(\d+)", opens)
    assert found, opens
    desk = f"/desk/matters/{found[1]}/"
    page = at("worker", f"{desk}triage/")
    page.locator("[name=category]").select_option(site.said["lamp"])
    page.wait_for_load_state("networkidle")  # the category proposes lane and unit
    page.locator("input[name=lane][value=government]").check(force=True)
    page.locator("[name=unit]").select_option(site.said["lamps"])
    page.locator("[name=reason]").fill("公共路灯，由城管负责。")
    send(page, "分好")
    page = at("worker", f"{desk}assign/")
    page.locator("[name=owner]").select_option(site.said["handler"])
    page.locator("[name=supervisor]").select_option(site.said["supervisor"])
    send(page)

    # the reporter sees who has it
    page = at("guest", link[0])
    expect(page.locator("main")).to_contain_text("李工")

    # the department works on it and answers
    page = at("handler", f"{desk}note/")
    page.locator("[name=text]").fill("已到现场看过，是灯头坏了。")
    send(page)
    page = at("handler", f"{desk}finish/")
    page.locator("[name=outcome][value=solved]").check(force=True)
    page.locator("[name=result]").fill("换了两盏灯头和一段线，当晚已亮。")
    send(page)
    page = at("handler", f"{desk}reply/")
    page.locator("[name=text]").fill("路灯修好了，请您看看。")
    send(page)

    # the reporter judges, the worker strikes it off
    page = at("guest", f"{link[0]}evaluate")
    page.locator("button[value=yes]").click()
    page.wait_for_load_state()
    page = at("worker", f"{desk}close/")
    page.locator("[name=evidence]").fill("居民回话说亮了。")
    send(page)

    # a second person releases the row, and everybody reads it
    page = at("colleague", "/desk/publish")
    page.get_by_role("link", name=re.compile(WORDS[:8])).first.click()
    page.wait_for_load_state()
    page.locator("button[value=publish]").click()
    page.wait_for_load_state()
    page = at("guest", f"/wall/{village}/")
    expect(page.locator("main")).to_contain_text(WORDS[:8])
    page = at("supervisor", desk)
    expect(page.locator("main")).to_contain_text("已销号")
    for page in pages.values():
        page.context.close()
