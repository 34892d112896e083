"""What an act leaves in its community's tree: the leaf byte for byte, in its own transaction."""

import json
import re
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Refused
from yuanba.base.log import bringing, forgetting, leaf, reading, store, tree
from yuanba.base.log.models import Leaf, Tree
from yuanba.base.models import Key, Record
from yuanba.matters import acts
from yuanba.matters.models import Matter


def test_a_leaf_is_these_bytes_and_no_others():
    key = bytes(range(32))
    fields = leaf.committed(key, {"lane": "communal", "到期": ["b", {"z": 1, "a": None}]})
    text = leaf.body(
        origin="yuanba/7", index=41, act="matters.accept", who="worker:aa", subject="bb",
        at=1790215200, back=True, fields=fields,
    )  # fmt: skip
    assert text == (
        '{"a":"worker:aa","clk":1,"f":{"lane":"X1fBxz7lUYNE/uCQpyah1j7TM83MPQ9b7kwCIUAYhC4=",'
        '"到期":"+DkCGCWfM08n9fQ4ZMOYMnZ8ZJK8XJ0oSYoFqLFi+Og="},"k":"matters.accept",'
        '"log":"yuanba/7","n":41,"s":"bb","t":1790215200,"v":1}'
    )
    assert leaf.canonical(["到期", [{"z": 1, "a": None}]]) == '["到期",[{"a":null,"z":1}]]'.encode()


@pytest.mark.parametrize(
    ("last", "at", "kept"),
    [(100, 100, (100, False)), (100, 160, (160, False)), (100, 41, (100, False)),
     (100, 40, (100, False)), (100, 39, (100, True))],
)  # fmt: skip
def test_time_never_goes_back_in_a_tree_and_a_clock_set_back_is_said(last, at, kept):
    assert leaf.moment(last, at) == kept


def leaves(place_id: int) -> list[dict]:
    found = Leaf.objects.filter(tree_id=place_id).order_by("n")
    return [json.loads(body) for body in found.values_list("body", flat=True)]


def test_each_act_leaves_one_leaf_in_the_tree_of_its_village(world: World):
    matter = world.told()
    acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY + timedelta(minutes=1))
    found = leaves(world.village.pk)
    assert [x["k"] for x in found] == ["matters.report", "matters.accept"]
    assert [x["n"] for x in found] == [0, 1]
    assert found[0]["s"] == found[1]["s"] != ""
    assert len(found[0]["s"]) == 32
    assert [x["t"] for x in found] == [int(THURSDAY.timestamp()), int(THURSDAY.timestamp()) + 60]
    assert found[1]["log"] == f"yuanba/{world.village.pk}"
    role, _, who = found[1]["a"].partition(":")
    assert (role, len(who)) == ("worker", 32)
    said = json.dumps(found, ensure_ascii=False)
    assert world.worker.name not in said
    assert str(matter.pk) not in said
    assert matter.text not in said
    # what it commits to can be opened, and only with its key
    row = Leaf.objects.get(tree_id=world.village.pk, n=1)
    own = leaf.field_key(bytes(row.key), "row:state")
    assert found[1]["f"]["row:state"] == leaf.commitment(own, "row:state", "accepted")
    assert found[1]["f"]["row:state"] != leaf.commitment(own, "row:state", "reported")
    # the tree's row knows the root over them
    mine = Tree.objects.get(pk=world.village.pk)
    assert mine.size == 2
    bodies = [x.body.encode() for x in Leaf.objects.filter(tree=mine).order_by("n")]
    root = tree.node_hash(*(tree.leaf_hash(b) for b in bodies))
    assert reading.root_now(mine) == root == tree.root(reading.Stored(mine.pk), 2)
    assert sha256(b"\x00" + bodies[0]).digest() == tree.leaf_hash(bodies[0])
    # another village has a tree of its own, and another name for the same person
    assert not leaves(world.elsewhere.pk)


def test_an_act_that_is_refused_leaves_no_leaf(world: World):
    matter = world.told()
    size = Tree.objects.get(pk=world.village.pk).size
    with pytest.raises(Refused):
        acts.close(actor=world.worker, matter_id=matter.pk, now=THURSDAY, evidence="没有")
    assert Tree.objects.get(pk=world.village.pk).size == size
    assert Leaf.objects.count() == Record.objects.count()


