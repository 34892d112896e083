"""The files beside the portal: of a village, a township and a county; read back as strictly as the formats say."""

import csv
import gzip
import io
import json
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.catalogue import acts
from yuanba.catalogue.models import Item
from yuanba.catalogue.pages import kept
from yuanba.catalogue.queries import data, feeds
from yuanba.catalogue.tests.board import Board
from yuanba.councils.models import Meeting
from yuanba.councils.tests.village import Village
from yuanba.disclosure import recounting
from yuanba.points.tests.village import LATER, Points

FILES = ("data.csv", "data.json", "feed.atom", "meetings.ics")


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    monkeypatch.setattr(kept, "SOON", 0)
    monkeypatch.setattr(kept, "LATER", 0)


@pytest.fixture
def board(world: World) -> Board:
    found = Board(world)
    assert found.out.pk
    Village(world, households=0).called(days=12)
    world.told(text="村口路灯三天不亮。")
    world.told(text="柳湾的栏杆松了。", place_id=world.elsewhere.pk)
    recounting.recount_all()
    return found


def places(world: World) -> list[Any]:
    return [world.village, world.town, world.county]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def keys_of(told: Any) -> set[str]:
    """Every key of a document but those of the dictionary and of the figures, which have their own."""
    if isinstance(told, list):
        return set().union(*map(keys_of, told))
    if not isinstance(told, dict):
        return set()
    inner = [value for key, value in told.items() if key not in {"dictionary", "figures"}]
    return set(told).union(*map(keys_of, inner))


def figures_of(told: Any) -> set[str]:
    if isinstance(told, list):
        return set().union(*map(figures_of, told))
    if not isinstance(told, dict):
        return set()
    inner = [value for key, value in told.items() if key not in {"dictionary", "figures"}]
    return set(told.get("figures") or {}).union(*map(figures_of, inner))


def test_every_place_has_its_files_and_each_key_stands_in_the_dictionary(
    world: World, board: Board
):
    guest = Client()
    for place in places(world):
        told = guest.get(f"/open/{place.pk}/data.json").json()
        known = told["dictionary"]
        assert keys_of(told) <= known["keys"].keys()
        assert set(known) <= known["keys"].keys()
        assert figures_of(told) <= known["figures"].keys()
        assert "注明出处" in told["terms"]
        assert guest.get(f"/api/open/{place.pk}").json() == told
        file = guest.get(f"/open/{place.pk}/data.csv")
        assert file.content.startswith(b"\xef\xbb\xbf")  # a table program reads Chinese by it
        assert file.headers["Link"] == '<data.json>; rel="describedby"'
        rows = rows_of(file.content.decode())
        assert set(rows[0]) <= known["keys"].keys()
        assert {row["unit"] for row in rows} <= known["units"].keys()
    assert guest.get("/open/1/data.csv").status_code == 404
    assert guest.get("/api/open/1").status_code == 403


def test_the_file_of_a_township_says_what_its_page_says(world: World, board: Board):
    guest, here = Client(), f"/open/{world.town.pk}"
    rows = rows_of(guest.get(f"{here}/data.csv?period=2026-09").content.decode())
    told = [r for r in rows if r["figure"] == "received"]
    assert [(r["name"], r["value"]) for r in told] == [
        (world.town.name, "2"), ("柳湾社区", "1"), ("石桥村", "1"),
    ]  # fmt: skip
    assert {(r["since"], r["until"]) for r in rows} == {("2026-09-01", "2026-10-01")}
    before = rows_of(guest.get(f"{here}/data.csv?period=2026-08").content.decode())
    assert {r["value"] for r in before if r["figure"] == "received"} == {"0"}
    document = guest.get(f"{here}/data.json?period=2026-Q3").json()
    assert document["period"] == {"kind": "quarter", "since": "2026-07-01", "until": "2026-10-01"}
    (matters,) = [s for s in document["sections"] if s["section"] == "matters"]
    assert matters["figures"]["received"] == sum(p["figures"]["received"] for p in matters["parts"])
    (money,) = [s for s in document["sections"] if s["section"] == "money"]
    assert money["figures"] is None


def test_what_is_too_small_is_empty_in_every_file(world: World, monkeypatch: pytest.MonkeyPatch):
    """One household got points: it stands in no file of the village, the township or the county, and every
    row behind the points adds up to its figure."""
    points = Points(world)
    points.budget()
    points.booked("H4")
    monkeypatch.setattr(clock, "now", lambda: LATER)
    guest = Client()
    for place in (world.town, world.county):
        for period in ("2026-10", "2026-Q4", "2026"):
            here = f"/open/{place.pk}"
            rows = rows_of(guest.get(f"{here}/data.csv?period={period}").content.decode())
            homes = [r["value"] for r in rows if r["figure"] == "homes"]
            assert homes == ["", ""]  # its own sum, and that of the one place which keeps points
            document = guest.get(f"{here}/data.json?period={period}").json()
            (told,) = [s for s in document["sections"] if s["section"] == "points"]
            assert told["figures"]["homes"] is None
            assert [p["figures"]["homes"] for p in told["parts"] if p["figures"]] == [None]
            assert "不满 5" in guest.get(f"{here}/now?period={period}").content.decode()


