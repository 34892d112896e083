"""X-RESTORE: a house that was lost comes back equal, row by row and photo by photo."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.program import start
from tests.trust.house import BEGIN, House, Writers
from tools.durable import DurableDatabase

pytestmark = [pytest.mark.durable, pytest.mark.xdist_group("server")]
DIGEST = """
import hashlib, json, sys
from pathlib import Path
from django.apps import apps
from django.conf import settings
found = {}
for model in apps.get_models(include_auto_created=True):
    if not model._meta.managed or model._meta.proxy:
        continue
    rows = model.objects.order_by("pk").values_list(*[f.attname for f in model._meta.concrete_fields])
    sum = hashlib.sha256()
    for row in rows:
        sum.update(repr(row).encode())
    found[model._meta.label] = [rows.count(), sum.hexdigest()]
photos = Path(settings.MEDIA_ROOT)
for file in sorted(p for p in photos.rglob("*") if p.is_file()):
    found[f"photo {file.name}"] = [1, hashlib.sha256(file.read_bytes()).hexdigest()]
sys.stdout.write(json.dumps(found))
"""
PHOTO = """
from tests.ground import picture
from tests.world import THURSDAY
from yuanba.matters import acts
from yuanba.people.door import Guest
acts.report(actor=Guest(), place_id=%s, text="灯坏了，见照片。", pictures=[picture()], now=THURSDAY)
"""


@pytest.fixture
def house(durable: DurableDatabase) -> Iterator[House]:
    house = House(durable)
    house.env |= {"YUANBA_TESTING": "0"}
    yield house
    house.kill()


def digest(house: House) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.run("-c", BEGIN + DIGEST))
    return found


def destroy(house: House) -> None:
    """The disk is gone, and with it everything the house knew."""
    folder = house.database.folder
    shutil.rmtree(folder / "photos", ignore_errors=True)
    for end in ("", "-wal", "-shm"):
        (folder / f"village.sqlite3{end}").unlink(missing_ok=True)
    if house.database.kind == "pg":
        with psycopg.connect(house.database.url, autocommit=True) as server:
            server.execute("DROP SCHEMA public CASCADE")
            server.execute("CREATE SCHEMA public")


def back(house: House, file: Any) -> None:
    done = start("restore", str(file), "--replace", env=house.env)
    assert done.returncode == 0, done.stderr


def test_what_was_lost_comes_back_equal_and_a_copy_under_load_is_whole(house: House):
    grid = house.fill()["grid"]
    house.run("-c", BEGIN + PHOTO % grid)
    house.start(workers=1)
    writers = Writers(house, grid, n=4)
    writers.start()
    writers.wait_for(30)
    before = {int(receipt["id"]) for receipt in list(writers.kept.values())}
    busy = house.database.folder / "busy.tar.gz"
    assert start("backup", str(busy), env=house.env).returncode == 0
    writers.stop()
    house.kill()

    quiet = house.database.folder / "quiet.tar.gz"
    assert start("backup", str(quiet), env=house.env).returncode == 0
    lived = digest(house)
    assert lived["matters.Matter"][0] > len(before)
    assert any(name.startswith("photo ") for name in lived)

    destroy(house)
    back(house, busy)  # taken while four people wrote: whole, and nothing acknowledged is missing
    matters = dict(house.rows("SELECT id, seq FROM matters_matter"))
    assert before <= set(matters)
    assert sorted(matters.values()) == list(range(1, len(matters) + 1))
    told = house.rows("SELECT subject_id FROM base_record WHERE act = 'matters.report'")
    assert {pk for (pk,) in told} == set(matters)

    destroy(house)
    back(house, quiet)
    found = digest(house)
    # all is equal, but that it was added up once more: that is noted, under a node's next number
    noted = {"base.Verification", "base.Counter"}
    assert {n for n in lived if found.get(n) != lived[n]} - noted == set()
    assert set(found) == set(lived)
