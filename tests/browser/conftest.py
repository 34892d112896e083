"""A real house with one of everything, served as an operator serves it, and one browser for all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.trust.house import House
from tools.durable import DurableDatabase
from tools.testing import KIND

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Site:
    """`pages` are (who, path); `sessions` open the house as somebody without his password."""

    house: House
    browser: Browser
    said: dict[str, Any]

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.house.port}"

    @property
    def pages(self) -> list[tuple[str, str]]:
        return [(who, path) for who, path in self.said["pages"]]

    def visitor(
        self, who: str = "guest", *, language: str = "zh-hans", mode: str = "standard",
        width: int = 390, script: bool = True,
    ) -> BrowserContext:  # fmt: skip
        """A browser of somebody's own, with nothing kept from before."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 844 if width < 700 else 900},
            java_script_enabled=script,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(20_000)
        cookies = {"language": language, "mode": mode}
        if who != "guest":
            cookies["yuanba"] = self.said["sessions"][who]
        context.add_cookies([{"name": n, "value": v, "url": self.home} for n, v in cookies.items()])
        return context


@pytest.fixture(scope="session")
def site(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with DurableDatabase(KIND, tmp_path_factory.mktemp("site")) as database:
        house = House(database)
        # as in a village: hashed, compressed files; in the demo every page can be looked at
        house.env |= {"YUANBA_TESTING": "0", "YUANBA_DEMO": "1"}
        house.run("-m", "yuanba", "migrate", "--apply-only")
        said = json.loads(house.run("-m", "tests.browser.fill"))
        said["chromium"] = str(chromium)
        house.start(workers=1)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
                yield Site(house, browser, said)
                browser.close()
        finally:
            house.kill()
