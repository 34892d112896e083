"""X-RACE: when eight press at once, one wins and the others are told (trust.md P3, rules 3 and 5)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.duties.rules import Lane
from yuanba.matters import acts, rules
from yuanba.matters.acts import common
from yuanba.matters.models import Contact, Matter
from yuanba.people.door import Guest

pytestmark = pytest.mark.xdist_group("race")
THREADS, ROUNDS = 8, 10


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """Press all buttons at the same moment; returns what each got: a result or its exception."""
    gate, got = threading.Barrier(len(presses)), [None] * len(presses)

    def press(i: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            got[i] = presses[i]()
        except Exception as answer:  # noqa: BLE001  every answer is looked at by the test
            got[i] = answer
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(i,)) for i in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def one_won(got: list[Any]) -> bool:
    """Exactly one result; all others were told kindly that somebody was quicker."""
    losers = [answer for answer in got if isinstance(answer, BaseException)]
    for loser in losers:
        if not isinstance(loser, Refused):
            raise loser
    told = {"changed", "wrong_state", "not_asked"}
    return len(losers) == len(got) - 1 and {loser.code for loser in losers} <= told


def tell(world: World, text: str = "村口路灯不亮了", key: str = "") -> acts.Received:
    return acts.report(actor=world.guest, place_id=world.grid.pk, text=text, now=THURSDAY, key=key)


def test_the_same_form_sent_eight_times_at_once_is_one_matter(world: World):
    for n in range(ROUNDS):
        key = f"the-same-form-{n}"
        got = at_once(*[lambda key=key: tell(world, key=key)] * THREADS)
        assert len({matter.pk for matter in got}) == 1
    assert Matter.objects.count() == Contact.objects.count() == ROUNDS


def test_the_same_act_sent_twice_at_once_with_one_key_is_done_once(world: World):
    for n in range(ROUNDS):
        pk = tell(world).pk

        def note(pk: int = pk, key: str = f"note-{n}") -> Matter:
            return acts.note(
                actor=world.worker, matter_id=pk, text="去看过了", now=THURSDAY, key=key
            )

        sorts(world, pk)
        got = at_once(*[note] * THREADS)
        assert {matter.pk for matter in got} == {pk}
        assert Matter.objects.get(pk=pk).version == 3  # told, sorted, noted once


def sorts(world: World, pk: int, version: int | None = None) -> Matter:
    return acts.triage(
        actor=world.worker, matter_id=pk, lane=Lane.GOVERNMENT, category_id=world.lamp.pk,
        unit_id=world.lamps.pk, reason="城管的事", now=THURSDAY, version=version,
    )  # fmt: skip


def test_numbers_have_no_hole_when_eight_tell_at_once(world: World):
    for _ in range(ROUNDS):
        got = at_once(*[lambda: tell(world)] * THREADS)
        assert all(isinstance(matter, acts.Received) for matter in got), got
    seqs = sorted(Matter.objects.values_list("seq", flat=True))
    assert seqs == list(range(1, THREADS * ROUNDS + 1))


def test_a_batch_and_single_reports_at_once_leave_no_hole(world: World):
    def batch(n: int) -> object:
        lines = [
            acts.Noted(key=f"line-{n}-{i}", place_id=world.grid.pk, text="井盖坏了，有人绊倒")
            for i in range(5)
        ]
        return acts.report_batch(actor=world.worker, lines=lines, now=THURSDAY)

    for n in range(ROUNDS):
        got = at_once(lambda n=n: batch(n), lambda n=n: batch(n), *[lambda: tell(world)] * 4)
        wrong = [g for g in got if isinstance(g, BaseException) and not isinstance(g, Refused)]
        assert not wrong, wrong
    seqs = sorted(Matter.objects.values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) == ROUNDS * (5 + 4)  # the batch sent twice counts once


@pytest.mark.parametrize("seen", [True, False], ids=["having seen a version", "blindly"])
def test_of_two_who_accept_at_once_one_wins(world: World, seen: bool):
    version = 1 if seen else None
    for _ in range(ROUNDS):
        pk = tell(world).pk

        def accept(actor: Any, pk: int = pk) -> Matter:
            return acts.accept(actor=actor, matter_id=pk, now=THURSDAY, version=version)

        people = [world.worker, world.colleague] * (THREADS // 2)
        got = at_once(*[lambda p=p: accept(p) for p in people])
        assert one_won(got), got
        assert Matter.objects.get(pk=pk).version == 2


def test_of_two_who_sort_at_once_the_second_is_told_it_has_changed(world: World):
    for _ in range(ROUNDS):
        pk = tell(world).pk
        assert one_won(at_once(*[lambda pk=pk: sorts(world, pk, version=1)] * THREADS))


def replied(world: World, text: str) -> Matter:
    """A matter that waits for the person's judgement."""
    matter = world.assigned(text=text)
    day = THURSDAY + timedelta(days=1)
    acts.finish(
        actor=world.handler, matter_id=matter.pk, outcome=rules.Outcome.SOLVED,
        result="换了两盏灯头和一段线，当晚已亮。", now=day,
    )  # fmt: skip
    return acts.reply(actor=world.handler, matter_id=matter.pk, text="路灯修好了", now=day)


