"""Two houses with a network between them: the village asks over HTTP, the township cosigns what follows
(c2sp.org/tlog-witness); trust.md T19."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.program import CODE
from tests.world import THURSDAY, World
from yuanba.base.log import asking, checking, heads, house, note, witness
from yuanba.base.log.models import Head, Tree
from yuanba.base.log.request import Request
from yuanba.cli import doctor

LATER = THURSDAY + timedelta(minutes=10)
SERVED = ("--interface", "wsgi", "--no-ws", "--log-level", "critical")
Answer = tuple[int, str, str]


class Town:
    """The township's house: a server and a data folder of its own, no table of ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        env = {
            "DATABASE_URL": f"sqlite:///{folder}/none.sqlite3",
            "YUANBA_HOME": str(folder),
            "YUANBA_TLS": "0",
            "YUANBA_TESTING": "1",
            "YUANBA_WITNESS_NAME": "guixi",
            "PYTHONPATH": CODE,
        }
        where = ("--host", "127.0.0.1", "--port", str(self.port), "yuanba.wsgi:application")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *SERVED, *where], env=os.environ | env
        )

    def ask(self, body: str | bytes) -> Answer:
        """What stands at its address: status, kind, words."""
        text = body if isinstance(body, bytes) else body.encode()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request("POST", "/api/witness/add-checkpoint", text)
            answer = line.getresponse()
            return answer.status, answer.headers["Content-Type"], answer.read().decode()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    try:
        for _ in range(600):
            try:
                assert made.ask("")[0] == 400
                break
            except OSError:
                time.sleep(0.1)
        yield made
    finally:
        made.process.terminate()
        made.process.wait(20)


@pytest.fixture
def known(world: World, town: Town, settings: Any, tmp_path: Path) -> Town:
    """The village has the township's address; each has the other's key. A head is signed."""
    settings.HOME = tmp_path
    settings.WITNESS_URL = f"http://127.0.0.1:{town.port}/api/witness"
    settings.WITNESS_PRIVATE = True
    world.told()
    heads.sign_heads(now=LATER)
    keys = [house.verifier(row.origin) for row in Tree.objects.all()]
    settings.HOME = town.folder
    for key in keys:
        witness.trust(key)
        witness.forget(key.name)
    theirs = note.Verifier("guixi", note.COSIGNED, note.public_of(house.key()))
    settings.HOME = tmp_path
    witness.trust(theirs)
    return town


def newest(world: World) -> Head:
    head = heads.latest(world.village.pk)
    assert head is not None
    return head


def mine(world: World) -> Tree:
    return Tree.objects.get(pk=world.village.pk)


def grown(world: World, minutes: int) -> Head:
    world.told(text=f"第{minutes}分钟又有一盏路灯不亮。")
    heads.sign_heads(now=LATER + timedelta(minutes=minutes))
    return newest(world)


def test_the_township_cosigns_over_the_network_and_everybody_sees_it(
    world: World, known: Town, client: Any
):
    asking.ask_witness(now=LATER)
    first = newest(world)
    assert [c.name for c in first.cosignatures.all()] == ["guixi"]
    assert note.cosigned(heads.whole_note(first), witness.trusted()[0])
    second = grown(world, 10)
    asking.ask_witness(now=LATER + timedelta(minutes=10))
    assert second.cosignatures.count() == 1
    asking.ask_witness(now=LATER + timedelta(minutes=20))
    assert second.cosignatures.count() == 1
    assert (mine(world).unwitnessed, checking.alarm(LATER + timedelta(days=1))) == ("", 0)
    page = client.get(f"/record/{world.village.pk}/").content.decode()
    assert "联署：guixi" in page
    assert [f.chinese for f in doctor.cosigned()] == ["树头都联署了"]


