"""What posts, households and units do when their place is merged, split or closed."""

import pytest
from django.test import Client

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.people import acts, queries
from yuanba.people.door import FOUNDER
from yuanba.people.models import Household, Person, Post
from yuanba.people.rules import UnitKind
from yuanba.people.tests.village import THURSDAY, Village
from yuanba.places import acts as places
from yuanba.places.acts import Part
from yuanba.places.models import Place
from yuanba.places.rules import Kind

PAPER = {"actor": FOUNDER, "source": "县政府〔2026〕8号", "now": THURSDAY}
TODAY = THURSDAY.date()


def merge(village: Village, **more: object) -> None:
    """柳湾社区 goes into 石桥村."""
    places.merge(place_ids=[village.elsewhere.pk], into_id=village.village.pk, **PAPER, **more)


def post_of(person: Person) -> Post:
    return Post.objects.get(person=person, until=None)


def move(village: Village, *people: Person, actor: Person | None = None) -> Post:
    return acts.carry_on(
        actor=actor or village.security,
        place_id=village.village.pk,
        post_ids=[post_of(person).pk for person in people],
        now=THURSDAY,
    )


def test_a_merger_gives_nobody_rights_until_the_security_administrator_says_so(village: Village):
    old = post_of(village.neighbour)
    merge(village)
    assert queries.left_behind(village.security, today=TODAY) == 2  # with their administrator
    worker = village.now(village.neighbour)
    assert Role.WORKER not in worker.roles_in(village.village.reach)
    fresh = move(village, worker)
    assert Role.WORKER in village.now(worker).roles_in(village.village.reach)
    old.refresh_from_db()
    assert (old.until, fresh.since, fresh.role) == (TODAY, TODAY, Role.WORKER)
    (record,) = records.about(fresh)
    assert record.act == "people.carry_on"
    assert record.facts["before"] == str(old.pk)
    assert record.facts["of"] == str(village.elsewhere.pk)
    assert queries.left_behind(village.security, today=TODAY) == 1


def test_the_village_that_goes_on_may_do_it_and_nobody_else(village: Village):
    merge(village)
    for stranger in (village.admin, village.other_security, village.worker):
        with pytest.raises(Denied):
            move(village, village.neighbour, actor=village.now(stranger))
    move(village, village.neighbour, actor=village.now(village.village_security))


def test_only_posts_that_this_place_goes_on_for(village: Village):
    with pytest.raises(Refused, match="moved"):  # not ended
        move(village, village.neighbour)
    merge(village)
    with pytest.raises(Refused, match="moved"):
        move(village, village.neighbour, village.coordinator)
    assert post_of(village.neighbour).place_id == village.elsewhere.pk  # all or none
    with pytest.raises(Refused, match="none"):
        move(village)


def test_whom_the_rules_do_not_let_is_named_and_shown(village: Village):
    """Who watches does not act: a supervisor there who works here."""
    village.appoint(village.supervisor, Role.SUPERVISOR, village.elsewhere)
    merge(village)
    post = Post.objects.get(person=village.supervisor, place=village.elsewhere)
    with pytest.raises(Refused) as no:
        acts.carry_on(
            actor=village.security, place_id=village.village.pk, post_ids=[post.pk], now=THURSDAY
        )
    assert "罗正" in str(no.value.message)
    (group,) = queries.ended(village.security, today=TODAY)
    held = next(one for one in group.posts if one.id == post.pk)
    assert "已经在这个岗位上" in held.why_not
    mine = next(one for one in group.posts if one.name == "何静")
    assert mine.why_not == ""


def test_a_closed_grid_leaves_posts_that_can_only_end(village: Village):
    keeper = village.staff("wang", "汪洋", Role.GRID, village.grid)
    places.close(place_id=village.grid.pk, **PAPER)
    (group,) = queries.ended(village.security, today=TODAY)
    assert (group.place, group.heir_id, group.movable) == ("第一网格", None, False)
    with pytest.raises(Refused, match="moved"):
        move(village, keeper)


def test_a_chain_of_mergers_leads_to_the_last(village: Village):
    third = village.place(village.town, Kind.VILLAGE, "青杠村")
    places.merge(place_ids=[village.elsewhere.pk], into_id=third.pk, **PAPER)
    places.merge(place_ids=[third.pk], into_id=village.village.pk, **PAPER)
    (group,) = queries.ended(village.security, today=TODAY)
    assert (group.place, group.heir) == ("柳湾社区", "石桥村")
    move(village, village.neighbour)


def test_units_go_along_and_keep_their_names_apart(village: Village):
    village.unit(village.village, UnitKind.COMMITTEE, "村民委员会")
    theirs = village.unit(village.elsewhere, UnitKind.COMMITTEE, "村民委员会")
    firm = village.unit(village.elsewhere, UnitKind.PROPERTY, "安居物业")
    merge(village)
    theirs.refresh_from_db()
    firm.refresh_from_db()
    assert (theirs.place_id, theirs.name) == (village.village.pk, "村民委员会（原柳湾社区）")
    assert (firm.place_id, firm.name) == (village.village.pk, "安居物业")


def test_households_of_a_village_that_splits_or_ends_stay_with_somebody(village: Village):
    def at(place: Place) -> int:
        home = acts.found_household(
            actor=FOUNDER, place_id=place.pk, address="一组1号", now=THURSDAY
        )
        return home.pk

    here, there = at(village.grid), at(village.elsewhere)
    places.close(place_id=village.grid.pk, **PAPER)
    assert Household.objects.get(pk=here).place_id == village.village.pk
    parts = [Part("上柳湾社区", "上柳"), Part("下柳湾社区", "下柳")]
    upper, _lower = places.split(place_id=village.elsewhere.pk, parts=parts, ends=True, **PAPER)
    assert Household.objects.get(pk=there).place_id == upper.pk


def test_through_the_pages(client: Client, village: Village):
    client.force_login(village.security)
    assert "转岗" not in client.get("/desk/people/").content.decode()
    assert "没有要转的岗位" in client.get("/desk/people/left-behind/").content.decode()
    merge(village)
    assert "去转岗" in client.get("/desk/people/").content.decode()
    page = client.get("/desk/people/left-behind/").content.decode()
    assert "柳湾社区 → 石桥村" in page
    path = f"/desk/people/left-behind/{village.village.pk}/"
    answer = client.post(path, {"post": [post_of(village.neighbour).pk]}, follow=True)
    assert "转好了" in answer.content.decode()
    assert "李远" not in answer.content.decode()
    assert "请先勾选" in client.post(path, follow=True).content.decode()
    assert Role.WORKER in village.now(village.neighbour).roles_in(village.village.reach)


def test_over_json(client: Client, village: Village):
    merge(village)
    client.force_login(village.security)
    path = f"/api/people/places/{village.village.pk}/carry-on"
    said = {"post_ids": [str(post_of(village.neighbour).pk)]}
    answer = client.post(path, said, content_type="application/json")
    assert answer.json()["place"] == str(village.village.pk)
