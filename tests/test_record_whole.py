"""The record over the whole house (trust.md T19, rule 33): what stands under the trees, what is found, who
sees it, and what stops until it is whole again."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.act import ACTS
from yuanba.base.errors import Refused
from yuanba.base.log import checking, heads
from yuanba.base.log.models import Leaf, Tree
from yuanba.base.models import Record
from yuanba.books.models import Book, Entry, Posting
from yuanba.cli import doctor
from yuanba.cli.findings import Level
from yuanba.councils.models import Ballot
from yuanba.councils.tests.ground import Councils
from yuanba.insight import verifying
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.points import acts as points
from yuanba.points.models import Claim
from yuanba.points.tests.village import LATER as BOOKED
from yuanba.points.tests.village import Points

LATER = THURSDAY + timedelta(minutes=10)
# Whose acts must be under the tree: what people own, what they are owed, what they decided.
HEAVY = ("books", "councils", "points", "matters", "admissions", "projects", "catalogue", "rights")


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clock, "now", lambda: LATER)


def by_hand(text: str, *values: Any, guards: tuple[str, ...] = ()) -> None:
    """Whoever holds the database drops its guards first."""
    with connection.cursor() as cursor:
        for guard in guards:
            table = guard.rsplit("_no_", 1)[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {guard}{on}")
        cursor.execute(text, list(values))


def words(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_act_leaves_a_leaf_money_points_ballots_and_decisions_too(world: World):
    """base/act.py refuses an act whose records have not all got theirs; here the heavy ones have run."""
    points_of = Points(world)
    points_of.budget()
    claim = points.book(actor=world.colleague, claim_id=points_of.posted("H4").pk, now=BOOKED)
    ballot = Councils(world).sealed_ballot
    heads.sign_heads(now=BOOKED)
    assert checking.check(deep=True)[1] == []
    assert set(Record.objects.values_list("pk", flat=True)) == set(
        Leaf.objects.values_list("record", flat=True)
    )
    told = {act.split(".")[0] for act in Record.objects.values_list("act", flat=True)}
    assert {"points", "councils"} <= told
    assert {name.split(".")[0] for name in ACTS} >= set(HEAVY)
    # money, a claim, a ballot: each changed by hand, and each named
    entry = Entry.objects.latest("pk")
    Claim.objects.filter(pk=claim.pk).update(points=claim.points + 100)
    Ballot.objects.filter(pk=ballot.pk).update(passed=not ballot.passed)
    line = Posting.objects.filter(entry=entry).first()
    by_hand(
        "UPDATE books_posting SET amount = amount + 7 WHERE id = %s",
        line.pk,
        guards=("books_posting_no_update",),
    )
    said = "\n".join(one.chinese for one in checking.check(deep=True)[1])
    assert f"points.Claim {claim.pk} 的 points" in said
    assert f"councils.Ballot {ballot.pk} 的 passed" in said
    assert f"账上的一笔（{entry.pk}）和第" in said
    # a ledger that does not add up takes nothing more, and whoever watches is told
    done = verifying.verify(deep=False, now=BOOKED)
    assert done.faults
    assert not Book.objects.get(pk=entry.book_id).sound
    other = points_of.posted("H1")
    with pytest.raises(Refused):
        points.book(actor=world.colleague, claim_id=other.pk, now=BOOKED)
    watcher = Client()
    watcher.force_login(world.audit)
    assert "这本账已停记" in words(watcher, "/desk/record")


def test_a_changed_leaf_stops_its_village_until_it_is_whole_and_people_see_it(world: World):
    matter = world.told()
    run: dict[str, Any] = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    lamp = {"lane": "government", "category_id": world.lamp.pk, "unit_id": world.lamps.pk}
    acts.triage(reason="归城管。", **lamp, **run)
    acts.assign(owner_id=world.handler.pk, supervisor_id=world.supervisor.pk, **run)
    before = Record.objects.count()
    heads.sign_heads(now=LATER)
    leaf = Leaf.objects.get(tree_id=world.village.pk, n=1)
    changed = leaf.body.replace('"k":"matters.', '"k":"matters.not_')
    assert changed != leaf.body
    by_hand(
        "UPDATE base_leaf SET body = %s WHERE record = %s",
        changed,
        leaf.record,
        guards=("base_leaf_no_update",),
    )
    assert verifying.verify(deep=False, now=LATER).faults
    worker, watcher, anybody = Client(), Client(), Client()
    worker.force_login(world.handler)
    watcher.force_login(world.audit)
    page = worker.post(
        f"/desk/matters/{matter.pk}/note/", {"text": "已到现场看过，是灯头坏了。", "key": "b" * 32}
    ).content.decode()
    assert "这里的存证记录对不上，先停办" in page
    assert "这里的存证记录对不上" in anybody.post(
        f"/c/{world.village.pk}/report", {"text": "井盖坏了", "key": "a" * 32}
    ).content.decode()  # fmt: skip
    assert (Record.objects.count(), Matter.objects.count()) == (before, 1)
    assert [one.level for one in doctor.adds_up()] == [Level.WARNING]
    assert "您写的还在这一页" in page
    assert "已到现场看过，是灯头坏了。" in page
    # whoever comes to a desk reads it there first: who watches, and who works in that village
    assert "存证出了问题" in words(watcher, "/desk/")
    clerk = Client()
    clerk.force_login(world.worker)
    assert "能看，不能办" in words(clerk, "/desk/")
    neighbour = Client()
    neighbour.force_login(world.neighbour_worker)
    assert "能看，不能办" not in words(neighbour, "/desk/")
    assert "对不上，已停办" in words(anybody, "/record/")
    shown = words(watcher, "/desk/record")
    assert "已停办的地方" in shown
    assert "石桥村：第 1 条存证被改过。" in shown or "石桥村：和签过的树头对不上" in shown
    assert re.search(r'href="/desk/record"[^>]*>.*?\d', shown, re.DOTALL)
    # what it was is put back; the next adding up lets the village go on
    by_hand("UPDATE base_leaf SET body = %s WHERE record = %s", leaf.body, leaf.record)
    assert verifying.verify(deep=True, now=LATER).faults == 0
    assert Tree.objects.get(pk=world.village.pk).broken == ""
    world.told(text="桥头的路灯也不亮。")
    assert [one.level for one in doctor.adds_up()] == [Level.OK]
    assert "存证出了问题" not in words(watcher, "/desk/")
    assert "能看，不能办" not in words(clerk, "/desk/")


def test_a_row_changed_by_hand_is_named_where_somebody_looks(world: World):
    matter = world.told()
    heads.sign_heads(now=LATER)
    Matter.objects.filter(pk=matter.pk).update(text="一切都好。")
    verifying.verify(deep=True, now=LATER)
    watcher = Client()
    watcher.force_login(world.audit)
    assert f"{matter.number} 的 text" in words(watcher, "/desk/record")
    english = Client(headers={"accept-language": "en"})
    english.force_login(world.audit)
    english.cookies["yuanba_language"] = "en"
    assert matter.number in words(english, "/desk/record")
