"""A grid worker in the hills: flight mode, four points, two findings with photos and a spoken note, the
tab killed, the phone restarted, the network back. Everything is in once, in order, whatever breaks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from tests.browser.conftest import QUIET, Site
from tests.trust.house import BEGIN
from yuanba.base.tests import picture_files, sound_files

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite_only,
    pytest.mark.xdist_group("browser"),
]
PIN = "240926"
LOOKS = "SELECT count(*) FROM patrols_look WHERE sent_key IS NOT NULL"
PHOTO = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture_files.jpeg()}
SOUND = {"name": "a.amr", "mimeType": "audio/amr", "buffer": sound_files.amr()}
ANSWER = """
from datetime import timedelta
from tests.world import World
from yuanba.base import clock
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.people.models import Person
from yuanba.people.door import with_posts
from yuanba.duties.models import Category
from yuanba.people.models import Unit
def who(name): return with_posts(Person.objects.get(username=name).pk)
matter = Matter.objects.get(title__contains="裂缝宽了三厘米")
now = clock.now()
lamp, unit = Category.objects.get(code="B01"), Unit.objects.get(name="云岭县城市管理局")
acts.triage(actor=who("worker"), matter_id=matter.pk, lane="government", category_id=lamp.pk,
    unit_id=unit.pk, reason="公共边坡，由城管负责。", now=now)
acts.assign(actor=who("worker"), matter_id=matter.pk, owner_id=who("handler").pk,
    supervisor_id=who("supervisor").pk, now=now)
acts.finish(actor=who("handler"), matter_id=matter.pk, outcome="solved",
    result="灌了浆，坡脚砌了挡墙。", now=now)
"""


class Phone:
    """A telephone with a store of its own: it can be switched off and on again."""

    def __init__(self, site: Site, folder: Path, who: str = "grid") -> None:
        self.site, self.folder, self.who = site, folder, who
        self.on()

    def on(self, *, signed_in: bool = True) -> Page:
        kind = self.site.browser.browser_type
        path = self.site.said["chromium"]
        self.context: BrowserContext = kind.launch_persistent_context(
            str(self.folder), executable_path=path, args=QUIET, locale="zh-CN",
            timezone_id="Asia/Shanghai", viewport={"width": 390, "height": 844},
        )  # fmt: skip
        self.context.set_default_timeout(20_000)
        if signed_in:
            self.sign_in()
        self.page = self.context.pages[0]
        return self.page

    def sign_in(self) -> None:
        value = self.site.said["sessions"][self.who]
        self.context.add_cookies([{"name": "yuanba", "value": value, "url": self.site.home}])

    def off(self) -> None:
        self.context.close()

    def set_up(self) -> None:
        self.page.goto(f"{self.site.home}/patrol/")
        self.page.locator("#pin").fill(PIN)
        self.page.locator("#again").fill(PIN)
        self.page.get_by_role("button", name="开始用").click()
        expect(self.page.locator(".pround")).to_be_visible()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        until(self.page, "navigator.serviceWorker.controller !== null")

    def unlock(self) -> None:
        self.page.goto(f"{self.site.home}/patrol/")
        self.page.locator("#pin").fill(PIN)
        self.page.get_by_role("button", name="打开").click()
        expect(self.page.locator("#pin")).to_have_count(0)
        expect(self.page.locator("#main")).not_to_be_empty()

    def same(self) -> None:
        """没有变化 at the next point, in one tap."""
        there = kept(self.page)
        self.page.locator("[data-next] [data-same]").click()
        until(self.page, f"window.Patrol.waiting().then(n => n === {there + 1})")
        expect(self.page.locator("#done")).to_be_visible()

    def found(self, text: str, *, sound: bool = False, **ticks: bool) -> None:
        page, there = self.page, kept(self.page)
        page.locator("[data-next] [data-found]").click()
        page.locator("#text").fill(text)
        page.locator("[data-pick]").set_input_files([PHOTO])
        expect(page.locator(".shot img")).to_have_count(1)
        if sound:
            page.locator("[data-soundpick]").set_input_files([SOUND])
        for name in ticks:
            page.locator(f"[name={name}]").check()
        page.locator("#found button.btn--block.btn--tall").click()
        until(page, f"window.Patrol.waiting().then(n => n === {there + 1})")
        expect(page.locator("#done")).to_be_visible()
        expect(page.locator("[data-next]")).to_be_visible()

    def queue(self) -> Page:
        self.page.goto(f"{self.site.home}/patrol/#queue")
        return self.page

    def upload(self) -> None:
        """One try, to its end."""
        until(self.page, "!window.Patrol.state.busy")
        self.page.evaluate("window.Patrol.sync()")
        until(self.page, "!window.Patrol.state.busy")

    def empty(self) -> None:
        """As many tries as it takes."""
        for _try in range(12):
            self.upload()
            if not kept(self.page):
                return
        raise AssertionError(self.page.evaluate("window.Patrol.state.why"))


def until(page: Page, true: str) -> None:
    """Wait; Playwright's own way evaluates text in the page, which the policy of the house forbids."""
    for _try in range(400):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


