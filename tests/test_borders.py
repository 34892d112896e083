"""Borders the whole house keeps. A new act, page or table cannot slip past these."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any, get_args

import pytest
from django.db import transaction
from django.urls import get_resolver
from ninja import Schema

from tests.addresses import ACTS_OF_THE_DESK, OPERATIONS, PAGES
from tests.trust.asking import operations
from tests.world import THURSDAY, World
from tools.permits import table
from yuanba.base import act, permits, records
from yuanba.base.models import Record
from yuanba.matters import acts
from yuanba.matters.models import Matter

ROOT = Path(__file__).parent.parent
CODE = ROOT / "src" / "yuanba"

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create",
}  # fmt: skip
SQL = re.compile(
    r"\s*(INSERT INTO|UPDATE \w+ |DELETE FROM|TRUNCATE|COPY )|\w+ AS \((INSERT|UPDATE|DELETE)"
)
# Besides acts, reactions (inside an act) and jobs (after a record, or the clock's housekeeping):
MAY_WRITE = {
    "base/act.py": "claims the idempotency key, inside the act's transaction",
    "base/bulk.py": "many rows at once, called by acts",
    "base/following.py": "a follower of the records moves its mark",
    "base/ids.py": "takes a node number for ids",
    "base/log/asking.py": "notes beside a tree whether the witness has cosigned its newest head",
    "base/log/bringing.py": "notes that the records of old have their leaves",
    "base/log/heads.py": "keeps a head that was signed; stops a tree that does not go on from it",
    "base/log/seen.py": "notes in a scratch file of its own what verify saw; no table of the house",
    "base/log/witness.py": "keeps the line by which another house cosigned",
    "base/log/forgetting.py": "forgets keys when a person is erased",
    "base/log/store.py": "adds the leaves of an act at its end",
    "base/jobs.py": "leases and finishes job rows",
    "base/records.py": "writes the record every act leaves",
    "base/resealing.py": "seals what is there under another secret; the words stay",
    "base/upkeep.py": "forgets keys and jobs when their time is over",
    "disclosure/recounting.py": "figures that can be counted anew from the records",
    "disclosure/drafting.py": "drafts wall rows, from a reaction",
    "insight/verifying.py": "keeps what an adding up found",
    "exchange/demo/past.py": "sets the invented past of the demo back in time",
    "matters/pile.py": "imports 10,000 rows in acts' own words",
    "base/rows.py": "one INSERT, for the record of every act and for the hot ones",
    "books/store.py": "the only road into the ledger, called by acts of other contexts",
    "matters/store.py": "the hot road in, called by the acts of intake",
    "problems/following.py": "groups made anew from the matters, called by the job that follows them",
    "problems/store.py": "terms and groups, called by the same job",
    "rights/store.py": "empties rows, called by the acts that forget",
    "matters/store_search.py": "the index of words, made anew from the matters at any time",
    "notices/inbox.py": "jobs of many contexts keep with it each message to somebody's inbox",
    "notices/homes.py": "its jobs keep each message that they send",
    "notices/gateways.py": "the demo's outbox keeps what a telephone would get",
}
# What looks like a write and is none: dictionaries, hashes, a picture in memory.
NO_ROWS = {
    "usual.update", "words.update", "told.update", "image.save", "self.sum.update", "total.update",
    "os.environ.update", "values.update", "session.save",
    "self.numbers.update",
}  # fmt: skip


def code() -> Iterator[tuple[str, ast.AST]]:
    for file in sorted(CODE.rglob("*.py")):
        parts = file.relative_to(CODE).parts
        if not {"migrations", "tests"} & set(parts):
            for node in ast.walk(ast.parse(file.read_text())):
                yield "/".join(parts), node


def writes(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return bool(SQL.match(node.value))
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and ast.unparse(node.func) not in NO_ROWS
    )


def is_act_or_follows_one(file: str) -> bool:
    _context, _, rest = file.partition("/")
    name = rest.split("/")[0].removesuffix(".py")
    return name in {"acts", "reactions", "jobs"}


def test_only_acts_write_and_the_few_named_here_with_their_reason():
    found = {file for file, node in code() if writes(node)}
    outside = {file for file in found if not is_act_or_follows_one(file)}
    assert outside - set(MAY_WRITE) == set(), "writes past the acts"
    assert {file for file in MAY_WRITE if file not in found} == set(), "an exception nobody needs"


@pytest.mark.parametrize(
    "line",
    [
        "matter.save()",
        "Matter.objects.filter(pk=1).update(title='')",
        "cursor.execute('UPDATE a ')",
    ],
)
def test_a_page_that_writes_would_be_seen(line: str):
    assert any(writes(node) for node in ast.walk(ast.parse(line)))


# ── permits ──

# Asked by pages, queries and imports; they change nothing, or call acts row by row.
NOT_ACTS = {
    "books.see", "catalogue.see", "charters.see",
    "admissions.see", "projects.see", "proofs.see",
    "councils.see", "disclosure.see", "disclosure.see_many", "duties.see_categories", "exchange.ask_contacts",
    "exchange.export_register", "grids.see",
    "exchange.import_matters", "exchange.publish_all", "exchange.settle_homes", "matters.see", "neighbours.see",
    "honours.see", "honours.see_archive", "honours.see_naming",
    "lanes.see", "lists.see", "notices.see", "patrols.see", "people.see_cards", "people.see_households",
    "people.see_records", "people.see_resets",
    "people.see_staff", "people.see_units", "places.see", "points.see",
    "points.see_pairs", "points.see_shop", "problems.see", "rights.see", "service.see",
    "supervision.see", "supervision.see_clues",
    "triage.see_rules",
}  # fmt: skip


def test_every_act_has_a_permit_and_every_permit_its_act():
    assert set(act.ACTS) <= set(permits.TABLE), "an act nobody may do"
    assert set(permits.TABLE) - set(act.ACTS) - NOT_ACTS == set(), "a right to nothing"


def test_the_permit_table_is_the_one_people_signed():
    signed = (ROOT / "permits.txt").read_text()
    assert table() == signed, "run: python -m tools.permits > permits.txt, and read the diff"


def test_every_act_is_somewhere_to_be_done():
    """By a page, an API, a job, an import or the command line; an act for nobody is dead code."""
    called = {
        name
        for file, node in code()
        if not is_act_or_follows_one(file) or "/jobs" in file
        for name in words_of(node)
    }
    assert {name for name in act.ACTS if name.split(".")[1] not in called} <= CALLED_BY_ACTS


CALLED_BY_ACTS = {
    "people.move_home",  # a household that moves takes its people along
    "people.register_resident",  # the two halves of enrol; a household's bulk road leaves
    "people.join_household",  # the records of both
    # called by the steps of people.acts.second, which first slow down who guesses
    "people.confirm_second_factor",
    "people.pass_second_factor",
    "people.renew_recovery_codes",
    # the same at the doors of resets and cards
    "people.begin_card",
    "people.use_reset",
}


def words_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


# ── an act is all or nothing ──


@pytest.fixture
def try_act(world: World, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make a function an act for this test only."""
    monkeypatch.setitem(permits.TABLE, "test_borders.forget", {permits.Role.WORKER})
    monkeypatch.setattr(act, "ACTS", {})
    return act.act


