"""X-LOG: who may write everything in the database is still found out (trust.md T19)."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba import wiring
from yuanba.base import clock, ids
from yuanba.base.log import (
    bringing,
    checking,
    forgetting,
    heads,
    house,
    kept,
    note,
    reading,
    receipts,
    store,
    tree,
)
from yuanba.base.log.faults import Untrue
from yuanba.base.log.models import Head, Leaf, Node, Tree
from yuanba.base.log.opening import Sight
from yuanba.base.models import Record
from yuanba.insight import verifying
from yuanba.matters import acts
from yuanba.matters.models import Matter

LATER = THURSDAY + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A data folder of its own: the signer's file lies there."""
    settings.HOME = tmp_path
    return tmp_path


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, list(values))


def unguarded() -> None:
    """What an administrator of the database can do first."""
    for table in ("base_leaf", "base_node", "base_head", "base_record"):
        for word in ("update", "delete"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            sql(f"DROP TRIGGER {table}_no_{word}{on}")


def built_again(place: int) -> None:
    """The attacker makes the tree anew over what he left: numbers, nodes, peaks, and no head in the
    table that tells of before."""
    bodies = []
    for n, row in enumerate(Leaf.objects.filter(tree_id=place).order_by("n")):
        said = json.loads(row.body) | {"n": n}
        bodies.append(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        sql("UPDATE base_leaf SET n = %s, body = %s WHERE record = %s", n, bodies[-1], row.record)
    Node.objects.filter(tree_id=place).delete()
    peaks: list[bytes] = []
    for n, body in enumerate(bodies):
        for height, index, whole in tree.grow(n, peaks, tree.leaf_hash(body.encode())):
            if height % store.STEP == 0:
                Node.objects.create(id=ids.new(), tree_id=place, height=height, n=index, hash=whole)
    Tree.objects.filter(pk=place).update(size=len(bodies), peaks=b"".join(peaks))
    Head.objects.filter(tree_id=place).delete()


def busy(world: World, n: int = 3) -> list[Matter]:
    told = [world.told(text=f"第{i}盏路灯不亮，晚上看不见路。") for i in range(n)]
    for i, matter in enumerate(told):
        now = THURSDAY + timedelta(minutes=i)
        acts.accept(actor=world.worker, matter_id=matter.pk, now=now)
    heads.sign_heads(now=LATER)
    return told


def delete(place: int) -> None:
    sql("DELETE FROM base_leaf WHERE tree_id = %s AND n = 1", place)


def backdate(place: int) -> None:
    row = Leaf.objects.get(tree_id=place, n=0)
    body = row.body.replace(str(int(THURSDAY.timestamp())), str(int(THURSDAY.timestamp()) - 86400))
    assert body != row.body
    sql("UPDATE base_leaf SET body = %s WHERE record = %s", body, row.record)


def swap(place: int) -> None:
    one, two = (Leaf.objects.get(tree_id=place, n=n) for n in (1, 2))
    for row, n in ((one, 99), (two, 1), (one, 2)):
        sql("UPDATE base_leaf SET n = %s WHERE record = %s", n, row.record)


def edit(place: int) -> None:
    row = Leaf.objects.get(tree_id=place, n=3)
    body = row.body.replace("matters.accept", "matters.refuse")
    sql("UPDATE base_leaf SET body = %s WHERE record = %s", body, row.record)


def cut(place: int) -> None:
    sql("DELETE FROM base_leaf WHERE tree_id = %s AND n >= 4", place)


@pytest.mark.parametrize("attack", [delete, backdate, swap, edit, cut])
@pytest.mark.parametrize("again", [False, True], ids=["as it is", "the tree built again"])
def test_five_ways_to_change_the_past_are_caught_by_the_signers_own_head(
    world: World, attack: Callable[[int], None], again: bool
):
    busy(world)
    assert checking.check()[1] == []
    unguarded()
    attack(world.village.pk)
    if again:
        built_again(world.village.pk)
    found = checking.check()[1]
    assert found
    assert {one.tree for one in found} == {world.village.pk}
    mine = Tree.objects.get(pk=world.village.pk)
    if again:
        with pytest.raises(Untrue) as wrong:
            heads.sign(mine, LATER + timedelta(minutes=10))
        assert wrong.value.code in {"forked", "old_head"}
        heads.sign_heads(now=LATER + timedelta(minutes=10))
        mine.refresh_from_db()
        assert mine.broken  # and from now on nothing is added there
        assert not Head.objects.filter(tree=mine).exists()


def test_a_fork_from_an_older_copy_of_the_database_is_caught(world: World, home: Path):
    """Both histories are whole; only one of them goes on from what was signed."""
    busy(world)
    text = house.last(f"yuanba/{world.village.pk}")
    unguarded()
    sql("DELETE FROM base_leaf WHERE tree_id = %s AND n >= 3", world.village.pk)
    built_again(world.village.pk)
    for i in range(5):
        world.told(text=f"另一段过去的第{i}件事，路灯也不亮。")
    mine = Tree.objects.get(pk=world.village.pk)
    with pytest.raises(Untrue, match="接不上"):
        heads.sign(mine, LATER + timedelta(minutes=10))
    assert house.last(f"yuanba/{world.village.pk}") == text


def test_a_record_changed_by_hand_is_named_and_so_is_a_row(world: World):
    told = busy(world)
    world.worker.refresh_from_db()
    done, found = checking.check(deep=True)
    assert found == []
    assert done == Leaf.objects.count()
    unguarded()
    record = Record.objects.get(subject_id=told[0].pk, act="matters.accept")
    sql("UPDATE base_record SET actor_id = %s WHERE id = %s", world.colleague.pk, record.pk)
    other = Record.objects.get(subject_id=told[1].pk, act="matters.accept")
    moved = other.at - timedelta(days=3)
    Record.objects.filter(pk=other.pk).update(at=moved, facts=other.facts | {"due": "2026-01-01"})
    Matter.objects.filter(pk=told[2].pk).update(text="一切都好。")
    Record.objects.create(
        act="matters.close", subject_kind="matters.matter", subject_id=told[0].pk,
        place_id=world.village.pk, actor=world.worker, role="worker", at=THURSDAY, facts={},
    )  # fmt: skip
    bringing.Counter.objects.update_or_create(name=bringing.DONE, defaults={"n": 1})
    found = checking.check(deep=True)[1]
    said = "\n".join(one.chinese for one in found)
    assert f"记录被改过：matters.accept（{record.pk}）的 actor。" in said
    assert f"记录被改过：matters.accept（{other.pk}）的 due、record:at。" in said
    assert f"绕过办理改了数据：matters.Matter {told[2].number} 的 text" in said
    assert "这条记录没有存证，是绕过办理写进去的：matters.close" in said
    assert len(found) == 4
    assert checking.check()[1] == []  # the tree itself is whole: only deep reads rows


def test_heads_are_signed_when_a_tree_grew_and_follow_from_one_another(world: World):
    busy(world)
    place = world.village.pk
    first = heads.latest(place)
    heads.sign_heads(now=LATER + timedelta(minutes=10))
    assert heads.latest(place) == first
    acts.accept(actor=world.worker, matter_id=world.told(text="桥头的路灯不亮。").pk, now=LATER)
    heads.sign_heads(now=LATER + timedelta(minutes=20))
    second = heads.latest(place)
    assert (first.size, second.size) == (6, 8)
    path = heads.consistency(place, first.size, second.size)
    assert tree.extends(6, bytes(first.root), 8, bytes(second.root), path)
    mine = note.checked(house.last(f"yuanba/{place}"), house.verifier(f"yuanba/{place}"))
    assert (mine.size, mine.root) == (8, bytes(second.root))
    assert (Path(house.settings.HOME) / house.KEY).stat().st_mode & 0o777 == 0o600
    assert heads.evening(place, LATER + timedelta(days=1)) == second


def test_a_clock_set_back_signs_nothing_and_says_so(
    world: World, client: Any, monkeypatch: pytest.MonkeyPatch
):
    busy(world)
    world.told(text="还有一盏路灯不亮。", now=THURSDAY)
    mine = Tree.objects.get(pk=world.village.pk)
    with pytest.raises(Untrue, match="时钟比上次签名时早了"):
        heads.sign(mine, THURSDAY - timedelta(days=30))
    heads.sign_heads(now=THURSDAY - timedelta(days=30))
    mine.refresh_from_db()
    assert mine.broken == ""  # the record is whole; the clock is not
    early, now = THURSDAY - timedelta(days=30), LATER + timedelta(minutes=1)
    assert (checking.alarm(early), checking.alarm(now)) == (1, 0)
    # who watches over the house reads it; once it is right it goes by itself
    client.force_login(world.audit)
    for moment, told in ((early, True), (now, False)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        page = client.get("/desk/record").content.decode()
        assert ("服务器的时钟比上次签名时还早" in page) == told
        assert ("存证出了问题" in client.get("/desk/").content.decode()) == told


def test_the_check_reads_by_ranges_and_not_leaf_by_leaf(world: World):
    busy(world)
    with CaptureQueriesContext(connection) as few:
        checking.check(deep=True)
    for i in range(8):
        world.told(text=f"又一盏路灯不亮，第{i}盏。")
    with CaptureQueriesContext(connection) as more:
        checking.check(deep=True)
    assert len(more) == len(few) <= 30


def test_what_was_forgotten_stays_shut_and_the_rest_is_still_checked(world: World):
    told = busy(world)
    root = reading.root_now(Tree.objects.get(pk=world.village.pk))
    records = Record.objects.filter(subject_id=told[0].pk).values_list("pk", flat=True)
    forgetting.forget(records, ["row:text", "row:title"])
    Matter.objects.filter(pk=told[0].pk).update(text="已到期清除。", title="已到期清除。")
    assert checking.check(deep=True)[1] == []
    assert reading.root_now(Tree.objects.get(pk=world.village.pk)) == root
    Matter.objects.filter(pk=told[0].pk).update(number="石桥-2026-9999")
    (found,) = checking.check(deep=True)[1]
    assert "的 number" in found.chinese


@pytest.mark.parametrize("attack", [delete, backdate, swap, edit, cut])
@pytest.mark.parametrize("held", ["head", "receipt", "line"])
def test_five_ways_are_caught_by_a_head_that_somebody_kept_and_by_nothing_else(
    world: World, home: Path, attack: Callable[[int], None], held: str
):
    """The attacker has the database and the signer's folder, key and all: he builds the tree anew, signs it
    anew and puts his head where the old one lay. What hangs on the board is out of his reach."""
    matter, place = busy(world)[0], world.village.pk
    before = heads.latest(place)
    told = {
        "head": before.note,
        "receipt": receipts.first("matters.matter", matter.pk, vars(matter)).text,
        "line": f"石桥村：{note.board(before.size, bytes(before.root))}",
    }[held]
    kept_by_him = kept.read([told], house.verifier)
    assert checking.check(kept=kept_by_him)[1] == []
    unguarded()
    attack(place)
    built_again(place)
    (home / house.HEADS / f"yuanba-{place}.note").unlink()
    heads.sign_heads(now=LATER + timedelta(minutes=10))
    assert checking.check(deep=False)[1] == []  # nothing in the house tells of it any more
    found = checking.check(kept=kept_by_him)[1]
    assert any(one.stops for one in found) == (held != "line")
    assert all(str(before.size) in one.chinese for one in found)


def test_what_another_hand_signed_stops_nobody(world: World):
    """A head that our key never signed is worth its line: told, and no village is stopped by it."""
    busy(world)
    forged = note.Head(f"yuanba/{world.village.pk}", 2, b"\1" * 32)
    signed = note.sign(forged, Ed25519PrivateKey.generate())
    (found,) = checking.check(kept=kept.read([signed], house.verifier))[1]
    assert not found.stops
    mine = heads.latest(world.village.pk)
    assert kept.line_of("电话 13800009010") is None
    for copied in ("6,83622-18807-51769-40917-26864-94059-79124-27962", "6·" + "83622 " * 8):
        assert kept.line_of(copied).startswith("6 · 83622 ")
    assert kept.line_of(note.board(mine.size, bytes(mine.root)).replace(" ", "  ")) == note.board(
        mine.size, bytes(mine.root)
    )


def test_a_house_where_everything_was_changed_names_so_many_and_stops(world: World):
    """Memory does not grow with what is wrong either."""
    busy(world, n=checking.MOST)
    Matter.objects.update(text="一切都好。")
    found = checking.check(deep=True)[1]
    assert len(found) == checking.MOST
    unguarded()
    sql("UPDATE base_record SET role = 'nobody'")
    sql("UPDATE base_leaf SET body = '{}' WHERE tree_id = %s AND n = 150", world.village.pk)
    mine = [one for one in checking.check(deep=True)[1] if one.tree == world.village.pk]
    assert len(mine) == 2 * checking.MOST  # of the tree's own, and of the rows it vouches for
    assert [one.tree for one in mine if one.stops] == [world.village.pk]


def test_who_works_while_it_reads_is_no_fault(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    """It reads for a minute or an hour, and nobody stands still: a matter is told, one is accepted, a head
    is signed, between one range and the next."""
    told = [world.told(text=f"第{i}盏路灯不亮，晚上看不见路。") for i in range(6)]
    heads.sign_heads(now=THURSDAY)
    monkeypatch.setattr(checking, "CHUNK", 2)
    monkeypatch.setattr(checking, "RANGE_OF_RECORDS", 2)
    bringing.Counter.objects.update_or_create(name=bringing.DONE, defaults={"n": 1})
    left = list(told)

    def meanwhile(_done: int, _of: int) -> None:
        if left:
            acts.accept(actor=world.worker, matter_id=left.pop(0).pk, now=LATER)
            world.told(text=f"又一盏路灯不亮，第{len(left)}盏。")
            heads.sign_heads(now=LATER + timedelta(minutes=10 - len(left)))

    before = Leaf.objects.count()
    monkeypatch.setattr(Sight, "rows", working(Sight.rows, meanwhile))
    assert checking.check(deep=True, tell=meanwhile)[1] == []
    assert Leaf.objects.count() == before + 12
    assert verifying.verify(deep=True, now=LATER + timedelta(minutes=20)).faults == 0


def working(read: Callable[..., Any], meanwhile: Callable[[int, int], None]) -> Callable[..., Any]:
    def rows(sight: Sight) -> Any:
        meanwhile(0, 0)
        yield from read(sight)

    return rows


def test_leaves_that_the_tree_does_not_count_are_found(world: World):
    busy(world)
    place = world.village.pk
    more = Leaf.objects.get(tree_id=place, n=5)
    sql("INSERT INTO base_leaf (record, tree_id, n, body) VALUES (1, %s, 6, %s)", place, more.body)
    assert "应有 6 条存证，实有 7 条。" in [one.chinese for one in checking.check()[1]]


def test_two_who_sign_at_once_do_not_stop_the_village(world: World):
    """The clock read the tree; `yuanba heads` signs a longer one before the clock does."""
    busy(world)
    slow = Tree.objects.get(pk=world.village.pk)
    world.told(text="桥头的路灯也不亮。")
    heads.sign_heads(now=LATER + timedelta(minutes=1))
    assert heads.sign(slow, LATER + timedelta(minutes=2)) is None
    assert heads.latest(world.village.pk).size == slow.size == 7


@pytest.mark.parametrize(
    "gone", [[0], [1], [2], [3], [4], [0, 1, 2], [0, 1, 2, 3, 4], [2, 3, 4, 5]]
)
def test_whichever_leaf_is_deleted_it_is_named_and_the_rest_is_read(world: World, gone: list[int]):
    busy(world)
    unguarded()
    Leaf.objects.filter(tree_id=world.village.pk, n__in=gone).delete()
    said = "\n".join(one.chinese for one in checking.check(deep=True)[1])
    assert (f"第 {gone[0]} 条存证不见了。" in said) == (gone[-1] < 5)
    assert "和签过的树头对不上" in said or "末尾被删" in said


def test_a_leaf_dated_forward_is_named_once_and_not_all_after_it(world: World):
    busy(world)
    unguarded()
    row = Leaf.objects.get(tree_id=world.village.pk, n=1)
    late = row.body.replace('"t":', '"t":1')
    sql("UPDATE base_leaf SET body = %s WHERE record = %s", late, row.record)
    said = [one.chinese for one in checking.check()[1]]
    assert [line for line in said if "早于前一条" in line] == ["第 2 条的时间早于前一条。"]


def test_one_change_is_told_once_and_not_at_every_head_after_it(world: World):
    """A year has fifty thousand heads: they must not crowd out what else was changed."""
    busy(world)
    for i in range(5):
        world.told(text=f"又一盏路灯不亮，第{i}盏。")
        heads.sign_heads(now=LATER + timedelta(minutes=10 * i + 10))
    unguarded()
    edit(world.village.pk)
    said = [one.chinese for one in checking.check()[1]]
    assert [line for line in said if "签过的树头" in line] == [
        "和签过的树头对不上：前 6 条里有人改过、删过或换过。"
    ]
    built_again(world.village.pk)
    text = house.last(f"yuanba/{world.village.pk}")
    assert str(note.parse(text)[0].size) in checking.check()[1][0].chinese


def test_a_row_changed_by_hand_is_found_although_somebody_worked_on_it_since(world: World):
    """The newest leaf vouches for the row as it then stood, changed words and all; the first does not."""
    matter = busy(world)[0]
    assert wiring.FIXED.keys() <= wiring.VOUCHED.keys()
    Matter.objects.filter(pk=matter.pk).update(text="一切都好。")
    lamp = {"lane": "government", "category_id": world.lamp.pk, "unit_id": world.lamps.pk}
    acts.triage(actor=world.worker, matter_id=matter.pk, reason="归城管。", now=LATER, **lamp)
    (found,) = checking.check(deep=True)[1]
    assert f"matters.Matter {matter.number} 的 text，和第 0 条存证不一样" in found.chinese
    forgetting.forget(Record.objects.filter(subject_id=matter.pk).values_list("pk", flat=True))
    assert checking.check(deep=True)[1] == []  # what was forgotten vouches for nothing