def test_no_cell_of_the_table_starts_a_program(world: World, board: Board):
    Item.objects.filter(code="A1").update(name='=HYPERLINK("http://x","看")')
    kept.forget()
    text = Client().get(f"/open/{world.village.pk}/data.csv").content.decode()
    names = {row["name"] for row in rows_of(text)}
    assert any(name.startswith("'=") for name in names)
    assert not [name for name in names if name[:1] in "=+-@"]


def test_the_feed_is_atom(world: World, board: Board):
    """What RFC 4287 asks of a feed and of an entry: each once, moments with their zone, no two alike."""
    atom = f"{{{feeds.ATOM}}}"
    for place in places(world):
        text = Client().get(f"/open/{place.pk}/feed.atom").content
        root = ElementTree.fromstring(text)  # noqa: S314  our own
        entries = root.findall(f"{atom}entry")
        assert len(entries) == 1
        for one in (root, *entries):
            for name in ("id", "title", "updated"):
                (found,) = one.findall(f"{atom}{name}")
                assert found.text
            assert datetime.fromisoformat(str(one.findtext(f"{atom}updated"))).tzinfo is not None
        assert root.findtext(f"{atom}author/{atom}name") == place.name
        (self_,) = root.findall(f"{atom}link")
        assert (self_.get("rel"), self_.get("href")) == ("self", root.findtext(f"{atom}id"))
        (link,) = entries[0].findall(f"{atom}link")
        assert link.get("rel") == "alternate"
        assert str(entries[0].findtext(f"{atom}title")).startswith(world.village.name)


def test_a_correction_is_news_in_the_feed(world: World, board: Board):
    at = THURSDAY + timedelta(hours=3)
    acts.correct(
        actor=world.worker, part_id=board.part.pk, words="少写一件，补上。", why="漏了", now=at
    )
    text = Client().get(f"/open/{world.village.pk}/feed.atom").content
    updated = ElementTree.fromstring(text).findtext(  # noqa: S314  our own
        f"{{{feeds.ATOM}}}entry/{{{feeds.ATOM}}}updated"
    )
    assert datetime.fromisoformat(str(updated)) == at


def events_of(text: str) -> list[dict[str, str]]:
    """As RFC 5545 says: CR LF, lines of at most 75 octets, folded lines begin with a blank, text escaped."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    whole: list[str] = []
    for line in lines:
        if line.startswith(" "):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    assert (whole[0], whole[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in whole[1:-1]:
        name, colon, value = line.partition(":")
        assert colon
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            plain = value.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",")
            found[-1][name] = plain.replace("\\;", ";").replace("\0", "\\")
    return found


def test_the_calendar_is_a_calendar(world: World, board: Board):
    title = "修路；先看三组, 再看五组; 路\\桥\r\n" + "一起走一遍" * 20
    Meeting.objects.update(title=title[:80], venue="老院坝")
    kept.forget()
    for place in places(world):
        (event,) = events_of(Client().get(f"/open/{place.pk}/meetings.ics").content.decode())
        assert event["SUMMARY"].startswith("修路;先看三组")
        assert "路\\桥" in event["SUMMARY"]
        assert event["LOCATION"] == f"{world.village.name} 老院坝"
        assert event["UID"].startswith("meeting-")
        begin, end = (datetime.strptime(event[k], "%Y%m%dT%H%M%SZ") for k in ("DTSTART", "DTEND"))  # noqa: DTZ007  Z is read above
        assert begin < end


def test_titles_typed_by_people_are_masked_on_the_way_out(world: World, board: Board):
    Meeting.objects.update(title="到张大爷家看，电话13987654321", venue="张大爷家")
    kept.forget()
    for place in places(world):
        text = Client().get(f"/open/{place.pk}/meetings.ics").content.decode()
        assert "张大爷" not in text.replace("\r\n ", "")
        assert "13987654321" not in text.replace("\r\n ", "")


@pytest.mark.parametrize("name", FILES)
def test_whoever_has_it_gets_no_bytes_and_other_pages_may_read_it(
    world: World, board: Board, name: str
):
    guest = Client()
    for place in places(world):
        here = f"/open/{place.pk}/{name}"
        with CaptureQueriesContext(connection) as seen:
            whole = guest.get(here)
        assert len(seen) <= 18, (here, len(seen))
        assert whole.cookies == {}
        assert whole.headers["Cache-Control"] == "public, max-age=60"
        assert whole.headers["Access-Control-Allow-Origin"] == "*"
        head = guest.head(here)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == str(len(whole.content))
        again = guest.get(here, headers={"If-None-Match": whole.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        small = guest.get(here, headers={"Accept-Encoding": "br, gzip"})
        assert gzip.decompress(small.content) == whole.content
        assert small.headers["ETag"] != whole.headers["ETag"]
        assert "Accept-Encoding" in small.headers["Vary"]
        assert guest.post(here).status_code == 405


def test_the_dictionary_is_in_the_readers_language(world: World, board: Board):
    told = (
        Client().get(f"/open/{world.town.pk}/data.json", headers={"Accept-Language": "en"}).json()
    )
    words = json.dumps(told["dictionary"], ensure_ascii=False)
    assert not [c for c in words if "一" <= c <= "鿿" and c not in "件次人户分元项"]
    assert told["version"] == data.VERSION
