"""Who hears what of disclosure: the next on its way, who objected, who asked, who let a day pass."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.catalogue import acts, jobs
from yuanba.catalogue.models import Asked, Reminder
from yuanba.catalogue.tests.board import Board
from yuanba.notices.models import Message
from yuanba.notices.tests.test_staff import inbox
from yuanba.notices.tests.test_tell import run_jobs

DAY = timedelta(days=1)


@pytest.fixture
def board(world: World) -> Board:
    return Board(world)


def test_who_objected_hears_the_answer_and_who_sent_it_the_objection(board: Board):
    world, pk = board.world, board.sent().pk
    run_jobs()
    assert "送来审查" in inbox(world.supervisor)[0]
    acts.review(
        actor=world.supervisor, issue_id=pk, agree=False, words="路灯的钱对不上。", now=THURSDAY
    )
    run_jobs()
    assert "路灯的钱对不上。" in inbox(world.worker)[0]
    acts.answer_review(issue_id=pk, words="少记一笔，补上了。", **board.go())
    run_jobs()
    assert "少记一笔，补上了。" in inbox(world.supervisor)[0]
    assert not Message.objects.filter(person=world.supervisor, text__contains="不上").exists()


def test_what_is_published_is_told_to_the_township_that_files_it(board: Board):
    assert board.out
    run_jobs()
    (text,) = inbox(board.world.township)
    assert "备个案" in text
    assert inbox(board.world.worker) == ["监督委员会同意了“2026年8月公开”，可以开会定了。"]


def test_a_correction_is_told_to_those_who_agreed_and_to_the_township_even_after_the_archive(
    board: Board,
):
    world, part = board.world, board.part
    later = THURSDAY + 30 * DAY
    acts.archive(issue_id=board.out.pk, place="村档案柜", **board.go(now=later))
    acts.correct(part_id=part.pk, words="是3件。", why="台账改过。", **board.go(now=later))
    run_jobs(later)
    for who in (world.supervisor, world.township):
        assert any("更正了" in said and "是3件。" in said for said in inbox(who))
    page = Client().get(f"/open/issues/{board.out.pk}/").content.decode()
    assert "是3件。" in page
    assert part.words in page


def test_who_asked_and_left_a_telephone_hears_the_answer(board: Board):
    world = board.world
    page = Client().post(
        f"/open/items/{board.part.pk}/ask",
        {"kind": "ask", "words": "路灯算在里面没有？", "phone": "138 0000 0126"},
    )
    assert page.status_code == 303
    asked = Asked.objects.get()
    assert asked.phone == "13800000126"
    acts.answer(asked_id=asked.pk, answer="算在里面。", **board.go(now=clock.now()))
    run_jobs(clock.now())
    assert "要答复" in "".join(inbox(world.worker))
    told = Message.objects.get(kind="board", person=None)
    assert (told.channel, told.to_phone, told.to_name) == ("call", "13800000126", "")
    assert "算在里面。" in told.text
    desk = Client()
    desk.force_login(world.worker)
    listed = desk.get("/desk/outbox").content.decode()
    assert "算在里面。" in listed
    assert "13800000126" not in listed


def test_a_number_that_cannot_be_one_is_said_beside_the_field(board: Board):
    said = {"kind": "ask", "words": "路灯算在里面没有？", "phone": "12"}
    page = Client().post(f"/open/items/{board.part.pk}/ask", said)
    assert page.status_code == 422
    assert "路灯算在里面没有？" in page.content.decode()
    assert not Asked.objects.exists()


def test_the_telephone_is_gone_when_it_is_archived(board: Board):
    found = acts.ask(
        actor=board.world.guest, part_id=board.part.pk, kind="ask", words="算在里面没有？",
        phone="13800000126", now=THURSDAY,
    )  # fmt: skip
    acts.answer(asked_id=found.pk, answer="算。", **board.go())
    late = THURSDAY + 30 * DAY
    acts.archive(
        actor=board.world.worker, issue_id=board.out.pk, place="村档案柜2026年第9卷", now=late
    )
    found.refresh_from_db()
    assert found.phone == ""


def test_a_day_that_comes_is_told_to_the_village_and_one_that_passed_to_the_township(
    board: Board,
):
    world = board.world
    september = THURSDAY.replace(month=10, day=14)  # due on the 15th
    jobs.remind_due(now=september)
    jobs.remind_due(now=september)
    run_jobs(september)
    assert Reminder.objects.filter(late=False, place=world.village).count() == 2, (
        "month and quarter"
    )
    (soon,) = [text for text in inbox(world.worker) if "2026年9月" in text]
    assert "以前要公开" in soon
    assert not [text for text in inbox(world.township) if "2026年9月" in text and "石桥" in text]
    after = september + 5 * DAY
    jobs.remind_due(now=after)
    run_jobs(after)
    (late,) = [text for text in inbox(world.township) if "2026年9月" in text and "石桥" in text]
    assert "已经晚了" in late


def test_a_question_that_goes_up_is_told_to_the_township(board: Board):
    asked = board.asked
    acts.answer(asked_id=asked.pk, answer="算在里面。", **board.go(now=THURSDAY + DAY))
    acts.ask_above(actor=board.world.guest, asked_id=asked.pk, now=THURSDAY + DAY)
    run_jobs(THURSDAY + DAY)
    assert "请镇街再看" in inbox(board.world.township)[0]
