"""A filter of the register under a name of one's own."""

from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts
from yuanba.matters.models import SavedView
from yuanba.matters.rules.views import ViewOf

REGISTER = "/desk/register"


def saved(world: World, name: str = "路灯", query: str = "lane=government&q=路灯") -> SavedView:
    post = world.worker.held()[0].pk
    return acts.save_view(actor=world.worker, post_id=post, name=name, query=query, now=THURSDAY)


def test_a_view_is_kept_for_its_owner_with_a_record(world: World):
    view = saved(world)
    assert (view.person, view.name) == (world.worker, "路灯")
    assert [r.act for r in records.about(view)] == ["matters.save_view"]
    assert saved(world, query="month=2026-09").pk == view.pk
    assert SavedView.objects.get().query == "month=2026-09"


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [("", "q=灯", "name_needed"), ("灯", "", "no_filter"), ("灯", "evil=1&next=//x", "no_filter")],
)
def test_a_view_needs_a_name_and_a_filter(world: World, name: str, query: str, why: str):
    with pytest.raises(Refused, match=why):
        saved(world, name, query)
    assert not SavedView.objects.exists()


def test_twelve_are_enough(world: World):
    for n in range(12):
        saved(world, f"视图{n}")
    with pytest.raises(Refused, match="too_many"):
        saved(world, "再来一个")


def test_nobody_drops_another_s_view(world: World):
    view = saved(world)
    with pytest.raises(Denied):
        acts.drop_view(actor=world.colleague, view_id=view.pk, now=THURSDAY)
    acts.drop_view(actor=world.worker, view_id=view.pk, now=THURSDAY)
    assert not SavedView.objects.exists()
    with pytest.raises(Denied):
        acts.save_view(actor=world.resident, post_id=1, name="灯", query="q=灯", now=THURSDAY)


def test_the_view_is_a_tab_of_the_register_until_it_is_dropped(world: World, client: Any):
    world.told()
    client.force_login(world.worker)
    page = client.get(REGISTER, {"q": "路灯"}).content.decode()
    assert "把这个筛选存成视图" in page
    query = page.split('name="query" value="')[1].split('"')[0].replace("&amp;", "&")
    client.post(f"{REGISTER}/views", {"name": "路灯", "query": query})
    page = client.get(REGISTER).content.decode()
    assert ">路灯" in page
    view = SavedView.objects.get()
    shown = client.get(f"{REGISTER}?{view.query}").content.decode()
    assert f"/desk/register/views/{view.pk}/drop" in shown
    client.force_login(world.colleague)
    assert f"?{view.query}" not in client.get(REGISTER).content.decode()
    client.force_login(world.worker)
    client.post(f"/desk/register/views/{view.pk}/drop")
    assert f"?{view.query}" not in client.get(REGISTER).content.decode()
    refused = client.post(f"{REGISTER}/views", {"name": "", "query": "q=灯"}, follow=True)
    assert refused.redirect_chain[0][0] == f"{REGISTER}?q=%E7%81%AF"


def test_page_and_api_keep_the_same_views(world: World, client: Any):
    client.force_login(world.worker)
    said = {"post_id": str(world.worker.held()[0].pk), "name": "", "query": "q=灯"}
    answer = client.post("/api/views", said, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "name_needed")
    made = client.post("/api/views", said | {"name": "灯"}, content_type="application/json").json()
    assert client.get("/api/views").json() == [made]
    assert f"?{made['query']}" in client.get(REGISTER).content.decode()
    assert client.post(f"/api/views/{made['id']}/drop").status_code == 200
    assert client.get("/api/views").json() == []


QUEUE = "/desk/queue"


def test_the_queue_is_narrowed_and_kept_as_a_tab_of_its_own(world: World, client: Any):
    lamp, other = world.sorted(), world.told("垃圾堆了三天没人收。")
    client.force_login(world.worker)
    plain = client.get(QUEUE).content.decode()
    assert lamp.title in plain
    assert other.title in plain
    assert f"{QUEUE}?view=open&amp;filter=1" in plain
    page = client.get(QUEUE, {"view": "open", "lane": "government", "filter": "1"}).content.decode()
    assert lamp.title in page
    assert other.title not in page
    query = page.split('name="query" value="')[1].split('"')[0].replace("&amp;", "&")
    sent = {"name": "大事", "query": query, "page": "queue"}
    kept = client.post(f"{REGISTER}/views", sent)
    assert kept.headers["Location"] == f"{QUEUE}?view=open&lane=government"
    assert f"?{query}".replace("&", "&amp;") in client.get(QUEUE).content.decode()
    view = SavedView.objects.get()
    assert f"?{view.query}" not in client.get(REGISTER).content.decode(), (
        "not one of the register's"
    )
    shown = client.get(f"{QUEUE}?{view.query}").content.decode()
    assert f"/desk/register/views/{view.pk}/drop" in shown
    gone = client.post(f"/desk/register/views/{view.pk}/drop")
    assert gone.headers["Location"] == QUEUE
    assert not SavedView.objects.exists()


def test_the_next_page_and_the_panel_of_a_narrowed_queue_stay_narrowed(world: World, client: Any):
    for _n in range(27):
        world.sorted()
    world.told("垃圾堆了三天没人收。")
    client.force_login(world.worker)
    page = client.get(QUEUE, {"view": "open", "lane": "government"})
    following = page.context["next_url"]
    assert "lane=government" in following
    assert len(client.get(following).context["page"].rows) == 2
    assert "lane=government" in page.context["list_url"]


def test_a_view_of_the_queue_needs_a_filter_and_shares_no_name_with_the_register(world: World):
    with pytest.raises(Refused, match="no_filter"):
        keep(world, "view=late&month=2026-09")
    one, other = keep(world, "view=late&lane=communal"), saved(world, "大事")
    assert one.name == other.name
    assert one.query == "view=late&lane=communal"


def keep(world: World, query: str) -> SavedView:
    return acts.save_view(
        actor=world.worker, post_id=world.worker.held()[0].pk, name="大事", query=query,
        page=ViewOf.QUEUE, now=THURSDAY,
    )  # fmt: skip
