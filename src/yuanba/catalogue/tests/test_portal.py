"""What was done, spent and decided, by month, quarter and year; the open data; nobody's name in it."""

import csv
import io
import json
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.catalogue.pages import kept
from yuanba.catalogue.queries import data, feeds
from yuanba.catalogue.rules.periods import span_of
from yuanba.catalogue.tests.board import Board
from yuanba.councils.tests.village import Village
from yuanba.disclosure import acts as wall
from yuanba.disclosure import recounting
from yuanba.disclosure.models import Row

CANARY = ("羅鷺鴛", "13987654321", "紫檀木匣子")


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    monkeypatch.setattr(kept, "SOON", 0)
    monkeypatch.setattr(kept, "LATER", 0)


@pytest.mark.parametrize(
    ("said", "kind", "since", "until"),
    [
        ("2026-08", "month", date(2026, 8, 1), date(2026, 9, 1)),
        ("2026-Q3", "quarter", date(2026, 7, 1), date(2026, 10, 1)),
        ("2025", "year", date(2025, 1, 1), date(2026, 1, 1)),
        ("2026-12", "month", date(2026, 9, 1), date(2026, 10, 1)),
        ("9999-12", "month", date(2026, 9, 1), date(2026, 10, 1)),
        ("2026-", "month", date(2026, 9, 1), date(2026, 10, 1)),
        ("2026-13", "month", date(2026, 9, 1), date(2026, 10, 1)),
        ("٢٠٢٦", "month", date(2026, 9, 1), date(2026, 10, 1)),
        ("", "month", date(2026, 9, 1), date(2026, 10, 1)),
    ],
)
def test_which_period_is_meant(said: str, kind: str, since: date, until: date):
    assert span_of(said, date(2026, 9, 24)) == (kind, since, until)


def test_the_portal_and_the_open_data_name_nobody(world: World):
    name, phone, phrase = CANARY
    text = f"我叫{name}，电话{phone}，家里的{phrase}被水泡了，路灯也不亮。"
    matter = world.closed(text=text, contact_name=name, contact_phone=phone)
    row = Row.objects.get(matter_id=matter.pk)
    wall.edit_row(
        actor=world.colleague, row_id=row.pk, title="路灯不亮", text="修好了。", now=THURSDAY
    )
    wall.publish(actor=world.colleague, row_id=row.pk, now=THURSDAY)
    recounting.recount_all()
    board = Board(world)
    issue = board.out
    Village(world, households=0).called(days=12)
    guest, here = Client(), f"/open/{world.village.pk}/"
    pages = {}
    for address, most in (
        ("now", 28), ("now?period=2026-Q3", 28), ("now?period=2026", 28), ("data.csv", 6),
        ("data.json", 6), ("feed.atom", 6), ("meetings.ics", 6), ("", 14), ("year", 14),
        ("now?sheet=1", 28),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            answer = guest.get(here + address)
        assert answer.status_code == 200
        assert len(seen) <= most, (address, len(seen))
        pages[address] = answer.content.decode()
    for over in (world.town, world.county):
        for address in (
            "now", "now?period=2026-Q3", "now?period=2026&sheet=1", "data.csv", "data.json?period=2026",
            "feed.atom", "meetings.ics",
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as seen:
                answer = guest.get(f"/open/{over.pk}/{address}")
            assert answer.status_code == 200
            assert len(seen) <= 24, (over.name, address, len(seen))
            pages[f"{over.name} {address}"] = answer.content.decode()
    for place in (world.village, world.town, world.county):
        pages[f"api {place.name}"] = guest.get(f"/api/open/{place.pk}").content.decode()
        for tail in ("", "print"):
            pages[f"wall {place.name} {tail}"] = guest.get(
                f"/wall/{place.pk}/{tail}"
            ).content.decode()
    pages["issues"] = guest.get(f"/api/open/{world.village.pk}/issues").content.decode()
    table = guest.get(f"/open/issues/{issue.pk}/table.xlsx").content
    with zipfile.ZipFile(io.BytesIO(table)) as packed:
        pages["table"] = "".join(packed.read(one).decode() for one in packed.namelist())
    for tail in ("", "print", "say"):
        pages[f"issue {tail}"] = guest.get(f"/open/issues/{issue.pk}/{tail}").content.decode()
    assert len(pages) == 38
    for address, page in pages.items():
        assert not [one for one in CANARY if one in page], address
    assert "路灯不亮" in pages["now"]
    assert "柳湾社区" in pages["now"]
    rows = list(csv.DictReader(io.StringIO(pages["data.csv"].lstrip("\ufeff"))))
    assert tuple(rows[0]) == data.COLUMNS
    assert {r["figure"] for r in rows} >= {"received", "struck", "meetings", "decisions"}
    told = json.loads(pages["data.json"])
    keys = {key for item in told["items"] for key in item["figures"]}
    assert keys <= told["dictionary"]["figures"].keys()
    heads = {key for item in told["items"] for key in item["columns"]}
    assert heads <= told["dictionary"]["columns"].keys()
    entry = ElementTree.fromstring(pages["feed.atom"]).find(f"{{{feeds.ATOM}}}entry")  # noqa: S314  our own
    assert entry is not None
    assert f"/open/issues/{issue.pk}/" in str(entry.findtext(f"{{{feeds.ATOM}}}id"))
    lines = pages["meetings.ics"].split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "BEGIN:VEVENT" in lines
    # who has it already gets no bytes; a planted leak is seen
    first = guest.get(here + "data.json")
    again = guest.get(here + "data.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first.headers["Cache-Control"]
    Row.objects.filter(pk=row.pk).update(title=phrase)
    kept.forget()
    assert phrase in guest.get(here + "now").content.decode()
    assert phrase in guest.get(f"/wall/{world.county.pk}/").content.decode()
