"""X-CRASH: what was acknowledged is there after a kill, whole and once (trust.md P1, P2, P3)."""

import random
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.trust.house import House, Writers
from tools.cluster import CAREFUL, Cluster, _folder
from tools.durable import DurableDatabase

pytestmark = [pytest.mark.durable, pytest.mark.xdist_group("server")]
KILLS = 2
RESTART = {"sqlite": 10.0, "pg": 30.0}  # seconds, trust.md 8


@pytest.fixture
def house(durable: DurableDatabase) -> Iterator[House]:
    house = House(durable)
    yield house
    house.kill()


def test_every_acknowledged_number_is_there_after_two_kills_and_nothing_is_half(house: House):
    places = house.fill()
    writers = Writers(house, places["grid"])
    house.start()
    for _ in range(KILLS):
        writers.start()
        writers.wait_for(120)
        house.kill()
        house.database.kill()
        writers.stop()
        began = time.monotonic()
        house.database.start()
        house.start()
        assert time.monotonic() - began <= RESTART[house.database.kind]
    for key in set(writers.sent) - set(writers.kept):
        writers.send(key)  # what was in the air is sent again with its own key
    assert set(writers.kept) == set(writers.sent), "a repeat was not answered"
    assert not writers.other
    _whole(house, writers)


def _whole(house: House, writers: Writers) -> None:
    if house.database.kind == "sqlite":
        assert house.rows("PRAGMA integrity_check") == [("ok",)]
    matters = dict(house.rows("SELECT id, number FROM matters_matter"))
    for receipt in writers.kept.values():
        assert matters.get(int(receipt["id"])) == receipt["number"], "an acknowledged one is lost"
    keys = dict(house.rows("SELECT key, subject_id FROM base_key"))
    assert keys == {key: int(receipt["id"]) for key, receipt in writers.kept.items()}
    assert len(matters) == len(keys), "a matter without its key, or two for one key"
    seqs = [seq for (seq,) in house.rows("SELECT seq FROM matters_matter ORDER BY seq")]
    assert seqs == list(range(1, len(matters) + 1)), "a hole in the numbers"
    for beside in (
        "SELECT matter_id FROM matters_contact",
        "SELECT subject_id FROM base_record WHERE act = 'matters.report'",
    ):
        assert sorted(house.rows(beside)) == sorted((pk,) for pk in matters), beside
    jobs = house.rows("SELECT count(*) FROM base_job WHERE kind = 'notices.tell'")
    assert jobs == [(len(matters),)], "a matter whose message will never be sent"


@pytest.mark.postgres_only
@pytest.mark.parametrize(("commit", "loses"), [("on", False), ("off", True)])
def test_a_server_that_answers_before_it_has_written_loses_what_it_said(commit: str, loses: bool):
    """The planted fault: with synchronous_commit off the same kill loses acknowledged rows."""
    settings = CAREFUL | {"synchronous_commit": commit, "wal_writer_delay": "10s"}
    with Cluster(_folder(shared_memory=False), settings) as cluster:
        url = cluster.new_database("village")
        with psycopg.connect(url, autocommit=True) as line:
            line.execute("CREATE TABLE told (id bigint PRIMARY KEY)")
            line.execute("CHECKPOINT")
        acknowledged: list[int] = []
        threads = [
            threading.Thread(target=_tell, args=(url, n, acknowledged), daemon=True)
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.3 + random.random() * 0.1)
        cluster.kill()
        for thread in threads:
            thread.join()
        cluster.start()
        with psycopg.connect(url) as line:
            stored = {pk for (pk,) in line.execute("SELECT id FROM told")}
    assert len(acknowledged) > 8
    assert bool(set(acknowledged) - stored) is loses


def _tell(url: str, writer: int, acknowledged: list[int]) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as line:
            for i in range(1_000_000):
                line.execute("INSERT INTO told VALUES (%s)", [writer * 1_000_000 + i])
                acknowledged.append(writer * 1_000_000 + i)
    except psycopg.OperationalError:
        return  # the server is gone
