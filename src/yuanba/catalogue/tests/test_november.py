"""November's disclosure over HTTP: drafted, reviewed, published, objected to, answered; it hangs as a
printed sheet, is read aloud, and goes into the archive."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.world import World, signed
from yuanba.base import clock, records
from yuanba.catalogue import acts, jobs
from yuanba.catalogue.models import Asked, Correction, Issue
from yuanba.catalogue.rules import items
from yuanba.catalogue.rules.issues import State
from yuanba.catalogue.tests.board import TODAY, Board, adopted
from yuanba.disclosure import recounting

DECEMBER = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)  # Thursday, 10:00 in Shanghai
NOVEMBER = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    def turn(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    turn(DECEMBER)
    return turn


def text(client: Client, address: str, most: int) -> str:
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200, address
    assert len(seen) <= most, (address, len(seen))
    return str(page.content.decode())


def test_november_from_the_draft_to_the_archive(world: World, at: Any):
    adopted(world, now=NOVEMBER)
    for said in ("村口路灯三天不亮。", "水沟堵了。"):
        world.told(text=said, now=NOVEMBER)
    recounting.recount_all()
    jobs.draft_issues(now=DECEMBER)
    jobs.draft_issues(now=DECEMBER)  # safe to run twice
    issue = Issue.objects.get(place=world.village)
    assert (issue.since, issue.due) == (date(2026, 11, 1), date(2026, 12, 15))
    part = issue.parts.get(item__code="A1")
    assert part.words.startswith("2026年11月，大家说了2件事")
    worker, watcher, town = signed(world.worker), signed(world.supervisor), signed(world.township)
    compose, words = f"/desk/open/issues/{issue.pk}/", f"/desk/open/items/{part.pk}/"

    # words may be edited, figures not; what was typed stays in the field
    page = worker.post(words, {"words": "大家说了3件事。"})
    assert page.status_code == 422
    assert "“3”不是账里取来的数" in page.content.decode()
    assert "大家说了3件事。" in page.content.decode()
    assert worker.post(words, {"words": "十一月大家说了2件事，都有人在管。"}).status_code == 303
    # no money book here: nothing is invented, it is written by hand and said to be so
    assert "还没写" in text(worker, compose, 40)
    worker.post(compose, {"do": "send"})
    assert Issue.objects.get(pk=issue.pk).state == State.DRAFT
    money = issue.parts.get(item__code="B1")
    worker.post(f"/desk/open/items/{money.pk}/", {"words": "集体账收300元，支120元。"})
    assert worker.post(compose, {"do": "send"}).status_code == 303

    # the supervision committee objects, is answered, agrees
    assert "2026年11月公开" in text(watcher, "/desk/open/", 40)
    page = watcher.post(compose, {"do": "review", "agree": "no", "words": ""})
    assert page.status_code == 422
    assert "请写哪里不对" in page.content.decode()
    watcher.post(compose, {"do": "review", "agree": "no", "words": "水沟的事要写明谁管。"})
    worker.post(words, {"words": "十一月大家说了2件事，水沟由二组管。"})
    worker.post(compose, {"do": "answer_review", "words": "写明了。"})
    watcher.post(compose, {"do": "review", "agree": "yes", "words": ""})

    # the committee decides by most of those who came; then it is published
    page = worker.post(compose, {"do": "decide", "on": "2026-12-03", "present": "4", "agreed": "2"})
    assert "没有过半" in page.content.decode()
    worker.post(compose, {"do": "decide", "on": "2026-12-03", "present": "5", "agreed": "4"})
    public, guest = f"/open/issues/{issue.pk}/", Client()
    assert guest.get(public).status_code == 404
    worker.post(compose, {"do": "publish", "where": "村委会公开栏", "since": "2026-12-03"})
    issue.refresh_from_db()
    assert (issue.state, issue.hung_until) == (State.PUBLISHED, date(2026, 12, 12))
    town.post(compose, {"do": "file"})

    # everybody reads it; a villager objects, without a name; what he typed is masked
    said = text(guest, public, 14)
    assert "水沟由二组管" in said
    assert "监督委员会12月3日提的意见" in said
    assert "这一项手工填写" in said
    assert "支120元" in said
    ask = f"/open/items/{part.pk}/ask"
    assert guest.post(ask, {"kind": "object", "words": ""}).status_code == 422
    guest.post(ask, {"kind": "object", "words": "我叫罗大娘，13800000126，路灯没修怎么算在管？"})
    asked = Asked.objects.get()
    assert asked.due == date(2026, 12, 7)  # three days end on a Sunday
    said = text(guest, public, 14)
    assert "路灯没修怎么算在管" in said
    assert "13800000126" not in said
    assert "罗大娘" not in said
    worker.post(f"/desk/open/asked/{asked.pk}/", {"answer": "说的是派了人，没说修好；已写更正。"})
    fix = {"words": "路灯的事派给了城管，还没修好。", "why": "群众提出，核对了台账。"}
    worker.post(words, fix)
    assert Correction.objects.count() == 1
    guest.post(f"/open/asked/{asked.pk}/above")
    assert "请镇街再看" in text(town, "/desk/open/", 40)
    town.post(f"/desk/open/asked/{asked.pk}/", {"answer": "12月底修好，镇里盯着。"})
    said = text(guest, public, 14)
    assert "派了人，没说修好" in said
    assert "晚了" not in said  # answered within its days
    assert "镇里盯着" in said
    assert "更正" in said

    # the sheet for the wall, the loudspeaker, the table
    for size in ("a4", "a3"):
        sheet = text(guest, f"{public}print?size={size}", 14)
        assert "水沟由二组管" in sheet
        assert "data:image/svg+xml" in sheet
        assert "同意 4 人" in sheet
    spoken = text(guest, f"{public}say", 12)
    assert "各位乡亲" in spoken
    assert "第一项，大家说的事办得怎么样。十一月大家说了两件事，水沟由二组管。" in spoken
    assert "集体账收三百元，支一百二十元。" in spoken
    table = guest.get(f"{public}table.xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(table.content)).get_sheet_by_index(0).to_python()
    assert any("水沟由二组管" in str(cell) for row in rows for cell in row)
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(table.content)).get_sheet_by_name("数字").to_python()
    )
    assert ["大家说的事办得怎么样", "大家说的", 2.0, "件"] in [row[:4] for row in rows]

    # it hangs its ten days, then lies in the archive
    page = worker.post(compose, {"do": "archive", "place": "村档案柜"})
    assert Issue.objects.get(pk=issue.pk).state == State.PUBLISHED
    at(DECEMBER + timedelta(days=10))
    worker.post(compose, {"do": "archive", "place": "村档案柜2026年第11卷"})
    issue.refresh_from_db()
    assert (issue.state, issue.archive) == (State.ARCHIVED, "村档案柜2026年第11卷")
    assert [r.act.split(".")[1] for r in records.about(issue)] == [
        "draft_due", "send", "review", "answer_review", "review", "decide", "publish", "file",
        "archive",
    ]  # fmt: skip
    for address, most in (
        (f"/open/{world.village.pk}/", 14),
        (f"/open/{world.village.pk}/year", 14),
    ):
        assert "2026年11月公开" in text(guest, address, most)


def test_an_answer_after_its_day_says_so(world: World):
    board = Board(world)
    asked = board.asked
    late = clock.at(asked.due + timedelta(days=1), 9)
    acts.answer(asked_id=asked.pk, answer="算在里面。", **board.go(now=late))
    said = Client().get(f"/open/issues/{board.out.pk}/").content.decode()
    assert "前答复，晚了" in said


def test_the_township_sees_what_is_late_and_nobody_is_ranked(world: World, at: Any):
    adopted(world, now=NOVEMBER)
    town = signed(world.township)
    at(datetime(2026, 12, 16, 2, 0, tzinfo=UTC))
    page = text(town, "/desk/open/late", 30)
    assert page.count("到期还没起草") == 2
    assert page.index("柳湾") < page.index("石桥村")
    assert "已经晚了 1 天" in Client().get(f"/open/{world.village.pk}/").content.decode()
    worker = signed(world.worker)
    worker.post("/desk/open/draft", {"cycle": "month", "day": "2026-11-01"})
    worker.post("/desk/open/draft", {"cycle": "month", "day": "2026-11-01"})
    issue = Issue.objects.get(place=world.village)
    page = text(town, "/desk/open/late", 30)
    assert page.count("到期还没起草") == 1
    assert page.count("到期还没公开") == 1
    acts.edit_part(
        actor=world.worker, part_id=issue.parts.get(item__code="B1").pk, words="没有收支。",
        now=clock.now(),
    )  # fmt: skip
    acts.send(actor=world.worker, issue_id=issue.pk, now=clock.now())
    at(datetime(2026, 12, 25, 2, 0, tzinfo=UTC))
    assert "监督委员会还没看完" in text(town, "/desk/open/late", 30)
    # a village's own catalogue goes before the county's
    own = adopted(world, place_id=world.village.pk, actor=world.worker, now=clock.now())
    assert own.n == 1
    assert "石桥村第 1 版" in text(worker, "/desk/open/catalogue/", 30)


def test_the_sheet_hangs_as_long_as_its_longest_item(world: World):
    """公示起止: an item may have days of its own; the catalogue says the rest."""
    example = items.shipped()
    longer = [
        replace(one, board_days=15) if one.code == "A3" else
        replace(one, board_days=7) if one.code == "A1" else one for one in example.items
    ]  # fmt: skip
    board = Board(world)
    adopted(world, items=longer)
    assert (board.out.hung_since, board.out.hung_until) == (TODAY, TODAY + timedelta(days=14))
    page = signed(world.coordinator).get("/desk/open/catalogue/").content.decode()
    assert "15 天" in page
    assert "7 天" in page