def test_the_log_costs_an_act_two_statements_on_postgresql_and_three_on_sqlite(world: World):
    matter, one_trip = world.told(), connection.vendor == "postgresql"
    with CaptureQueriesContext(connection) as seen:
        acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY, key="one press")
    said = [query["sql"] for query in seen]
    log = [sql for sql in said if "base_tree" in sql or "base_leaf" in sql]
    assert len(log) == (2 if one_trip else 3)
    (answer,) = [sql for sql in said if "UPDATE base_key" in sql]
    assert (answer in log) == one_trip  # the key is answered in the trip that leaves the leaf
    assert Key.objects.get(key="one press").subject_id == matter.pk


def test_a_proof_from_a_long_tree_reads_a_few_blocks(world: World):
    """700 leaves at once: the whole subtrees of 256 are kept; roots and paths are as over all leaves."""
    place = world.village.pk
    noted = [
        store.Noted(n, "matters.report", "matters.matter", n, place, "worker", THURSDAY, {"n": n})
        for n in range(1, 701)
    ]
    with transaction.atomic():
        store.append(noted[:1])
        store.append(noted[1:])
    mine = Tree.objects.get(pk=place)
    hashes = [
        tree.leaf_hash(b.encode())
        for b in Leaf.objects.filter(tree=mine).order_by("n").values_list("body", flat=True)
    ]
    peaks: list[bytes] = []
    for n, one in enumerate(hashes):
        tree.grow(n, peaks, one)
    assert reading.root_now(mine) == tree.root_of(peaks)
    with CaptureQueriesContext(connection) as seen:
        path = tree.inclusion(reading.Stored(place), 300, 700)
    assert len(seen) <= 4
    assert tree.root_by_path(hashes[300], 300, 700, path) == tree.root_of(peaks)
    old = tree.root(reading.Stored(place), 257)
    steps = tree.consistency(reading.Stored(place), 257, 700)
    assert tree.extends(257, old, 700, tree.root_of(peaks), steps)


def test_the_database_refuses_to_change_or_delete_a_leaf_but_a_key_can_be_forgotten(world: World):
    matter = world.told()
    for change in (
        lambda rows: rows.update(body="{}"),
        lambda rows: rows.update(n=7),
        lambda rows: rows.update(key=b"0" * 32),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError, match="add-only"), transaction.atomic():
            change(Leaf.objects.filter(record=matter.pk))
    root = reading.root_now(Tree.objects.get(pk=world.village.pk))
    before = Leaf.objects.get(record=matter.pk)
    assert forgetting.forget([matter.pk], ["row:text"]) == 1
    after = Leaf.objects.get(record=matter.pk)
    assert after.key is None
    assert "row:text" not in after.opened
    assert b64decode(after.opened["channel"]) == leaf.field_key(bytes(before.key), "channel")
    assert after.body == before.body
    assert reading.root_now(Tree.objects.get(pk=world.village.pk)) == root
    assert forgetting.forget([matter.pk], ["row:text"]) == 0


def test_a_stopped_tree_takes_nothing_but_who_signs_in(world: World):
    matter = world.told()
    Tree.objects.filter(pk=world.village.pk).update(broken="第 1 条对不上")
    with pytest.raises(Refused, match="record_stopped"):
        acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    assert Matter.objects.get(pk=matter.pk).state == "reported"
    from yuanba.people.models import Person

    with transaction.atomic():
        person = Person.objects.get(pk=world.worker.pk)
        person.home = world.village
        records.write("people.sign_in", person, actor=person, at=THURSDAY)


def test_records_from_before_the_log_are_brought_in_once_and_in_order(world: World):
    for n in (3, 1, 2):
        Record.objects.create(
            id=n, act="matters.note", subject_kind="matters.matter", subject_id=9,
            place_id=world.village.pk, actor=world.worker, role="worker",
            at=THURSDAY - timedelta(days=n), facts={"n": n},
        )  # fmt: skip
    assert not bringing.brought()
    assert bringing.bring_in() == 3
    assert bringing.brought()
    assert bringing.bring_in() == 0
    told = Leaf.objects.filter(tree_id=world.village.pk).order_by("n")
    assert [x.record for x in told] == [3, 2, 1]
    assert all("clk" not in x for x in leaves(world.village.pk))


def test_whoever_writes_records_in_bulk_lets_leaves_be_added():
    code = Path(store.__file__).parents[2]
    bulk = re.compile(
        r"insert\(\s*Record\b|Record\.objects\.(bulk_)?create|\"base_record\"|INTO base_record"
    )
    for file in code.rglob("*.py"):
        text = file.read_text()
        if bulk.search(text) and not {"tests", "migrations"} & set(file.parts):
            assert re.search(r"records\.note|def note\(|\.record\(", text), file
