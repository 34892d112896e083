"""The pages of one's own data and of what is forgotten, as they are clicked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.matters import follow
from yuanba.matters.models import Contact
from yuanba.rights import acts, jobs
from yuanba.rights.models import Batch, Wish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(hours=1))


def test_everybody_reads_what_is_kept_and_how_long(world: World, client):
    page = client.get(reverse("rights:privacy")).content.decode()
    assert "姓名、电话" in page
    assert "365" in page
    assert client.get("/api/rights/periods").json()[0]["floor"] == 90


def test_the_link_of_a_matter_shows_corrects_takes_along_and_erases(world: World, client):
    matter = world.told(contact_name="罗桂英", contact_phone="13800000321")
    token = follow.token(matter.pk)
    at = reverse("rights:one", args=[token])
    shown = client.get(at).content.decode()
    assert "138****0321" in shown
    assert "13800000321" not in shown  # the desk can print this link, so it opens no number
    assert "罗桂英" not in shown
    wrong = client.post(at, {"name": "罗桂英", "phone": "12"})
    assert wrong.status_code == 422
    client.post(at, {"name": "罗桂英", "phone": "13800000322"})
    file = client.get(reverse("rights:one_export", args=[token]))
    assert file["Content-Disposition"].startswith("attachment")
    assert file.json()["matters"][0]["contact"]["phone"] == "138****0322"
    assert Contact.objects.get(matter=matter).phone == "13800000322"
    erase = reverse("rights:erase", args=[token])
    page = client.post(erase, {})
    json = client.post(f"/api/rights/follow/{token}/erase", {}, content_type="application/json")
    assert "确定要删，请打勾" in page.content.decode()
    assert (json.status_code, json.json()["code"]) == (409, "not_sure")
    client.post(erase, {"sure": "on"})
    assert Contact.objects.get(matter=matter).phone == ""


def test_a_link_that_is_not_ours_opens_nothing(world: World, client):
    assert client.get(reverse("rights:one", args=["x" * 33])).status_code == 404


def test_a_resident_asks_and_takes_back(world: World, client):
    client.force_login(world.resident)
    at = reverse("rights:me")
    assert "删除我的信息" in client.get(at).content.decode()
    client.post(at, {"why": "搬走了"})
    assert "已经收到" in client.get(at).content.decode()
    client.post(reverse("rights:withdraw"))
    assert Wish.objects.get().state == "withdrawn"
    assert client.get(reverse("rights:export")).json()["name"] == "罗大娘"
    assert client.get("/api/rights/me").json()["name"] == "罗大娘"


def test_two_administrators_and_an_auditor_at_the_desk(world: World, client, monkeypatch):
    security, audit = world.security, world.audit
    world.closed(contact_phone="13800000321")
    jobs.draft_batches(now=THURSDAY + timedelta(days=400))
    batch, at = Batch.objects.get(), reverse("rights:keeping")
    client.force_login(audit)
    seen = client.get(at).content.decode()
    assert "办完的事：姓名、电话、发出的话" in seen
    assert "看过，同意" not in seen
    client.force_login(world.admin)
    client.post(reverse("rights:batch", args=[batch.pk, "agree"]))
    assert "等另一个人" in client.get(at).content.decode()
    client.force_login(security)
    client.post(reverse("rights:batch", args=[batch.pk, "carry-out"]))
    batch.refresh_from_db()
    assert batch.state == "running"
    wish = acts.ask_erasure(actor=world.resident, now=THURSDAY)
    client.post(reverse("rights:wish", args=[wish.pk, "grant"]))
    wish.refresh_from_db()
    assert wish.state == "granted"
    period = reverse("rights:period", args=["contact"])
    assert "不能短于" in client.post(period, {"days": "30", "source": "x规定"}).content.decode()
    assert client.post(period, {"days": "180", "source": "县里规定"}).status_code == 302
    client.force_login(world.worker)
    assert client.get(at).status_code == 403


def test_the_keeping_page_costs_the_same_for_many(
    world: World, client, django_assert_max_num_queries
):
    client.force_login(world.admin)
    with django_assert_max_num_queries(9):
        client.get(reverse("rights:keeping"))
