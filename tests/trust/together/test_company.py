"""Reports that share one commit on SQLite: nobody's failure undoes another's (trust.md P1, P3)."""

import threading
import time
from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.trust.together.test_race import at_once, tell
from tests.world import World
from yuanba.base import database, together
from yuanba.base.errors import Refused
from yuanba.base.models import Counter, Key, Record
from yuanba.matters import acts, store
from yuanba.matters.models import Contact, Matter

pytestmark = [pytest.mark.xdist_group("race"), pytest.mark.sqlite_only]


def in_company(*presses: Any) -> list[Any]:
    """Press all at once while somebody else has the turn, so that they are carried out together."""
    with database.turn_to_write("sqlite"):
        got: list[Any] = []
        line = threading.Thread(target=lambda: got.extend(at_once(*presses)))
        line.start()
        while len(together._waiting) < len(presses):
            time.sleep(0.001)
    line.join()
    return got


def commits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many were carried out together, each time."""
    sizes: list[int] = []
    all_at_once = together._all_at_once

    def counted(company: list[Any]) -> bool:
        sizes.append(len(company))
        return all_at_once(company)

    monkeypatch.setattr(together, "_all_at_once", counted)
    return sizes


def whole(n: int) -> None:
    """As many matters as answers, each with all its rows, and no hole in the numbers."""
    seqs = list(Matter.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, n + 1))
    told = Record.objects.filter(act="matters.report")
    assert Contact.objects.count() == told.count() == n


def test_five_who_tell_at_once_share_a_commit(world: World, monkeypatch):
    sizes = commits(monkeypatch)
    got = in_company(*[lambda i=i: tell(world, f"第{i}盏路灯不亮") for i in range(5)])
    assert sizes == [5]
    told = {receipt.pk: i for i, receipt in enumerate(got)}
    for matter in Matter.objects.all():  # each got the receipt of his own matter
        assert matter.text == f"第{told[matter.pk]}盏路灯不亮"
    whole(5)


def test_who_is_refused_undoes_nobody_else(world: World):
    got = in_company(lambda: tell(world), lambda: tell(world, ""), lambda: tell(world, "井盖没了"))
    assert [isinstance(g, Refused) for g in got] == [False, True, False]
    whole(2)


def test_one_form_sent_four_times_in_one_company_is_one_matter(world: World):
    got = in_company(*[lambda: tell(world, key="the-same-form")] * 4)
    assert len({receipt.pk for receipt in got}) == 1
    assert Key.objects.get(key="the-same-form").subject_id == got[0].pk
    whole(1)


def test_a_fault_in_one_undoes_all_of_it_and_nothing_of_the_others(world: World, monkeypatch):
    take_in_one = store.take_in_one

    def breaks(told: store.Told, **said: Any) -> str | None:
        number = take_in_one(told, **said)  # the rows are there before it breaks
        if "坏" in told.text:
            raise RuntimeError("planted")
        return number

    monkeypatch.setattr(store, "take_in_one", breaks)
    got = in_company(lambda: tell(world), lambda: tell(world, "井盖坏了"), lambda: tell(world))
    assert [isinstance(g, RuntimeError) for g in got] == [False, True, False]
    whole(2)


def test_what_only_the_commit_refuses_is_refused_to_its_sender_alone(world: World, monkeypatch):
    """SQLite looks at foreign keys when it commits: too late to see whose row it was."""
    take_in_one = store.take_in_one

    def breaks(told: store.Told, **said: Any) -> str | None:
        number = take_in_one(told, **said)
        if "坏" in told.text:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE matters_matter SET place_id = 1 WHERE id = %s", [told.id])
        return number

    monkeypatch.setattr(store, "take_in_one", breaks)
    got = in_company(lambda: tell(world), lambda: tell(world, "井盖坏了"), lambda: tell(world))
    assert [isinstance(g, IntegrityError) for g in got] == [False, True, False]
    whole(2)


def test_each_is_answered_only_after_the_commit(world: World, monkeypatch):
    """While the company's transaction is open another connection sees nothing, and nobody has an
    answer yet."""
    seen: list[int] = []
    all_at_once = together._all_at_once

    def watched(company: list[Any]) -> bool:
        assert not any(one.done for one in company)
        company[-1].work = watch(company[-1].work)
        return all_at_once(company)

    def watch(work: Any) -> Any:
        def last() -> Any:
            answer = work()
            other = threading.Thread(target=lambda: seen.append(count_elsewhere()))
            other.start()
            other.join()
            return answer

        return last

    monkeypatch.setattr(together, "_all_at_once", watched)
    in_company(*[lambda: tell(world)] * 3)
    assert seen == [0]
    whole(3)


def count_elsewhere() -> int:
    try:
        return Matter.objects.count()
    finally:
        connection.close()


def test_an_act_inside_another_transaction_stays_in_it(world: World):
    from django.db import transaction

    def undone() -> None:
        with transaction.atomic():
            tell(world)
            raise RuntimeError("planted")

    with pytest.raises(RuntimeError, match="planted"):
        undone()
    assert not Matter.objects.exists()


def test_the_words_of_a_refusal_are_in_the_language_of_its_sender(world: World):
    from django.utils import translation

    def english() -> str:
        with translation.override("en"):
            try:
                tell(world, "")
            except Refused as refusal:
                return str(refusal.message)
        raise AssertionError

    def chinese() -> str:
        try:
            tell(world, "")
        except Refused as refusal:
            return str(refusal.message)
        raise AssertionError

    first, second = in_company(english, chinese)
    assert first.isascii()
    assert not second.isascii()


def test_other_acts_still_have_their_turn(world: World):
    pk = tell(world).pk
    got = at_once(
        *[lambda: tell(world)] * 4,
        lambda: acts.accept(actor=world.worker, matter_id=pk, now=Matter.objects.get(pk=pk).due_at),
    )
    assert not [g for g in got if isinstance(g, BaseException)]
    assert Counter.objects.filter(name="node").exists()
    whole(5)
