"""From the courtyard to the soap, as a villager, a checker, a shopkeeper and a supervisor do it: over HTTP
alone, on one clock; then the books in the outside tool, and what everybody reads."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.books.models import Book as Ledger
from yuanba.points.models import Claim, Item, Objection, Redemption
from yuanba.points.rules.claims import State
from yuanba.points.tests.test_points_pages import jpeg, signed, text_of
from yuanba.points.tests.village import TODAY, Points


class Street:
    """Who stands where, each with a telephone or a desk."""

    def __init__(self, world: World, village: Points, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.village, self.patch = world, village, monkeypatch
        self.phone, self.desk = signed(world.resident), signed(world.worker)
        self.checker, self.second = signed(world.gridworker), signed(world.colleague)
        self.supervisor, self.guest = signed(world.supervisor), Client()
        self.neighbour = signed(village.others[5])
        self.at(0)

    def at(self, days: int) -> None:
        self.patch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=days))

    def done(self, client: Client, there: str, **said: Any) -> None:
        answer = client.post(there, said)
        assert answer.status_code == 302, text_of(answer)

    def votes(self, yes: str, but: int | None = None) -> dict[str, str]:
        return {f"m{m.pk}": yes for m in self.village.seats if m.pk != but}

    def public(self) -> tuple[str, str]:
        """The page for everybody, and the sheet for the board."""
        here = f"/c/{self.world.village.pk}/points"
        page, sheet = self.guest.get(here), self.guest.get(f"{here}/print")
        assert page.status_code == sheet.status_code == 200
        return text_of(page).split("<main")[1], text_of(sheet).split("<main")[1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_clean_courtyard_becomes_soap_and_a_relative_s_award_is_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    loader = pytest.importorskip("beancount.loader")
    village = Points(world)
    village.household("九组2号", world.gridworker)
    street = Street(world, village, monkeypatch)
    # the village puts money behind it, and soap on the shelf
    fund = {"year": TODAY.year, "yuan": "500", "fen_per_point": "100", "source": "村集体预算第12号"}
    street.done(street.desk, "/desk/points/fund", **fund)
    soap = {
        "kind": "goods",
        "name": "洗衣皂",
        "points": "5",
        "stock": "6",
        "unit": "块",
        "offered": "on",
    }
    street.done(street.desk, "/desk/points/shop/new", **soap)

    # the villager: three taps and a picture
    said = {"item": "E1", "on": TODAY.isoformat(), "note": "屋前屋后都扫了。"}
    street.done(street.phone, "/points/tell", photos=jpeg(1), **said)
    claim = Claim.objects.get()
    # the checker was there
    desk = f"/desk/points/claims/{claim.pk}/"
    street.done(street.checker, desk, true="yes", words="去看过，干净。")
    street.done(street.desk, desk, **street.votes("yes"))
    assert "罗**" in street.public()[0]
    # a neighbour doubts it; it stops; the panel hears him and finds the award right
    street.neighbour.post(
        f"/api/points/claims/{claim.pk}/object_to",
        {"words": "那天我没看见他家扫。"},
        content_type="application/json",
    )
    doubt = Objection.objects.get()
    assert not doubt.own
    street.at(20)
    street.desk.post("/desk/points/due", {"do": "1"})
    claim.refresh_from_db()
    assert claim.state == State.POSTED  # not booked while somebody's doubt is open
    answer = {"upheld": "no", "answer": "网格员去看过，有照片。"}
    street.done(street.second, desk, **street.votes("no"), **answer)
    # booked, by somebody who has neither checked nor judged it
    street.done(street.second, "/desk/points/due", do="1")
    claim.refresh_from_db()
    assert (claim.state, village.balance()) == (State.BOOKED, 5)
    page = text_of(street.phone.get("/points/"))
    assert "我有不同意见" in page

    # soap: reserved on the telephone, handed out by the shopkeeper against four digits
    item = Item.objects.get()
    street.done(street.phone, "/points/shop", item=str(item.pk))
    deal = Redemption.objects.get()
    assert deal.code in text_of(street.phone.get("/points/shop"))
    street.done(street.second, "/desk/points/shop/", code=deal.code)
    item.refresh_from_db()
    assert (village.balance(), item.stock) == (0, 5)

    # a relative's award: the checker is declared kin, and the claim waits for another
    other = village.others[6]
    kin = {"do": "kin", "one": "陈大山", "other": other.name}
    street.done(street.desk, "/desk/points/panel", **kin)
    said |= {"on": (TODAY + timedelta(days=20)).isoformat()}
    street.done(signed(other), "/points/tell", photos=jpeg(2), **said)
    theirs = Claim.objects.exclude(pk=claim.pk).get()
    there = f"/desk/points/claims/{theirs.pk}/"
    assert "亲属家的，要由别人核实" in text_of(street.checker.get(there))
    street.checker.post(there, {"true": "yes", "words": "看过"})
    no = street.checker.post(
        f"/api/points/claims/{theirs.pk}/check", {"true": True}, content_type="application/json"
    )
    assert (no.status_code, no.json()["code"]) == (409, "kin")
    theirs.refresh_from_db()
    assert theirs.state == State.TOLD

    # the supervisor: who confirmed for whom, the books added up, and the file for the outside tool
    seen = text_of(street.supervisor.get("/desk/points/seen"))
    assert "陈大山" in seen
    assert "五组3号" in seen
    ledger = Ledger.objects.get()
    file = street.supervisor.get(f"/desk/books/{ledger.pk}/file/beancount")
    path = tmp_path / "points.beancount"
    path.write_bytes(b"".join(file.streaming_content) if file.streaming else file.content)
    entries, errors, _options = loader.load_file(str(path))
    assert errors == []
    assert len([e for e in entries if type(e).__name__ == "Transaction"]) == 3

    # what everybody reads, and on the board: all of it, and nobody who should not be named
    for page in street.public():
        for word in ("罗**", "+5", "今年发了", "各户手里还有", "换走了", "没照片也没写话的"):
            assert word in page, word
        for canary in (
            "罗大娘", "陈大山", "王小芹", "周文", "罗正", other.name, village.others[5].name,
            "五组3号", "13800000126", "没看见他家扫", "屋前屋后都扫了", "有照片。",
        ):  # fmt: skip
            assert canary not in page, canary
    assert "还有 5 块" in street.public()[0]