@contextmanager
def phone(site: Site, folder: Path, who: str = "grid") -> Iterator[Phone]:
    one = Phone(site, folder, who)
    try:
        yield one
    finally:
        one.off()


def many(site: Site, statement: str = LOOKS) -> int:
    return int(site.house.rows(statement)[0][0])


def kept(page: Page) -> int:
    return int(page.evaluate("window.Patrol.waiting()"))


def test_a_round_in_flight_mode_arrives_once_and_its_answer_comes_back(site: Site, tmp_path: Path):
    before = many(site)
    with phone(site, tmp_path / "phone") as mine:
        mine.set_up()
        mine.context.set_offline(True)
        mine.page.reload()  # the page itself opens without a signal
        mine.unlock()
        expect(mine.page.locator("#line")).to_contain_text("没有信号")
        mine.same()
        mine.found("坡上裂缝宽了三厘米", sound=True, hurts=True, soon=True)
        mine.found("井盖有点松")
        mine.same()
        assert kept(mine.page) == 4
        plain = mine.page.evaluate(
            "window.Patrol.all('queue').then(rows => rows.map(r => new TextDecoder().decode(r.data)).join())"
        )
        assert "裂缝" not in plain
        with pytest.raises(Exception, match="crash"):
            mine.page.goto("chrome://crash")  # the tab is killed
        mine.off()  # and the phone switched off
        mine.on()
        mine.context.set_offline(True)
        mine.unlock()
        assert kept(mine.page) == 4
        assert many(site) == before
        # the network comes back, but badly: pieces break off, answers are lost, the house restarts
        mine.context.route(re.compile("/pieces/.*offset="), lose_answers(2))
        mine.context.route(re.compile("/phone/looks"), lose_answers(1))
        mine.context.set_offline(False)
        mine.upload()
        assert kept(mine.page) >= 3
        site.house.kill()
        mine.upload()
        site.house.start(workers=1)
        mine.empty()
        page = mine.queue()
        expect(page.locator("#main")).to_contain_text("没有等着传的")
        assert kept(page) == 0
        assert many(site) == before + 4
        told = site.house.rows(
            "SELECT m.number, (SELECT count(*) FROM matters_photo p WHERE p.matter_id = m.id),"
            " (SELECT count(*) FROM matters_voicenote v WHERE v.matter_id = m.id), m.due_at IS NOT NULL"
            " FROM matters_matter m WHERE m.title LIKE '%裂缝宽了三厘米%'"
        )
        assert [row[1:] for row in told] == [(1, 1, 1)]
        expect(page.locator("#main")).to_contain_text(
            told[0][0]
        )  # its number, beside what was sent
        # the township sees it, with its clock running
        desk = site.visitor("township", width=1280).new_page()
        desk.goto(f"{site.home}/desk/search?q={told[0][0]}")
        expect(desk.get_by_text(told[0][0]).first).to_be_visible()
        # on the next round its answer stands at the point
        site.house.run("-c", BEGIN + ANSWER)
        page.goto(f"{site.home}/patrol/#round")
        mine.unlock()
        mine.upload()
        point = site.house.rows(
            "SELECT f.point_id FROM patrols_finding f JOIN matters_matter m ON m.id = f.matter_id"
            " WHERE m.title LIKE '%裂缝宽了三厘米%'"
        )[0][0]
        page.goto(f"{site.home}/patrol/#point/{point}")
        expect(page.locator("#main")).to_contain_text("灌了浆，坡脚砌了挡墙。")


def lose_answers(times: int):
    """The request gets there and is answered, but the answer is lost: so many times."""
    left = [times]

    def handle(route: Route) -> None:
        if left[0] and route.request.method == "POST":
            left[0] -= 1
            with suppress(Error):  # the house was switched off
                route.fetch()
            route.abort()
        else:
            route.continue_()

    return handle


