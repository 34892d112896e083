"""The administrator's pages about categories."""

import pytest
from django.test import Client

from yuanba.duties import acts
from yuanba.duties.models import Category
from yuanba.people.door import FOUNDER
from yuanba.people.tests.village import THURSDAY, Village

LAMP = {
    "name": "路灯不亮",
    "name_en": "Street lamp out",
    "lane": "government",
    "unit_kind": "urban",
    "amount": "5",
    "limit_unit": "workdays",
    "active": "on",
    "reason": "按本县规定。",
}


@pytest.fixture
def desk(client: Client, village: Village) -> Client:
    acts.load_categories(actor=FOUNDER, now=THURSDAY)
    client.force_login(village.admin)
    return client


def test_the_tree_is_shown_by_branch(desk: Client):
    page = desk.get("/desk/categories/").content.decode()
    assert "路灯不亮" in page
    assert "3个工作日" in page
    assert "只给经办人看" in page


def test_a_leaf_is_changed_and_a_refusal_keeps_what_was_typed(desk: Client):
    assert "Street lamp out" in desk.get("/desk/categories/B01/").content.decode()
    answer = desk.post("/desk/categories/B01/", LAMP | {"unit_kind": "committee"})
    assert answer.status_code == 422
    assert "大事由政府部门或者镇街牵头" in answer.content.decode()
    assert Category.objects.get(code="B01").amount == 3
    assert desk.post("/desk/categories/B01/", LAMP).status_code == 302
    assert Category.objects.get(code="B01").amount == 5


@pytest.mark.parametrize(
    ("who", "status"), [("village_admin", 403), ("worker", 403), ("resident", 403)]
)
def test_only_the_county_keeps_the_list(desk: Client, village: Village, who: str, status: int):
    desk.force_login(getattr(village, who))
    assert desk.get("/desk/categories/").status_code == status
    assert desk.post("/desk/categories/B01/", LAMP).status_code == status
    assert Category.objects.get(code="B01").amount == 3


def test_a_branch_and_a_code_nobody_knows_are_not_there(desk: Client):
    assert desk.get("/desk/categories/B/").status_code == 404
    assert desk.get("/desk/categories/Z99/").status_code == 404
    desk.logout()
    assert desk.get("/desk/categories/").url.startswith("/signin/")
