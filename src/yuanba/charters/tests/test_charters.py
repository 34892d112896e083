"""Village rules: written, doubted where rights are touched, passed by a meeting, filed, sent back, repealed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.charters import acts, rules
from yuanba.charters.models import Version
from yuanba.charters.rules import State
from yuanba.charters.tests.passing import passed
from yuanba.notices.tests.test_staff import inbox
from yuanba.notices.tests.test_tell import run_jobs

DAY = clock.day_of(THURSDAY)


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


def text(client: Client, address: str, most: int) -> str:
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200, address
    assert len(seen) <= most, (address, len(seen))
    return str(page.content.decode())


@pytest.mark.parametrize(
    "words",
    [
        "乱倒垃圾的罚款200元", "不交卫生费的停水停电", "违反的取消低保资格", "不参加的不准参加选举",
        "外嫁女不享受分红", "小偷游街示众", "不准越级上访", "停 电 三 天",
    ],
)  # fmt: skip
def test_what_may_touch_somebody_s_rights_is_marked(words: str):
    assert [d.passage for d in rules.doubts(f"讲卫生。{words}。敬老爱幼。")] == [words]


def test_ordinary_rules_are_not_marked():
    assert rules.doubts("红白事简办，礼金不超一百。垃圾分类，门前三包。敬老爱幼，邻里和睦。") == []


def test_a_rhyme_is_short_and_a_text_does_not_hold_before_it_is_passed():
    with pytest.raises(Refused, match="line_long"):
        rules.short("红事白事都从简" * 5)
    said: dict[str, Any] = {"state": State.DRAFT, "passed": True, "passed_on": date(2026, 9, 20)}
    with pytest.raises(Refused) as no:
        rules.adopt(since=date(2026, 9, 19), **said)
    assert no.value.field == "since"
    with pytest.raises(Refused, match="wrong_state"):
        rules.step(State.DRAFT, "file")


def test_two_versions_are_compared_sentence_by_sentence():
    told = rules.changes(
        "红白事简办。垃圾乱倒罚款。敬老爱幼。", "红白事简办。\n垃圾不乱倒。敬老爱幼。"
    )
    assert [(c.kind, c.text) for c in told] == [
        ("same", "红白事简办。"), ("gone", "垃圾乱倒罚款。"), ("new", "垃圾不乱倒。"),
        ("same", "敬老爱幼。"),
    ]  # fmt: skip


def test_village_rules_from_the_draft_to_the_second_version(world: World):
    worker, town, guest = signed(world.worker), signed(world.township), Client()
    said = {
        "kind": "covenant",
        "title": "石桥村村规民约",
        "short": "红事白事都从简\n不比排场比孝贤",
    }
    page = worker.post("/desk/charters/write", said | {"text": "找我13800000126"})
    assert page.status_code == 422
    assert "不能公开" in page.content.decode()
    worker.post("/desk/charters/write", said | {"text": "红白事简办。乱倒垃圾罚款200元。"})
    first = Version.objects.get()
    here = f"/desk/charters/{first.pk}/"
    assert "不能罚款" in text(worker, here, 30)
    assert guest.get(f"/charters/texts/{first.pk}/").status_code == 404
    question = passed(world)
    since = clock.day_of(question.ended_at or THURSDAY)
    adopting = {"do": "adopt", "procedure": str(question.pk)}
    early = worker.post(here, adopting | {"since": str(since - timedelta(days=1))})
    assert early.status_code == 422
    assert "不能更早" in early.content.decode()
    assert worker.post(here, adopting | {"since": str(since)}).status_code == 303
    assert "石桥村村规民约" in text(town, "/desk/charters/", 40)
    back = {"do": "send_back", "clause": "", "words": "删去罚款。"}
    assert town.post(here, back).status_code == 422
    run_jobs()
    assert any("请看看，备个案" in said for said in inbox(world.township))
    town.post(here, back | {"clause": "村民委员会组织法第二十七条"})
    run_jobs()
    assert any("删去罚款。（村民委员会组织法第二十七条）" in said for said in inbox(world.worker))
    assert "删去罚款" in text(guest, f"/charters/texts/{first.pk}/", 10)
    # the second version, filed: the first one ends
    worker.post("/desk/charters/write", said | {"text": "红白事简办。垃圾不乱倒，倒了自己扫。"})
    second = Version.objects.get(state=State.DRAFT)
    assert second.n == 2
    where = f"/desk/charters/{second.pk}/"
    worker.post(where, adopting | {"since": str(since)})
    assert worker.post(where, {"do": "file", "number": "1"}).status_code == 303  # not the village's
    town.post(where, {"do": "file", "number": "桂溪备〔2026〕3号"})
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.state, first.state) == (State.FILED, State.ENDED)
    page = text(guest, f"/charters/{world.village.pk}/", 8)
    assert "不比排场比孝贤" in page
    assert "罚款" not in page
    page = text(guest, f"/charters/texts/{second.pk}/", 10)
    assert "桂溪备〔2026〕3号" in page
    assert "程序证明" in page
    assert "<del>乱倒垃圾罚款200元。</del>" in page
    assert [r.act.split(".")[1] for r in records.about(second)] == ["write", "adopt", "file"]
    with pytest.raises(Denied):
        acts.repeal(actor=world.supervisor, version_id=second.pk, why="不要了", now=THURSDAY)
    worker.post(where, {"do": "repeal", "why": "村民会议定了新的。"})
    assert Version.objects.get(pk=second.pk).state == State.ENDED