def test_each_refusal_is_the_one_of_the_specification(world: World, known: Town):
    first, second = newest(world), grown(world, 10)
    assert known.ask(str(Request(0, [], first.note)))[0] == 200
    size = "text/x.tlog.size"
    assert known.ask(str(Request(0, [], second.note))) == (409, size, f"{first.size}\n")
    follows = witness.request(second, first.size)
    assert known.ask(str(Request(first.size, [bytes(32)], second.note)))[0] == 422
    assert known.ask(str(Request(first.size, follows.path * 9, second.note)))[0] == 422
    assert known.ask(str(Request(second.size + 1, [], second.note)))[0] == 400
    for broken in ("", "old 1\n", "old -1\n\n", "old 01\n\n", f"old 1\n{'x' * 44}\n\n", b"\xff"):
        assert known.ask(broken)[0] == 400
    assert known.ask("old 0\n\n" + "x" * 20_000)[0] == 400
    stranger = first.note.replace(mine(world).origin, "yuanba/nobody")
    assert known.ask(f"old 0\n\n{stranger}")[0] == 404
    assert known.ask(str(follows).replace(f"\n{second.size}\n", "\n99\n"))[0] == 403
    forged = note.sign(note.Head(mine(world).origin, first.size, bytes(32)), house.key())
    assert known.ask(str(Request(first.size, [], forged)))[:2] == (409, "text/plain; charset=utf-8")
    status, _kind, line = known.ask(str(follows))
    assert (status, witness.keep(second.note, line)) == (200, 1)
    assert known.ask(str(Request(first.size, [], first.note)))[::2] == (409, f"{second.size}\n")


def test_who_lost_the_thread_is_told_where_to_go_on(world: World, known: Town):
    """The line got lost on its way back: the next request goes on from what the township has seen."""
    first = newest(world)
    known.ask(str(witness.request(first)))
    second = grown(world, 10)
    assert not first.cosignatures.exists()
    asking.ask_witness(now=LATER + timedelta(minutes=10))
    assert second.cosignatures.count() == 1


def test_out_of_reach_is_said_plainly_and_asked_again(
    world: World, known: Town, settings: Any, client: Any
):
    right = settings.WITNESS_URL
    settings.WITNESS_URL = "http://127.0.0.1:9/api/witness"
    asking.ask_witness(now=LATER)
    assert mine(world).unwitnessed == asking.AWAY
    page = client.get(f"/record/{world.village.pk}/").content.decode()
    assert "联署的服务器现在连不上，每十分钟再试。" in page
    assert "还没有联署上" in next(doctor.cosigned()).chinese
    assert checking.alarm(LATER + timedelta(days=1)) == 0  # nobody did anything wrong
    settings.WITNESS_URL = right
    asking.ask_witness(now=LATER + timedelta(minutes=10))
    assert mine(world).unwitnessed == ""


def test_keys_not_exchanged_are_said_plainly(world: World, known: Town, settings: Any):
    trusted = settings.HOME / witness.TRUSTED
    lines = trusted.read_text()
    trusted.write_text("")
    assert "还没有认它的公钥" in next(doctor.cosigned()).chinese
    asking.ask_witness(now=LATER)
    assert mine(world).unwitnessed == asking.UNKEYED
    trusted.write_text(lines)
    (known.folder / witness.TRUSTED).rename(known.folder / "kept")
    asking.ask_witness(now=LATER)
    (known.folder / "kept").rename(known.folder / witness.TRUSTED)
    assert mine(world).unwitnessed == "unknown_log"


def test_another_past_than_the_township_saw_alarms_who_watches(
    world: World, known: Town, client: Any
):
    """The whole database was rewritten, with the signer's key and his file: the township alone knows."""
    seen = note.Head(mine(world).origin, newest(world).size, bytes(range(32)))
    assert known.ask(str(Request(0, [], note.sign(seen, house.key()))))[0] == 200
    asking.ask_witness(now=LATER)
    assert mine(world).unwitnessed == "two_heads"
    grown(world, 10)
    asking.ask_witness(now=LATER + timedelta(minutes=10))
    assert mine(world).unwitnessed == "forked"
    assert checking.alarm(LATER + timedelta(days=1)) == 1
    client.force_login(world.audit)
    page = client.get("/desk/record").content.decode()
    assert "联署的服务器见过另一段过去" in page
    assert "石桥村" in page
    assert "前面的记录被改过" in client.get(f"/record/{world.village.pk}/").content.decode()
    assert "另一段过去" in next(doctor.cosigned()).chinese


def test_without_an_address_nobody_is_asked(world: World, settings: Any, tmp_path: Path):
    settings.HOME, settings.WITNESS_URL = tmp_path, ""
    asking.ask_witness(now=LATER)
    assert list(doctor.cosigned()) == []