def test_nothing_is_lost_to_faults_of_the_house_sign_in_or_a_full_phone(site: Site, tmp_path: Path):
    before = many(site)
    with phone(site, tmp_path / "phone") as mine:
        mine.set_up()
        mine.context.set_offline(True)
        page = mine.page
        page.goto(f"{site.home}/patrol/#round")
        page.evaluate(
            """() => { const put = IDBObjectStore.prototype.add; IDBObjectStore.prototype.add = function () {
            if (window.full) throw new DOMException('full', 'QuotaExceededError');
            return put.apply(this, arguments); }; window.full = true; }"""
        )
        point = page.evaluate("window.Patrol.round().then(r => r.stops[0].id)")
        page.goto(f"{site.home}/patrol/#point/{point}")
        page.locator("#text").fill("护栏又松了一根")
        page.locator("[name=then][value=watch]").check()
        page.locator("#found button.btn--block.btn--tall").click()
        expect(page.locator("[data-full]")).to_contain_text("手机存不下了")
        expect(page.locator("#text")).to_have_value("护栏又松了一根")
        assert kept(page) == 0
        page.evaluate("window.full = false")
        page.locator("#found button.btn--block.btn--tall").click()
        expect(page.locator("#done")).to_contain_text("记下了")
        assert kept(page) == 1

        def broken(route: Route) -> None:
            route.fulfill(status=500, body="fault")

        # a fault of the house, and a sign-in that ended in mid-queue: kept, and sent once afterwards
        mine.context.set_offline(False)
        mine.context.route("**/phone/looks", broken)
        mine.upload()
        expect(page.locator("#line")).to_contain_text("没传上")
        assert kept(page) == 1
        mine.context.unroute_all(behavior="wait")
        mine.context.clear_cookies(name="yuanba")
        mine.upload()
        expect(page.locator("#line")).to_contain_text("登录过期了")
        assert (kept(page), many(site)) == (1, before)
        mine.sign_in()
        # another telephone wrote about the same point meanwhile: both versions are shown, one tap decides
        with phone(site, tmp_path / "other", "worker") as other:
            other.set_up()
            other.page.goto(f"{site.home}/patrol/#point/{point}")
            other.page.locator("#text").fill("护栏松了，已经通知镇里")
            other.page.locator("[name=then][value=watch]").check()
            other.page.locator("#found button.btn--block.btn--tall").click()
            expect(other.page.locator("#done")).to_contain_text("记下了")
            other.empty()
        mine.upload()
        page = mine.queue()
        expect(page.locator(".pclash")).to_contain_text("护栏又松了一根")
        expect(page.locator(".pclash")).to_contain_text("已经通知镇里")
        page.get_by_role("button", name="不是一件，另外报").click()
        expect(page.locator(".pclash")).to_have_count(0)
        mine.empty()
        expect(page.locator("#main")).to_contain_text("没有等着传的")
        assert many(site) == before + 2
        # seven days without the house: what can be read is gone
        page.evaluate(
            "window.Patrol.put('meta', {at: Date.now() - 8*864e5, seen: Date.now()}, 'heard')"
        )
        mine.context.set_offline(True)
        page.goto(f"{site.home}/patrol/")
        mine.unlock()
        expect(page.locator("#main")).to_contain_text("手机里没有点位表")
        mine.context.set_offline(False)
        # lost, and revoked: at its next contact nothing is left, and no sign-in is needed for that
        desk = site.visitor("grid", width=1280).new_page()
        desk.goto(f"{site.home}/desk/patrols/phones")
        for _each in range(desk.get_by_role("button", name="停用").count()):
            desk.get_by_role("button", name="停用").first.click()
            desk.wait_for_load_state()
        mine.context.clear_cookies(name="yuanba")
        mine.upload()
        until(page, "window.Patrol.lock === null")
        names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
        assert "yuanba-patrol" not in names or page.evaluate("window.Patrol.all('queue')") == []


def test_a_queue_that_drops_on_a_fault_would_be_caught(site: Site, tmp_path: Path):
    """The planted fault: with one line of the queue changed, a fault of the house loses a look."""
    with phone(site, tmp_path / "phone") as mine:

        def careless(route: Route) -> None:
            said = route.fetch()
            changed = said.text().replace(
                'else throw new Stop("later");\n    await P.mark',
                'else item.state = "settled";\n    await P.mark',
            )
            assert changed != said.text()
            route.fulfill(response=said, body=changed)

        mine.context.route(re.compile(r"/queue.*\.js"), careless)
        mine.set_up()
        mine.context.set_offline(True)
        mine.page.goto(f"{site.home}/patrol/#round")
        point = mine.page.evaluate("window.Patrol.round().then(r => r.stops[0])")
        mine.page.evaluate(
            "p => window.Patrol.add({point: p.id, name: p.name, saw: p.version, result: 'same'}, [])",
            point,
        )
        assert kept(mine.page) == 1
        mine.context.route("**/phone/looks", lambda route: route.fulfill(status=500, body="{}"))
        mine.context.set_offline(False)
        mine.upload()
        mine.upload()
        assert kept(mine.page) == 0, "the careless queue dropped it: the tests above would see that"