def test_a_person_who_judges_eight_times_at_once_judges_once(world: World):
    for n in range(ROUNDS):
        pk = replied(world, f"第{n}盏路灯不亮").pk
        got = at_once(
            *[
                lambda pk=pk: acts.evaluate(
                    actor=Guest(holds=pk), matter_id=pk, solved=True, now=THURSDAY
                )
            ]
            * THREADS
        )
        assert one_won(got), got


def test_two_who_close_at_once_close_once(world: World):
    for n in range(ROUNDS):
        pk = replied(world, f"第{n}盏路灯不亮").pk
        acts.evaluate(actor=Guest(holds=pk), matter_id=pk, solved=True, now=THURSDAY)

        def close(actor: Any, pk: int = pk) -> Matter:
            return acts.close(actor=actor, matter_id=pk, evidence="居民说亮了", now=THURSDAY)

        people = [world.worker, world.colleague] * (THREADS // 2)
        assert one_won(at_once(*[lambda p=p: close(p) for p in people]))


def test_an_extension_is_granted_once_however_many_grant_it(world: World):
    for n in range(ROUNDS):
        pk = world.assigned(text=f"第{n}盏路灯不亮").pk
        acts.ask_extension(actor=world.handler, matter_id=pk, days=5, reason="等配件", now=THURSDAY)

        def grant(actor: Any, pk: int = pk) -> Matter:
            return acts.grant_extension(actor=actor, matter_id=pk, now=THURSDAY)

        people = [world.worker, world.colleague] * (THREADS // 2)
        assert one_won(at_once(*[lambda p=p: grant(p) for p in people]))
        assert Matter.objects.get(pk=pk).extra_days == 5


@pytest.mark.postgres_only
def test_reading_first_and_writing_later_without_a_lock_would_be_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    """The planted fault: the same act, its matter read without the row lock."""

    def careless(actor: Any, matter_id: int, act: str, version: int | None) -> Matter:
        matter = Matter.objects.get(pk=matter_id)
        common.permits.require(actor, act, reach=matter.reach)
        rules.same_version(seen=version, now=matter.version)
        return matter

    monkeypatch.setattr("yuanba.matters.acts.intake.take", careless)
    won = []
    for _ in range(ROUNDS):
        pk = tell(world).pk
        got = at_once(
            *[lambda pk=pk: acts.accept(actor=world.worker, matter_id=pk, now=THURSDAY, version=1)]
            * THREADS
        )
        won.append(sum(isinstance(answer, Matter) for answer in got))
    assert max(won) > 1, "eight accepted at once and only one won: the test is blind"


def test_eight_people_at_eight_desks_are_all_served(world: World):
    """On SQLite this is where "database is locked" would show."""
    clients = []
    for n in range(THREADS):
        client = Client(raise_request_exception=False)
        client.force_login([world.worker, world.colleague][n % 2])
        clients.append(client)
    statuses: list[int] = []

    def work(client: Client) -> None:
        for _ in range(ROUNDS):
            said = {"place_id": str(world.grid.pk), "text": "路灯不亮了"}
            told = client.post("/api/matters", said, content_type="application/json")
            statuses.append(told.status_code)
            here = f"/api/matters/{told.json()['id']}"
            for path, body in (("accept", {"version": 1}), ("check_hardship", {})):
                answer = client.post(f"{here}/{path}", body, content_type="application/json")
                statuses.append(answer.status_code)
            statuses.append(client.get(here).status_code)

    got = at_once(*[lambda c=c: work(c) for c in clients])
    assert got == [None] * THREADS, got
    assert set(statuses) <= {200, 201, 409, 422}, statuses
    assert statuses.count(201) == Matter.objects.count() == THREADS * ROUNDS


def test_the_slow_one_does_not_hold_up_the_readers(world: World):
    pk = tell(world).pk
    inside, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Matter.objects.select_for_update().filter(pk=pk).update(title="正在改")
            inside.set()
            go_on.wait(10)

    def read() -> str:
        inside.wait(10)
        try:
            return str(Matter.objects.get(pk=pk).title)
        finally:
            go_on.set()

    assert at_once(hold, read)[1] == "村口路灯不亮了"
