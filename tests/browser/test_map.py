"""A position picked on the map: by a tap and by the keyboard; over tiles that are shifted; without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site
from yuanba.places.rules import datum

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite_only,
    pytest.mark.xdist_group("browser"),
]


def _page(site: Site) -> str:
    return next(path for who, path in site.pages if who == "worker" and path.endswith("/position/"))


def test_a_position_is_picked_by_a_tap_and_by_the_keyboard(site: Site):
    context = site.visitor("worker")
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(site.home + _page(site))
    page.fill("#id_lat", "29.5")
    page.fill("#id_lng", "106.5")
    page.locator(".picker__map").click(position={"x": 100, "y": 200})
    first = page.input_value("#id_lat"), page.input_value("#id_lng")
    assert first != ("29.5", "106.5")
    page.locator(".picker__map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    page.locator("[data-pick]").focus()
    page.keyboard.press("Enter")
    second = page.input_value("#id_lat"), page.input_value("#id_lng")
    assert second != first
    page.get_by_role("button", name="就在这里").click()
    expect(page.get_by_text("位置记下了。")).to_be_visible()
    page.goto(site.home + _page(site))
    assert (page.input_value("#id_lat"), page.input_value("#id_lng")) == second
    assert wrong == []  # the content policy has nothing to say
    context.close()


def test_what_the_browser_shifts_is_what_the_server_shifts(site: Site):
    context = site.visitor("worker")
    page = context.new_page()
    page.goto(site.home + _page(site))
    for at in ((29.5, 106.5), (39.90733, 116.39107), (22.3, 114.1), (45.1, 87.6)):
        there = page.evaluate("at => yuanbaDatum.toGcj(...at)", at)
        back = page.evaluate("at => yuanbaDatum.fromGcj(...at)", at)
        assert there == pytest.approx(datum.to_gcj(*at), abs=1e-8)
        assert back == pytest.approx(datum.from_gcj(*at), abs=1e-6)
    context.close()


def test_without_script_the_numbers_are_typed(site: Site):
    context = site.visitor("worker", script=False)
    page = context.new_page()
    page.goto(site.home + _page(site))
    expect(page.locator(".picker")).to_be_hidden()
    page.fill("#id_lat", "29.512345")
    page.fill("#id_lng", "106.512345")
    page.get_by_role("button", name="就在这里").click()
    expect(page.get_by_text("位置记下了。")).to_be_visible()
    context.close()
