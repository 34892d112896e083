"""Lists that bound the work: shipped, kept by the county, never deleted."""

import pytest
from django.test import Client

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.duties import acts, jobs, queries
from yuanba.duties.models import Category, ListItem
from yuanba.duties.rules import ListKind
from yuanba.people.door import FOUNDER
from yuanba.people.rules import UnitKind
from yuanba.people.tests.village import THURSDAY, Village


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def add(village: Village, **said: object) -> ListItem:
    usual = {
        "actor": village.admin,
        "kind": ListKind.DUTY,
        "code": "B01-2",
        "name": "小区里的路灯",
        "name_en": "Lamps inside an estate",
        "unit_kind": UnitKind.PROPERTY,
        "source": "云岭县职责清单（2026版）第12项",
        "now": THURSDAY,
    }
    return acts.add_item(**usual | said)


def change(village: Village, item: ListItem, **said: object) -> ListItem:
    usual = {
        "actor": village.admin,
        "item_id": item.pk,
        "name": item.name,
        "name_en": item.name_en,
        "unit_kind": item.unit_kind,
        "days": item.days,
        "source": item.source,
        "reason": "按新清单改。",
        "now": THURSDAY,
    }
    return acts.change_item(**usual | said)


def test_a_house_without_lists_gets_those_it_is_shipped_with_once(village: Village):
    jobs.stock_lists(now=THURSDAY)
    before = set(ListItem.objects.values_list("list", "code"))
    assert ("pause", "asked") in before
    assert ("void", "double") in before
    assert ("duty", "B01") in before
    jobs.stock_lists(now=THURSDAY)
    acts.load_lists(actor=FOUNDER, now=THURSDAY)
    assert set(ListItem.objects.values_list("list", "code")) == before
    assert len(queries.items(ListKind.DUTY, THURSDAY.date())) == 96
    assert not Category.objects.exists()


def test_the_county_adds_a_line_with_its_paper(village: Village):
    item = add(village)
    assert (item.unit_kind, item.days) == ("property", 0)
    assert records.about(item)[-1].facts["source"] == "云岭县职责清单（2026版）第12项"
    with refused("code_taken"):
        add(village)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"source": ""}, "empty"),
        ({"unit_kind": ""}, "unit_needed"),
        ({"code": "路灯"}, "code"),
        ({"code": "B" * 13}, "code"),
        ({"kind": ListKind.PAUSE, "days": 0}, "days"),
        ({"kind": ListKind.PAUSE, "days": 999}, "days"),
    ],
)
def test_a_line_without_paper_or_lead_is_refused(village: Village, said, code):
    with pytest.raises(Refused) as no:
        add(village, **said)
    assert no.value.code == code or code == "empty"
    assert not ListItem.objects.exists()


def test_a_line_that_ends_is_kept_and_no_longer_offered(village: Village):
    item = add(village)
    ended = change(village, item, active=False)
    assert ended.until == THURSDAY.date()
    assert queries.items(ListKind.DUTY, THURSDAY.date()) == []
    back = change(village, item, active=True, name="小区路灯")
    assert back.until is None
    changed = records.about(item)[-1].facts["changed"]
    assert changed["name"] == ["小区里的路灯", "小区路灯"]


def test_only_the_administrator_of_a_county_keeps_them(village: Village):
    item = add(village)
    for person in (village.worker, village.village_admin, village.supervisor):
        with pytest.raises(Denied):
            add(village, actor=person, code="X")
        with pytest.raises(Denied):
            change(village, item, actor=person)
    with pytest.raises(Denied):
        acts.load_lists(actor=village.admin, now=THURSDAY)


def test_the_pages_show_add_and_change(village: Village, client: Client):
    acts.load_lists(actor=FOUNDER, now=THURSDAY)
    client.force_login(village.admin)
    page = client.get("/desk/lists/").content.decode()
    assert "等材料、配件到货" in page
    new = {"code": "quake", "name": "地震以后先保安全", "name_en": "After an earthquake",
           "days": "20", "source": "县应急预案第3条"}  # fmt: skip
    assert client.post("/desk/lists/pause/new/", new | {"source": ""}).status_code == 422
    assert client.post("/desk/lists/pause/new/", new).status_code == 302
    item = ListItem.objects.get(code="quake")
    here = f"/desk/lists/item/{item.pk}/"
    assert "地震" in client.get(here).content.decode()
    answer = client.post(here, new | {"days": "10", "active": "on", "reason": "改短"})
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.days == 10
    assert client.get("/desk/lists/weather/new/").status_code == 404
    assert client.get("/desk/lists/item/1/").status_code == 404
    client.force_login(village.supervisor)
    assert client.get("/desk/lists/").status_code in (200, 403)
    assert client.get(here).status_code == 403


def test_everybody_can_read_the_lists_over_the_api(village: Village, client: Client):
    acts.load_lists(actor=FOUNDER, now=THURSDAY)
    found = client.get("/api/duties/lists/duty").json()
    assert found[0]["code"] == "A01"
    assert client.get("/api/duties/lists/nothing").status_code == 422
