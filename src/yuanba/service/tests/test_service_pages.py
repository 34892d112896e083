"""The pages of service days, as they are clicked."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.people import acts as people
from yuanba.service import acts
from yuanba.service.models import ServiceDay
from yuanba.service.tests.village import Thursdays

pytestmark = pytest.mark.django_db


@pytest.fixture
def thursdays(world: World, monkeypatch: pytest.MonkeyPatch) -> Thursdays:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(minutes=5))
    return Thursdays(world)


def test_a_worker_begins_receives_and_ends(thursdays: Thursdays, client):
    client.force_login(thursdays.world.worker)
    begin = reverse("service:today")
    place = str(thursdays.world.village.pk)
    began = client.post(
        begin, {"series": "service", "place": place, "members": [str(thursdays.leader.pk)]}
    )
    day = ServiceDay.objects.get()
    assert began.url == reverse("service:day", args=[day.pk])
    assert client.get(begin).url == began.url
    empty = client.post(began.url, {"who": "刘大爷", "text": ""})
    assert empty.status_code == 422
    assert "刘大爷" in empty.content.decode()
    client.post(began.url, {"who": "刘大爷", "where": "13800000777", "text": "路灯不亮。"})
    matter = Matter.objects.get()
    assert (matter.contact.phone, matter.contact.how) == ("13800000777", "sms")
    page = client.get(f"{began.url}?made={matter.pk}").content.decode()
    assert "路灯不亮。" in page
    client.post(reverse("service:end", args=[day.pk]), {"summary": ""})
    sheet = client.get(reverse("service:sheet", args=[day.pk])).content.decode()
    assert matter.number in sheet
    assert "路灯不亮" not in sheet


def test_page_and_api_refuse_alike(thursdays: Thursdays, client):
    world, day = thursdays.world, thursdays.opened()
    client.force_login(world.worker)
    said = {"text": "想问津贴。", "answer": "当面讲清楚了。", "lane": "communal"}
    page = client.post(reverse("service:day", args=[day.pk]), said)
    json = client.post(f"/api/service/days/{day.pk}/receive", said, content_type="application/json")
    assert "请选一个类别" in page.content.decode()
    assert (json.status_code, json.json()["code"]) == (409, "no_category")


def test_everybody_reads_when_the_next_day_is(thursdays: Thursdays, client):
    at = thursdays.world.village.pk
    page = client.get(reverse("service:place", args=[at])).content.decode()
    assert "9月24日" in page
    assert "钱副县长" in page
    assert client.get(f"/api/service/places/{at}/next").json()[0]["day"] == "2026-09-24"


def test_an_unfinished_day_has_no_sheet(thursdays: Thursdays, client):
    day = thursdays.opened()
    assert client.get(reverse("service:sheet", args=[day.pk])).status_code == 404


def test_somebody_of_the_register_is_recognised_by_name_and_address(thursdays: Thursdays, client):
    world = thursdays.world
    home = people.found_household(
        actor=world.worker, place_id=world.grid.pk, address="石桥村一组3号", code="SQ-003",
        now=THURSDAY,
    )  # fmt: skip
    people.enrol(
        actor=world.worker, household_id=home.pk, name="罗桂英", phone="13800000321", now=THURSDAY
    )
    day = thursdays.opened()
    client.force_login(world.worker)
    known = client.get(
        reverse("service:known", args=[day.pk]), {"who": "罗桂英", "where": "一组"}
    ).content.decode()
    assert "石桥村一组3号" in known
    assert "13800000321" not in known  # masked on the screen
    client.post(
        reverse("service:day", args=[day.pk]),
        {"who": "罗桂英", "where": "0321", "text": "水管漏了。"},
    )
    assert Matter.objects.get().contact.phone == "13800000321"


def test_the_coverage_page_costs_the_same_for_any_number_of_villages(
    thursdays: Thursdays, client, django_assert_max_num_queries
):
    client.force_login(thursdays.world.coordinator)
    with django_assert_max_num_queries(11):
        page = client.get(reverse("service:groups")).content.decode()
    assert "柳湾社区" in page
    assert "还没有" in page


def test_a_day_page_costs_a_known_number_of_statements(
    thursdays: Thursdays, client, django_assert_max_num_queries
):
    day = thursdays.opened()
    for n in range(5):
        thursdays.told(day, text=f"第{n}件事，路灯不亮。", lane=Lane.COMMUNAL)
    client.force_login(thursdays.world.worker)
    with django_assert_max_num_queries(18):
        assert client.get(reverse("service:day", args=[day.pk])).status_code == 200


def test_another_villages_day_is_not_there(thursdays: Thursdays, client):
    day = thursdays.opened()
    client.force_login(thursdays.world.neighbour_worker)
    assert client.get(reverse("service:day", args=[day.pk])).status_code == 404


def test_arranging_and_seating_by_page(thursdays: Thursdays, client):
    world = thursdays.world
    client.force_login(world.coordinator)
    said = {"series": "building", "weekday": "1", "opens": "09:00", "closes": "12:00"}
    said |= {"holiday": "skip", "source": "县里通知"}
    assert client.post(reverse("service:arrange"), said).status_code == 302
    wrong = client.post(reverse("service:arrange"), said | {"closes": "08:00"})
    assert "结束时间要晚于开始时间" in wrong.content.decode()
    day = reverse("service:change_day", args=[thursdays.schedule.pk, date(2026, 10, 15)])
    assert client.post(day, {"moved_to": "", "reason": "全县大会"}).status_code == 302
    page = client.get(reverse("service:days")).content.decode()
    assert "全县大会" in page
    group = reverse("service:group", args=[thursdays.group.pk])
    seated = client.post(group, {"seat": "deputy", "name": "赵代表", "office": "县人大代表"})
    assert seated.status_code == 302
    assert "赵代表" in client.get(group).content.decode()
    out = {"once": "a" * 32}  # pressed twice: once out, the second press says the same
    leave = reverse("service:unseat", args=[thursdays.group.pk, thursdays.cadre.pk])
    assert [client.post(leave, out).status_code for _n in range(2)] == [302, 302]
    ending = client.post(reverse("service:dissolve", args=[thursdays.group.pk]), {"reason": "换"})
    assert (ending.status_code, 'value="换"' in ending.content.decode()) == (422, True)
    acts.dissolve_group(
        actor=world.coordinator, group_id=thursdays.group.pk, reason="换届", now=THURSDAY
    )
    new = reverse("service:form_group", args=[world.village.pk])
    assert client.post(new, {"name": "新工作组"}).status_code == 302


def test_what_waited_in_the_tab_is_taken_once_however_often_it_is_sent(
    thursdays: Thursdays, client
):
    """No signal: static/service/waiting.js keeps the form with its key and sends it when there is some."""
    client.force_login(thursdays.world.worker)
    day = thursdays.opened()
    here = reverse("service:day", args=[day.pk])
    page = client.get(here).content.decode()
    assert 'id="waiting" hidden' in page
    assert "service/waiting.js" in page
    sent = {"who": "陈阿姨", "where": "五栋", "text": "水管漏水。", "once": "kept-in-the-tab-1"}
    for _again in range(3):
        assert client.post(here, sent).status_code == 302
    assert Matter.objects.count() == 1
    key = {"Idempotency-Key": "kept-on-the-phone"}
    there, said = f"/api/service/days/{day.pk}/receive", {"text": "路灯不亮。"}
    first, again = (client.post(there, said, "application/json", headers=key) for _n in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    assert Matter.objects.count() == 2
