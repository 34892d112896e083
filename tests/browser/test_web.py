"""X-WEB: what means harm, in every text that is kept and in every field that is typed into. In a real
browser nothing of it runs, and the content policy has nothing to say.

It writes into the house of all browser tests, so it stands last.
"""

import json
import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route

from tests.browser.conftest import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite_only,
    pytest.mark.xdist_group("browser"),
]
LONG = bool(os.environ.get("YUANBA_SLOW"))
SHORT = {"guest", "resident", "worker", "admin"}  # who meets nearly every form; all in the long run
HARM = """'"><img src=x onerror=ran=1><script>ran=1</script><svg onload=ran=1>{{7*7}}"""
# Fields that take words. A form is sent once, however many pages have one with the same fields.
TAKES = "input:not([type]),input[type=text],input[type=search],input[type=tel],textarea"
# A page as the browser reads it, without opening it: the fields of its forms, and whether what was
# written became a part of it.
READ = f"""html => {{ const page = new DOMParser().parseFromString(html, 'text/html');
    return [[...page.forms].map(form => [...form.querySelectorAll('{TAKES}')].map(one => one.name).sort().join(' ')),
    !!page.querySelector('img[src=x],svg[onload]') || [...page.scripts].some(one => one.text.includes('ran='))]; }}"""
SEND = f"""([n, harm]) => {{ const form = document.querySelectorAll('form')[n];
    form.querySelectorAll('{TAKES}').forEach(one => {{ one.removeAttribute('maxlength'); one.value = harm; }});
    HTMLFormElement.prototype.submit.call(form); }}"""


@dataclass
class Ears:
    """What a page did that it should not."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"error {error}"))
        page.on("dialog", self._dialog)

    def _console(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text or "Refused to" in said.text:
            self.heard.append(said.text[:200])

    def _dialog(self, dialog: Any) -> None:
        self.heard.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def look(self, page: Page, path: str) -> list[str]:
        """What was heard of this page, and whether anything ran."""
        found, self.heard = [f"{path}: {one}" for one in self.heard], []
        if page.evaluate("typeof ran !== 'undefined' || !!document.querySelector('img[src=x]')"):
            found.append(f"{path}: what was typed is a part of the page")
        return found


def test_what_means_harm_is_only_words(site: Site):
    written = json.loads(site.house.run("-m", "tests.browser.payload", HARM))
    assert {"matters.Matter.title", "matters.Contact.name", "people.Unit.name"} <= set(written)
    wrong: list[str] = []
    sent, opened, shown = set[str](), set[str](), 0
    for who in sorted({who for who, _path in site.pages if LONG or who in SHORT}):
        context = site.visitor(who, width=1280)
        page, ears = context.new_page(), Ears()
        ears.listen(page)
        page.goto(f"{site.home}/accessibility")
        for path in dict.fromkeys(path for name, path in site.pages if name == who):
            if path in opened and any(sign.isdigit() for sign in path):
                continue  # the same thing, looked at by somebody before
            if path == "/record/verify":
                continue  # one file with a style of its own; it shows nothing that is kept
            opened.add(path)
            said = context.request.get(site.home + path).text()
            shown += "onerror=ran" in said
            forms, part = page.evaluate(READ, said)
            wrong += [f"{path}: what was kept is a part of the page"] if part else []
            for n, names in enumerate(forms):
                if not names or names in sent:
                    continue
                sent.add(names)
                page.goto(site.home + path, wait_until="domcontentloaded")
                wrong += ears.look(page, path)
                with page.expect_navigation(wait_until="domcontentloaded"):
                    page.evaluate(SEND, [n, HARM])
                wrong += ears.look(page, f"{path}, sent")
        context.close()
    assert not wrong, "\n".join(wrong)
    assert shown > 100, "most pages show something of what was written"
    assert len(sent) > 40


def test_what_is_not_escaped_would_be_heard(site: Site):
    """Control: a page that prints it as it came, under the same policy."""
    context = site.visitor()
    page, ears = context.new_page(), Ears()
    ears.listen(page)

    def unescaped(route: Route) -> None:
        came = route.fetch()
        route.fulfill(response=came, body=came.text().replace("</main>", f"{HARM}</main>"))

    page.route("**/accessibility", unescaped)
    page.goto(f"{site.home}/accessibility")
    found = ears.look(page, "accessibility")
    assert page.evaluate(READ, HARM)[1]
    assert any("Content Security Policy" in one for one in found)
    assert any("part of the page" in one for one in found)
    context.close()
