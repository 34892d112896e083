"""Who hears what of supervision; of a clue nobody but those who hear it."""

import pytest

from tests.world import World
from yuanba.notices.models import Message
from yuanba.notices.tests.test_staff import inbox
from yuanba.notices.tests.test_tell import run_jobs
from yuanba.supervision import acts
from yuanba.supervision.tests.watch import LATER, Watch


@pytest.fixture
def watch(world: World) -> Watch:
    return Watch(world)


def test_what_inspectors_hand_over_is_told_on_its_whole_way(watch: Watch):
    world, finding = watch.world, watch.finding
    run_jobs(LATER)
    assert "反馈了问题" in inbox(world.worker)[0]
    assert inbox(world.supervisor) == inbox(world.worker)
    put = {"finding_id": finding.pk, "now": LATER}
    acts.put_right(actor=world.worker, words="补了凭证。", **put)
    run_jobs(LATER)
    assert "请到现场看看" in inbox(watch.inspector)[0]
    acts.check_finding(actor=world.supervisor, done=True, words="凭证齐了。", **put)
    run_jobs(LATER)
    for person in (world.worker, watch.inspector):
        assert "改好了：凭证齐了。" in inbox(person)[0]


def test_a_suggestion_and_a_doubt_are_answered_to_who_said_them(watch: Watch):
    world = watch.world
    acts.answer_suggestion(
        actor=world.worker, suggestion_id=watch.suggestion.pk, adopted=True, answer="下月装。",
        now=LATER,
    )  # fmt: skip
    pick = watch.sample.picks.get()
    acts.judge(pick_id=pick.pk, verdict="doubt", words="照片不是这里。", **watch.go())
    acts.explain(actor=world.worker, pick_id=pick.pk, answer="换了照片。", now=LATER)
    run_jobs(LATER)
    said = "".join(inbox(world.supervisor))
    assert "下月装。" in said
    assert "换了照片。" in said
    assert "照片不是这里。" in "".join(inbox(world.worker))


def test_of_a_clue_only_those_who_hear_it_are_told_and_not_a_word_of_it(watch: Watch):
    world = watch.world
    county = watch.inspector
    watch.told(heard="county", receipt="6543210987654321")
    run_jobs(LATER)
    assert [m.person for m in Message.objects.filter(text__contains="线索")] == [county]
    assert watch.clue
    run_jobs(LATER)
    assert "新线索" in inbox(world.supervisor)[0]
    assert not Message.objects.filter(text__contains="开票").exists()
    assert inbox(world.worker) == []
