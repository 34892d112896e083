"""Proposals on the card: grounds beside each, nothing applied by itself, one key, and the record of both."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists, pick, proposing
from yuanba.matters.queries.examples import given_to_units, sorted_by_people
from yuanba.people.door import Founder
from yuanba.places import acts as places
from yuanba.places.rules import Kind
from yuanba.triage import acts as triage
from yuanba.triage import learning_units
from yuanba.triage.models import Learned
from yuanba.triage.rules import urgent
from yuanba.triage.tests.test_learning import examples
from yuanba.triage.training import train


@pytest.fixture(autouse=True)
def _branches(db: None):
    for code in "ABIJ":
        Category.objects.create(code=code, name=code, name_en=code, source="test")


def card(world: World, matter: Matter) -> proposing.Card:
    (post,) = world.worker.held()
    scope = lists.scope_of(post)
    leaves = {leaf.code: leaf for leaf in Category.objects.all()}
    return proposing.card(matter, scope, pick.units(matter), leaves, THURSDAY)


def desk_of(world: World) -> Client:
    client = Client()
    client.force_login(world.worker)
    return client


def rule(world: World, **said) -> None:
    usual = {"position": 1, "also": "", "but_not": "", "nature": "", "lane": "", "source": "清单"}
    usual |= {"name": "门口的灯", "words": "门灯", "category_id": world.clutter.pk}
    triage.add_rule(
        actor=world.coordinator, county_id=world.county.pk, now=THURSDAY, **(usual | said)
    )


def test_without_experience_the_words_of_the_categories_propose_and_say_so(world: World):
    found = card(world, world.told())
    (first,) = found.ways[:1]
    assert (first.category, first.lane, first.unit) == (world.lamp, Lane.GOVERNMENT, world.lamps)
    assert (first.sure, found.enough, found.unsure) == ("", False, False)
    assert ("路灯", True) in found.said
    assert "".join(piece for piece, _marked in found.said) == "村口路灯三天不亮，老人晚上摔了一跤。"
    assert first.reason == "您说的“路灯”，按职责清单 B01 路灯不亮，由云岭县城市管理局牵头。"


def test_a_rule_of_the_county_comes_before_words(world: World):
    rule(world)
    found = card(world, world.told(text="我家门灯和路灯都不亮。"))
    assert [way.category.code for way in found.ways] == ["A06", "B01"]
    assert found.ways[0].grounds[0] == ("check", "区县规则：门口的灯")


def test_of_what_nobody_knows_it_proposes_nothing(world: World):
    found = card(world, world.told(text="想请大家来坐一坐。"))
    assert (found.ways, found.unsure) == ([], True)


def test_earlier_matters_stand_beside_with_how_they_ended(world: World):
    world.closed()
    found = card(world, world.told())
    assert found.ways[0].earlier[0]["ended"] == "已解决"
    assert any("以前这样分过 1 件" in words for _icon, words in found.ways[0].grounds)


def test_where_people_gave_the_like_it_is_proposed_again(world: World):
    for _i in range(6):
        world.sorted(unit=world.housing)
    assert card(world, world.told()).ways[0].unit == world.housing


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("三楼着火了快来人", ["fire"]),
        ("火已经扑灭，请来看看着火后的墙", []),
        ("消防隐患很大，堆了柴", []),
        ("他不想活了，拿着农药", ["life"]),
        ("老人晚上摔了一跤", ["hurt"]),
        ("火灾隐患", []),
    ],
)
def test_signs_of_urgency_are_words_not_wishes(said, signs):
    assert [sign for sign, _a, _b in urgent.signs(said)] == signs


def test_places_named_in_the_words_are_pointed_at(world: World):
    world.place(Kind.COURTYARD, "石桥村大榕树院坝", world.grid)
    found = card(world, world.told(text="大榕樹院坝的路灯坏了"))
    assert found.places == ["石桥村大榕树院坝"]


def test_a_place_is_known_by_what_people_call_it(world: World, django_assert_num_queries):
    yard = world.place(Kind.COURTYARD, "石桥村大榕树院坝", world.grid)
    alias = places.call_also(actor=world.worker, place_id=yard.pk, name="老纸箱厂", now=THURSDAY)
    told = world.told(text="老纸箱厂背后的路灯坏了")
    assert card(world, told).places == ["石桥村大榕树院坝（老纸箱厂）"]
    page = desk_of(world).get("/desk/triage").content.decode()
    assert "石桥村大榕树院坝（老纸箱厂）" in page
    places.drop_alias(actor=world.worker, alias_id=alias.pk, now=THURSDAY)
    assert card(world, told).places == []
    with django_assert_num_queries(1):
        proposing._places(told, "路灯")


def test_the_page_proposes_and_changes_nothing(world: World):
    matter = world.told()
    page = desk_of(world).get("/desk/triage")
    assert page.status_code == 200
    text = page.content.decode()
    assert "<mark>路灯</mark>" in text
    assert "路灯不亮 · 云岭县城市管理局" in text
    assert 'data-key="a"' in text
    matter.refresh_from_db()
    assert (matter.state, matter.lane) == ("reported", "")


def test_one_key_takes_a_way_and_the_record_keeps_what_was_proposed(world: World):
    matter = world.told()
    here = reverse("desk_matters:sort", args=[matter.pk])
    assert desk_of(world).post(here, {"take": "a"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.category, matter.lane, matter.unit) == (world.lamp, "government", world.lamps)
    assert matter.reason.startswith("您说的“路灯”")
    facts = records.about(matter)[-1].facts
    assert facts["taken"] == "a"
    assert facts["proposed"][0].startswith(f"B01 government {world.lamps.pk}")


def test_an_override_is_kept_and_learned_from(world: World):
    matter = world.told()
    acts.triage(
        actor=world.worker, matter_id=matter.pk, lane=Lane.COMMUNAL, category_id=world.clutter.pk,
        unit_id=world.committee.pk, reason="其实是杂物挡了灯。", now=THURSDAY,
        proposed=["B01 government 1  words"], taken="",
    )  # fmt: skip
    facts = records.about(matter)[-1].facts
    assert (facts["taken"], facts["category"]) == ("", "A06")
    assert [e.label for e in sorted_by_people(world.county.pk, THURSDAY)] == ["A06"]


def test_nothing_restricted_or_about_somebody_is_learned_from(world: World):
    world.sorted(lane=Lane.PERSONAL, category=world.family, unit=world.self_help)
    assert sorted_by_people(world.county.pk, THURSDAY) == []


def test_with_a_learned_version_proposals_say_how_sure_they_are(world: World):
    codes = {"路灯": "B01", "漏水": "A06", "停车": "J08"}
    model, score = train([type(e)("", e.body, codes[e.label]) for e in examples()])
    kept = {
        "weights": model.packed(), "dispatch": b"", "rows": score.rows, "score": score.facts()
    }  # fmt: skip
    for _i in range(2):
        triage.keep_learned(actor=Founder(), county_id=world.county.pk, now=THURSDAY, **kept)
    assert [(v.version, bool(v.weights)) for v in Learned.objects.order_by("version")] == [
        (1, False), (2, True),
    ]  # fmt: skip
    found = card(world, world.told(text="桥头路灯坏了，好几天了。"))
    assert found.enough
    assert found.ways[0].category == world.lamp
    assert found.ways[0].sure.endswith("%")


def test_the_unit_goes_where_the_county_learned_that_its_like_go(world: World):
    """Lamps of this village go to the housing office, whatever the list says: place and recency."""
    for ago in range(12, 0, -1):
        world.sorted(unit=world.housing, now=THURSDAY - timedelta(days=ago))
    units, score = learning_units.train(given_to_units(world.county.pk, THURSDAY))
    assert score["unit_right"] == 1.0
    model, learned = train(
        [type(e)("", e.body, "B01" if e.label == "路灯" else "A06") for e in examples()]
    )
    triage.keep_learned(
        actor=Founder(), county_id=world.county.pk, now=THURSDAY, weights=model.packed(),
        dispatch=units.packed(), rows=learned.rows, score=learned.facts() | score,
    )  # fmt: skip
    found = card(world, world.told(text="桥头路灯坏了，好几天了。"))
    assert found.ways[0].category == world.lamp
    assert found.ways[0].unit == world.housing


def test_other_households_that_told_the_like_stand_on_the_card(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("yuanba.base.clock.now", lambda: THURSDAY)
    for phone in ("13800000001", "13800000002", "13800000002"):
        world.told(contact_phone=phone, contact_name="罗女士")
    own = world.told(contact_phone="13800000003", contact_name="陈女士")
    world.told(text="河边垃圾堆成山，没有人清。", contact_phone="13800000004")
    found = card(world, Matter.objects.select_related("contact").get(pk=own.pk))
    assert found.others == 2
    page = desk_of(world).get(reverse("desk_matters:sort", args=[own.pk])).content.decode()
    assert "另有 2 户说过像的事" in page
    assert "3个工作日" in page


def test_proposals_are_read_over_json_by_who_may_sort(world: World):
    matter = world.told()
    answer = desk_of(world).get(f"/api/matters/{matter.pk}/proposals").json()
    first = answer["ways"][0]
    assert (first["category"], first["lane"], first["by"]) == ("B01", "government", "words")
    assert first["unit_id"] == str(world.lamps.pk)
    assert "路灯" in str(first["grounds"])
    matter.refresh_from_db()
    assert matter.state == "reported"
    supervisor = Client()
    supervisor.force_login(world.supervisor)
    assert supervisor.get(f"/api/matters/{matter.pk}/proposals").status_code == 403