def title_of(matter: Matter) -> str:
    return Matter.objects.get(pk=matter.pk).title


def test_an_act_that_leaves_no_record_is_undone(world: World, try_act: Any):
    def forget(*, actor: Any, matter_id: int) -> None:
        permits.require(actor, "test_borders.forget", reach=[world.village.pk])
        Matter.objects.filter(pk=matter_id).update(title="?")

    matter = world.told("路灯不亮了")
    with pytest.raises(act.Careless, match="left no record"):
        try_act(forget)(actor=world.worker, matter_id=matter.pk)
    assert title_of(matter) == "路灯不亮了"


def test_an_act_that_asks_no_permit_is_undone(world: World, try_act: Any):
    def forget(*, actor: Any, matter_id: int) -> None:
        Matter.objects.filter(pk=matter_id).update(title="?")
        matter = Matter.objects.get(pk=matter_id)
        records.write("test_borders.forget", matter, actor=actor, at=THURSDAY)

    matter = world.told("路灯不亮了")
    with pytest.raises(act.Careless, match="asked for no permit"):
        try_act(forget)(actor=world.worker, matter_id=matter.pk)
    assert title_of(matter) == "路灯不亮了"
    assert not Record.objects.filter(act="test_borders.forget").exists()


def test_a_reaction_that_fails_undoes_the_act(world: World, monkeypatch: pytest.MonkeyPatch):
    from yuanba import wiring

    def fail(record: Record) -> None:
        raise RuntimeError("the wall is broken")

    matter = world.evaluated()
    monkeypatch.setitem(wiring.REACTIONS, "matters.close", [fail])
    with pytest.raises(RuntimeError):
        acts.close(actor=world.worker, matter_id=matter.pk, evidence="居民说亮了", now=THURSDAY)
    assert Matter.objects.get(pk=matter.pk).state == "evaluated"
    assert not Record.objects.filter(act="matters.close").exists()


def test_the_database_itself_refuses_to_change_or_delete_a_record(world: World):
    from django.db import DatabaseError

    world.told()
    for change in (
        lambda: Record.objects.update(at=THURSDAY - timedelta(days=1)),
        lambda: Record.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="add-only"), transaction.atomic():
            change()


# ── addresses ──


def routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    for item in patterns:
        here = prefix + str(item.pattern)
        if hasattr(item, "url_patterns"):
            yield from routes(item.url_patterns, here)
        else:
            yield here


def all_routes() -> list[str]:
    return sorted(set(routes(get_resolver().url_patterns)))


def test_every_address_and_operation_has_its_row():
    """A new page or operation says in tests/addresses whose right it is, before it is built."""
    routes = {route for route in all_routes() if not route.startswith("api/") or route in PAGES}
    missing = sorted(routes - set(PAGES) - {ACTS_OF_THE_DESK})
    assert missing == [], "add a line for each to PAGES in tests/addresses"
    assert sorted(set(operations()) - set(OPERATIONS)) == [], "add a line to OPERATIONS"
    gone = sorted((set(PAGES) - routes) | (set(OPERATIONS) - set(operations())))
    assert gone == [], "rows of tests/addresses for what is no longer there"


def test_no_two_shapes_of_the_published_api_have_one_name():
    """The document keeps shapes by name: of two alike one would be described as the other."""
    ours = {shape for shape in shapes(Schema) if shape.__module__.startswith("yuanba.")}
    fields = [field for shape in ours for field in shape.model_fields.values()]
    ours |= {kind for field in fields for kind in choices(field.annotation)}
    names = Counter(shape.__name__ for shape in ours)
    assert [name for name, n in names.items() if n > 1] == []


def choices(kind: Any) -> Iterator[type]:
    """The kinds of choice that stand in the type of a field: they are kept by name as well."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield kind
    for inner in get_args(kind):
        yield from choices(inner)


def shapes(above: type) -> Iterator[type]:
    for shape in above.__subclasses__():
        yield shape
        yield from shapes(shape)
