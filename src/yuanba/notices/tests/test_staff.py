"""Staff hear in their own inbox what became of what they asked, once, in their language."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.admissions import acts as admissions
from yuanba.admissions import jobs as admissions_clock
from yuanba.admissions.tests.ground import asked, handed
from yuanba.lists.tests.ground import Bounds
from yuanba.matters.tests.test_settling import send_back
from yuanba.notices import acts, queries
from yuanba.notices import returns as telling
from yuanba.notices.models import Message
from yuanba.notices.tests.test_tell import run_jobs
from yuanba.people.models import Person
from yuanba.projects import jobs as projects_clock
from yuanba.projects.tests.ground import DUE, Three

LATER = THURSDAY + timedelta(days=60)


@pytest.fixture
def bounds(world: World) -> Bounds:
    return Bounds(world)


def inbox(person: Person) -> list[str]:
    return [line.text for line in queries.told(person)]


def test_who_asked_for_an_admission_hears_the_decision_with_its_clause(bounds: Bounds):
    world = bounds.world
    task = asked(bounds)
    said = {"actor": world.coordinator, "now": THURSDAY}
    admissions.refuse(
        task_id=task.pk, said="投票不是村里的事。", line_id=bounds.line("F1").pk, **said
    )
    run_jobs()
    (text,) = inbox(world.handler)
    assert "没有准入" in text
    assert "投票不是村里的事。" in text
    task.refresh_from_db()
    assert task.clause in text
    assert inbox(world.worker) == [], "a task that did not come is no work"
    page = Client()
    page.force_login(world.handler)
    assert f'href="/desk/tasks/{task.pk}/"' in page.get("/notices").content.decode()


def test_who_decides_hears_that_something_is_asked_and_who_asked_that_its_reason_is_thin(
    bounds: Bounds,
):
    world, task = bounds.world, asked(bounds)
    run_jobs()
    assert "到期没定等于没有准入" in inbox(world.coordinator)[0]
    more = "没有写为什么别的办法不行"
    admissions.ask_more(actor=world.coordinator, task_id=task.pk, said=more, now=THURSDAY)
    run_jobs()
    assert more in inbox(world.handler)[0]
    why = "参评要看票数，网上也投不了，只能请村里。"
    admissions.explain(actor=world.handler, task_id=task.pk, why=why, now=THURSDAY)
    run_jobs()
    assert len(inbox(world.coordinator)) == 2


def test_an_admission_that_nobody_decided_is_told_as_lapsed(bounds: Bounds):
    asked(bounds)
    admissions_clock.lapse_silent(now=LATER)
    run_jobs(LATER)
    assert "按没通过算" in inbox(bounds.world.handler)[0]


def test_a_village_hears_that_there_is_work_and_the_source_that_it_was_sent_back(bounds: Bounds):
    world = bounds.world
    task = handed(bounds)
    run_jobs()
    assert task.title in inbox(world.worker)[0]
    assert inbox(world.colleague) == inbox(world.worker)
    assert inbox(world.neighbour_worker) == []
    share = task.shares.get()
    admissions.send_back(
        actor=world.worker, share_id=share.pk, said="次数超过了说好的。", now=THURSDAY
    )
    run_jobs()
    share.refresh_from_db()
    assert share.clause in inbox(world.handler)[0]


def test_who_gave_a_matter_hears_its_return_with_the_item(world: World):
    matter = world.sorted()
    send_back(world, matter)
    run_jobs()
    (text,) = inbox(world.worker)
    assert f"{world.lamps.name}退回了{matter.number}" in text
    assert "C07" in text
    kept = Message.objects.get(person=world.worker)
    telling.tell_source(now=THURSDAY, record=str(kept.record_id))
    assert len(inbox(world.worker)) == 1, "a job that runs twice tells it once"


def test_the_village_hears_who_adopted_and_who_has_a_day_to_keep_is_reminded(world: World):
    three = Three(world)
    three.adopted()
    three.bought(three.entered(valid_until=DUE))
    run_jobs()
    assert f"{world.lamps.name}认领了需求“院坝路灯不够亮”" in inbox(world.worker)[0]
    late = THURSDAY + (DUE - THURSDAY.date()) + timedelta(days=1)
    projects_clock.remind_due(now=late)
    run_jobs(late)
    assert "还没有结果" in inbox(world.handler)[0]
    assert "还没有交" in inbox(world.worker)[0]
    assert "过期了" in inbox(world.township)[0]


def test_each_reads_it_in_the_language_he_chose(bounds: Bounds):
    world = bounds.world
    acts.choose_language(actor=world.worker, language="en", now=THURSDAY)
    handed(bounds)
    run_jobs()
    assert "handed down" in inbox(world.worker)[0]
    assert "派来" in inbox(world.colleague)[0]
