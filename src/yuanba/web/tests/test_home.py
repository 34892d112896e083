"""The front doors: choose the community, its home."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.signing import get_cookie_signer
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.permits import Role
from yuanba.matters import acts, follow
from yuanba.matters.pages.around import HELD, SALT
from yuanba.people.models import Person, Post
from yuanba.places.models import Place, Succession
from yuanba.places.rules import Kind


def remember(client, *matters) -> None:
    """As if these had been told on this phone."""
    said = ".".join(str(m.pk) for m in matters)
    client.cookies[HELD] = get_cookie_signer(salt=HELD + SALT).sign(said)


def home(world: World) -> str:
    return reverse("web:place", args=[world.village.pk])


def test_the_first_visit_chooses_the_next_opens_the_community(world: World, client):
    first = client.get("/")
    assert "石桥村" in first.content.decode()
    assert "桂溪镇" in first.content.decode()
    client.get(home(world))
    assert client.get("/")["Location"] == home(world)
    assert client.cookies["place"].value == str(world.village.pk)


def test_a_community_is_found_by_part_of_its_name(world: World, client):
    found = client.get("/choose", {"q": "柳湾"}).content.decode()
    assert "柳湾社区" in found
    assert "石桥村" not in found
    assert "没有叫“月亮”的社区" in client.get("/choose", {"q": "月亮"}).content.decode()


def test_several_counties_are_asked_for_first(world: World, client):
    other = Place(kind="county", name="清河县", since=world.county.since)
    other.county_id = other.pk
    other.save(force_insert=True)
    page = client.get("/choose").content.decode()
    assert "云岭县" in page
    assert "清河县" in page
    assert "石桥村" not in page
    assert "石桥村" in client.get("/choose", {"county": world.county.pk}).content.decode()


def test_home_offers_to_tell_and_needs_few_statements(
    world: World, client, django_assert_max_num_queries
):
    Place.objects.filter(pk=world.village.pk).update(phone="02300000101")
    matter = world.replied()
    remember(client, matter)
    with django_assert_max_num_queries(4):
        page = client.get(home(world)).content.decode()
    assert "有事请说" in page
    assert reverse("follow:report", args=[world.village.pk]) in page
    assert "tel:02300000101" in page
    assert follow.token(matter.pk) in page
    assert "请您评一评" in page


def test_a_cookie_that_was_altered_shows_nothing(world: World, client):
    matter = world.told()
    client.cookies[HELD] = f"{matter.pk}:forged"
    assert follow.token(matter.pk) not in client.get(home(world)).content.decode()


def test_the_elder_home_has_four_buttons_and_one_sentence(world: World, client):
    Place.objects.filter(pk=world.village.pk).update(phone="02300000101")
    client.cookies["mode"] = "elder"
    remember(client, world.assigned())
    page = client.get(home(world)).content.decode()
    big = page[page.index('class="big4"') :]
    assert big[: big.index("</div>")].count("<a ") == 4
    assert "前答复，已经晚了" in page
    assert 'data-mode="elder"' in page


def test_the_code_on_a_door_plate_opens_its_community_with_the_place_known(world: World, client):
    page = client.get(reverse("web:place", args=[world.grid.pk])).content.decode()
    report = reverse("follow:report", args=[world.grid.pk])
    assert "石桥村首页" in page
    assert report in page
    assert f'<option value="{world.grid.pk}" selected' in client.get(report).content.decode()


def test_an_unknown_community_is_404_with_the_list(world: World, client):
    answer = client.get("/c/5/")
    assert answer.status_code == 404
    assert "石桥村" in answer.content.decode()


def test_a_merged_community_leads_to_the_one_that_goes_on(world: World, client):
    old = world.place(Kind.VILLAGE, "老村", world.town)
    Place.objects.filter(pk=old.pk).update(until="2026-01-01")
    Succession.objects.create(
        before=old, after=world.village, how="merge", on="2026-01-01", source="文件"
    )
    assert client.get(f"/c/{old.pk}/")["Location"] == home(world)


def test_staff_go_to_their_desk(world: World, client):
    client.force_login(world.worker)
    assert client.get("/")["Location"] == reverse("desk:today")
    assert Post.objects.filter(person=world.worker, role=Role.WORKER).exists()


def test_a_resident_who_signed_in_sees_his_matters(
    world: World, client, django_assert_max_num_queries
):
    acts.report(actor=world.resident, place_id=world.grid.pk, text="积水了", now=THURSDAY)
    client.force_login(Person.objects.get(pk=world.resident.pk))
    with django_assert_max_num_queries(8):  # three of them are the sign-in
        assert "积水了" in client.get(home(world)).content.decode()


def test_the_first_view_weighs_at_most_sixty_kilobytes(world: World, client):
    page = client.get(home(world))
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page.content.decode()))
    parts = [Path(str(finders.find(name))).read_bytes() for name in files]
    weight = len(page.content) + sum(len(gzip.compress(part)) for part in parts)
    assert len(files) >= 5
    assert weight <= 60 * 1024
