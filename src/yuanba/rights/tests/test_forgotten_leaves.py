"""X-ERASE and the record: who is erased is gone from it, and no root changes (trust.md 5)."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tests.program import python_in
from tests.world import THURSDAY, World
from yuanba import wiring
from yuanba.base import records
from yuanba.base.log import checking, heads, house, note, reading, receipt, receipts, store, tree
from yuanba.base.log.models import Leaf, Tree
from yuanba.base.models import Record
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.matters.rules import Refusal
from yuanba.people import acts as people
from yuanba.people.door import with_posts
from yuanba.people.models import Person
from yuanba.rights import acts, jobs
from yuanba.rights import store as erasing
from yuanba.rights.rules import Erasable

LATER = THURSDAY + timedelta(minutes=10)
NAME, PHONE = "蒲公英花", "13877771234"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def canary(world: World) -> tuple[Person, Matter, str]:
    """Somebody with a name that stands nowhere else: an account, a matter, and its receipt on paper."""
    person = Person.objects.create(username="canary", name=NAME, phone=PHONE, home=world.village)
    sent = people.send_code(actor=world.guest, phone=PHONE, now=THURSDAY)
    people.confirm_phone(actor=world.guest, phone=PHONE, code=sent.code, now=THURSDAY)
    mine = with_posts(person.pk)
    assert mine is not None
    matter = world.told(actor=mine, contact_name=NAME, contact_phone=PHONE)
    heads.sign_heads(now=LATER)
    made = receipts.of(matter.pk, vars(matter))
    assert made is not None
    return mine, matter, made.text


def everything() -> dict[str, str]:
    """The whole database as text, as a dump has it: table → its rows."""
    return {m._meta.label: repr(list(m._default_manager.values())) for m in apps.get_models()}


def where(word: str) -> list[str]:
    """The tables in which it stands."""
    return [table for table, rows in everything().items() if word in rows]


def test_who_is_erased_is_nowhere_and_no_root_changes(world: World, tmp_path: Path):
    person, matter, text = canary(world)
    village = Tree.objects.get(pk=world.village.pk)
    mine = Leaf.objects.get(record=matter.pk)
    who = json.loads(mine.body)["a"].partition(":")[2]
    assert who == store.who(noted(person), village.origin).partition(":")[2]
    signed = heads.latest(village.pk)
    root = bytes(signed.root)
    assert where(NAME)
    about = records.write("people.block", person, actor=world.security, at=LATER, why="试一试")
    acts.ask_erasure(actor=person, now=LATER)
    wish = person.wishes.get()
    Matter.objects.filter(pk=matter.pk).update(reporter=person)
    matters.refuse(
        actor=world.worker, matter_id=matter.pk, kind=next(iter(Refusal)), reason="请找邻县城管。",
        now=LATER,
    )  # fmt: skip
    acts.grant_erasure(actor=world.security, wish_id=wish.pk, now=LATER)
    assert where(NAME) == where(PHONE) == []
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert NAME.encode() not in file.read_bytes()
            assert PHONE.encode() not in file.read_bytes()
    # the leaf stands as it stood; nobody can tell any more whose it was
    assert Leaf.objects.get(record=matter.pk).body == mine.body
    assert Person.objects.get(pk=person.pk).log_key is None
    assert Record.objects.filter(act="person.erased", subject_id=person.pk).count() == 1
    keys = Leaf.objects.filter(record=about.pk)
    assert keys.exists()
    assert all(leaf.key is None and not leaf.opened for leaf in keys)
    village.refresh_from_db()
    head = note.parse(signed.note)[0]
    assert tree.root(reading.Stored(village.pk), head.size) == head.root == root
    assert checking.check(deep=True)[1] == []
    # the receipt on his paper still holds
    proven = receipt.verify(text, [house.verifier(village.origin)])
    assert proven.said["row:number"] == matter.number


def noted(person: Person) -> store.Noted:
    return store.Noted(
        0, "", "", 0, None, "", THURSDAY, {}, actor=person.pk, actor_key=bytes(person.log_key)
    )


def test_who_comes_back_by_a_restore_is_erased_again_in_the_record_too(world: World):
    """X-RESTORE: the copy of yesterday has his key; the journal says that he is gone."""
    person, matter, _text = canary(world)
    line = {
        "at": LATER.isoformat(),
        "kind": Erasable.CONTACT,
        "matters": [],
        "people": [str(person.pk)],
    }
    (Path(house.settings.HOME) / jobs.JOURNAL).write_text(json.dumps(line) + "\n")
    assert jobs.replay(now=LATER + timedelta(days=1)) == 1
    assert Person.objects.get(pk=person.pk).log_key is None
    assert where(NAME) == []
    assert checking.check(deep=True)[1] == []
    assert matter.pk


def test_what_an_anonymous_voice_said_is_shut_in_its_leaf(world: World):
    _person, matter, _text = canary(world)
    erasing.erase(Erasable.ANONYMOUS, [matter.pk])
    mine = Leaf.objects.get(record=matter.pk)
    assert mine.key is None
    assert "row:text" not in mine.opened
    assert "row:number" in mine.opened
    assert checking.check(deep=True)[1] == []


def test_what_was_erased_leaves_the_files_of_the_database_too(tmp_path: Path):
    """SQLite's journal keeps old pages until somebody empties it: the bytes are looked for, not the rows."""
    words = "鹦鹉螺蓝围巾"
    program = f"""
from pathlib import Path
from yuanba.base import clock
from yuanba.base.models import Counter
from yuanba.cli.begin import make_tables
from yuanba.rights import jobs
make_tables()
Counter.objects.create(name="{words}", n=1)
Counter.objects.filter(name="{words}").delete()
def there():
    files = Path("{tmp_path}").glob("house.sqlite3*")
    return any("{words}".encode() in file.read_bytes() for file in files)
before = there()
jobs.scrub_daily(now=clock.now())
print(before, there())
"""
    env = {"YUANBA_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/house.sqlite3"}
    assert python_in(env, program).split()[-2:] == ["True", "False"]
    erasing = {act for act, later in wiring.LATER.items() if jobs.scrub in later}
    assert erasing == {act for act in wiring.LATER if jobs.journal in wiring.LATER[act]} | {
        "rights.erase_again"
    }
