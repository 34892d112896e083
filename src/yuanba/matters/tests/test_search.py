"""查找: what is found, by whom, and what never is."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import jobs
from yuanba.base.models import Record
from yuanba.matters import acts, indexing, store_search
from yuanba.matters import jobs as matters_jobs
from yuanba.matters.models import Contact, Matter
from yuanba.matters.queries import lists, register, search
from yuanba.matters.rules import Relation, Spoken, Who
from yuanba.matters.rules import search as words
from yuanba.people.models import Post
from yuanba.places import acts as places
from yuanba.places.rules import Kind

SOON = THURSDAY + timedelta(minutes=1)


def scope(world: World, who: str = "worker") -> lists.Scope:
    found = lists.scope_of(Post.objects.select_related("place").get(person=getattr(world, who)))
    assert found is not None
    return found


def found(world: World, said: str, who: str = "worker") -> list[str]:
    """The texts found, the newest first, after the index has followed."""
    indexing.follow_records()
    hits = search.search(scope(world, who), said, SOON).hits
    return [Matter.objects.get(pk=hit.row.id).text for hit in hits]


LAMP, DRAIN = "村口路灯三天不亮，老人晚上摔了一跤。", "3栋2单元下水道堵了，污水倒灌。"


@pytest.fixture
def two(world: World) -> World:
    world.told(LAMP)
    world.told(DRAIN, spot="三岔路口小卖部旁")
    return world


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("路灯", [LAMP]),
        ("灯三", [LAMP]),  # two characters that are no word
        ("不亮", [LAMP]),
        ("一跤", [LAMP]),  # the last two
        ("村口路灯三天", [LAMP]),
        ("路灯不亮", []),  # they do not stand together
        ("路灯 不亮", [LAMP]),  # two words, wherever they stand
        ("路灯　老人", [LAMP]),  # a full-width blank between them
        ("下水道", [DRAIN]),
        ("3栋2单元", [DRAIN]),
        ("３栋２单元", [DRAIN]),  # full-width digits
        ("栋2单", [DRAIN]),
        ("路燈", [LAMP]),  # traditional characters
        ("小卖部", [DRAIN]),  # where exactly it is
        ("石桥村", [DRAIN, LAMP]),  # its place
        ("石桥", [DRAIN, LAMP]),
        ("桂溪镇 路灯", [LAMP]),
        ("石桥-2026-0001", [LAMP]),
        ("0002", [DRAIN]),
        ("2026", [DRAIN, LAMP]),
        ("不亮，老人", [LAMP]),  # signs between words count for nothing
        ("水管", []),
        ("灯", []),  # one character is too short
        ("路灯 灯", [LAMP]),  # the short one is left out, and said so
        ("", []),
        ('"路灯" OR *', []),  # no language of the database
        ("路灯') --", [LAMP]),
        ("' OR 1=1", []),
        ("\\路灯", [LAMP]),
        ("ǁ路灯", [LAMP]),
        ("😀路灯", [LAMP]),
    ],
)
def test_any_two_characters_that_stand_together_are_found(two: World, said, expected):
    assert found(two, said) == expected


def test_too_short_a_word_is_named(two: World):
    result = search.search(scope(two), "路灯 灯", SOON)
    assert result.short == ["灯"]


def test_the_sender_s_own_number_leads_to_it(world: World):
    matter = world.told(LAMP)
    Matter.objects.filter(pk=matter.pk).update(outside_number="20260918004512", version=2)
    assert found(world, "20260918004512") == [LAMP]


@pytest.mark.sqlite_only
def test_a_whole_number_is_found_without_reading_every_matter(db):
    with CaptureQueriesContext(connection) as asked:
        assert register.numbered("石桥-2026-0001") == []
    with connection.cursor() as cursor:
        plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}").fetchall())
    assert "matter_number" in plan
    assert "matter_outside" in plan
    assert "SCAN matters_matter" not in plan


def test_a_category_is_found_by_its_name_and_its_code(world: World):
    world.sorted(text="三组的灯坏了好几盏")
    world.told(text="水管漏水了")
    for said in ("路灯不亮", "不亮", "B01", "b01"):
        assert found(world, said) == ["三组的灯坏了好几盏"], said


def test_what_was_sorted_anew_is_found_where_it_is_now(world: World):
    matter = world.sorted(text="三组的灯坏了好几盏")
    assert found(world, "路灯不亮") == ["三组的灯坏了好几盏"]
    acts.triage(
        actor=world.worker, matter_id=matter.pk, lane="communal", category_id=world.clutter.pk,
        unit_id=world.committee.pk, reason="其实是乱堆挡住了灯", title="杂物挡住灯", now=THURSDAY,
    )  # fmt: skip
    assert found(world, "路灯不亮") == []
    assert found(world, "乱堆乱放") == found(world, "杂物") == ["三组的灯坏了好几盏"]


# ── who finds what ──


@pytest.mark.parametrize("who", ["neighbour_worker", "other_handler"])
def test_nobody_finds_what_lies_outside_his_post(two: World, who):
    for said in ("路灯", "石桥村", "石桥-2026-0001", "0001", "老人"):
        assert found(two, said, who) == []


def test_a_unit_finds_what_was_given_to_it_and_no_longer_what_was_taken_away(world: World):
    matter = world.assigned(text="三组的灯坏了好几盏")
    assert found(world, "好几盏", "handler") == ["三组的灯坏了好几盏"]
    assert found(world, "好几盏", "other_handler") == []
    acts.transfer(
        actor=world.handler, matter_id=matter.pk, unit_id=world.housing.pk, reason="小区内的灯",
        now=THURSDAY,
    )  # fmt: skip
    indexed_before = search.search(scope(world, "handler"), "好几盏", SOON)
    assert indexed_before.hits == []  # the index still says his; the matter itself decides
    assert found(world, "好几盏", "other_handler") == ["三组的灯坏了好几盏"]


def test_a_restricted_matter_is_found_by_the_named_roles_only(world: World):
    text = "儿子不给赡养费，老人没人管"
    world.sorted(text=text, lane="personal", category=world.family, unit=world.committee)
    for who in ("gridworker", "supervisor"):
        for said in ("赡养费", "石桥-2026-0001", "I02", "0001"):
            assert found(world, said, who) == [], (who, said)
    for who in ("worker", "township", "coordinator"):
        assert found(world, "赡养费", who) == [text]


def test_search_decides_by_the_scope_of_lists_and_by_nothing_else(two: World, monkeypatch):
    """Whatever lists learn to hide, search hides too."""
    monkeypatch.setattr(lists.Scope, "rows", lambda _scope: Matter.objects.none())
    for said in ("路灯", "石桥-2026-0001", "石桥村"):
        assert found(two, said) == []


def test_nobody_is_found_by_his_name_or_telephone(world: World):
    text = (
        "我是罗大娘，电话１３８００００１２６，身份证500112195001011234，门口的灯2026年9月20日坏的"
    )
    world.told(text, contact_name="罗大娘", contact_phone="13800000126")
    for said in ("罗大娘", "大娘", "13800000126", "1380000", "0126", "500112195001011234", "1234"):
        assert found(world, said) == [], said
    assert found(world, "门口的灯") == found(world, "9月20日") == [text]
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(words AS text) FROM matters_words")
        ((kept,),) = cursor.fetchall()
    for said in ("罗大", "大娘", "138000", "500112"):
        assert said not in kept


def test_a_date_stays_and_a_telephone_goes():
    assert "2026-09-20" in words.private("2026-09-20坏的，打023-6280 0000")
    assert "6280" not in words.private("2026-09-20坏的，打023-6280 0000")


# ── following ──


def run_the_clock() -> None:
    while jobs.run_due(SOON):
        pass


def test_a_merged_village_is_found_under_its_old_and_new_name(world: World):
    world.told(LAMP, place_id=world.village.pk)
    assert found(world, "路灯", "neighbour_worker") == []
    places.merge(
        actor=world.admin, place_ids=[world.village.pk], into_id=world.elsewhere.pk,
        source="县政发〔2026〕9号", now=THURSDAY,
    )  # fmt: skip
    run_the_clock()
    for said in ("路灯", "柳湾社区", "石桥村"):
        assert found(world, said, "neighbour_worker") == [LAMP], said


def test_a_village_that_moves_and_is_renamed_is_found_there(world: World):
    other = world.place(Kind.TOWNSHIP, "清溪镇", world.county)
    newcomer = world.person("new", "钱亮", world.township.posts.get().role, other)
    world.new_township = newcomer
    world.told(LAMP)
    places.move(
        actor=world.admin, place_id=world.village.pk, parent_id=other.pk, source="县政发10号",
        now=THURSDAY,
    )  # fmt: skip
    places.rename(
        actor=world.admin, place_id=world.village.pk, name="新桥村", source="县政发11号",
        now=THURSDAY,
    )  # fmt: skip
    run_the_clock()
    assert found(world, "路灯", "township") == []
    for said in ("路灯", "清溪镇", "新桥村", "石桥村"):
        assert found(world, said, "new_township") == [LAMP], said


def test_erased_words_are_found_no_more_and_nobody_s_name_comes_back(world: World):
    first = world.told("匿名说的一件私密事", place_id=world.village.pk)
    second = world.told("罗大娘家门口的灯", contact_name="罗大娘")
    assert found(world, "私密") == ["匿名说的一件私密事"]
    Matter.objects.filter(pk=first.pk).update(text="已到期清除。", title="已到期清除。")
    Contact.objects.filter(pk=second.pk).update(name="")
    cause = Record(
        act="rights.erase_some", subject_kind="rights.batch", subject_id=1, at=SOON,
        facts={"matters": [str(first.pk), str(second.pk)]},
    )  # fmt: skip
    cause.save()
    matters_jobs.index_erased(now=SOON, record=str(cause.pk))
    for said in ("私密", "罗大娘"):
        assert found(world, said) == [], said


def test_who_spoke_for_him_is_taken_out_of_the_words_too(world: World):
    spoken = Spoken(who=Who.PROXY, relation=Relation.FAMILY, speaker="罗小明")
    world.told("我是罗小明，替母亲说：路灯坏了", contact_name="罗大娘", spoken=spoken)
    assert found(world, "罗小明") == []
    assert len(found(world, "替母亲")) == 1


def test_the_clock_indexes_what_was_told_a_moment_ago(world: World):
    matter = world.told(LAMP)
    jobs.run_due(SOON)
    assert store_search.stamps_of([matter.pk])


def test_a_row_lost_or_left_over_is_mended(two: World):
    indexing.follow_records()
    first, second = Matter.objects.order_by("pk")
    store_search.forget([first.pk])
    ghost = store_search.Document(second.pk, "old", ["路灯"])
    store_search.write([ghost])
    assert indexing.sweep() == 2
    assert found(two, "路灯") == [LAMP]
    assert indexing.sweep() == 0


def test_the_index_is_made_anew_by_one_command(two: World):
    store_search.write([store_search.Document(pk, "", []) for pk in pks()])
    told: list[tuple[int, int]] = []
    assert indexing.rebuild(lambda done, total: told.append((done, total))) == 2
    assert told == [(2, 2)]
    assert found(two, "路灯") == [LAMP]


def pks() -> list[int]:
    return list(Matter.objects.values_list("pk", flat=True))


# ── pages ──


def test_thirty_are_shown_in_two_pages_the_newest_first(world: World, client):
    for n in range(30):
        world.told(f"第{n}盏路灯不亮")
    indexing.follow_records()
    first = search.search(scope(world), "路灯", SOON)
    second = search.search(scope(world), "路灯", SOON, first.next)
    seen = [hit.row.number for hit in (*first.hits, *second.hits)]
    assert seen == [f"石桥-2026-{n:04d}" for n in range(30, 0, -1)]
    assert (len(first.hits), second.next) == (25, "")


def test_where_most_are_hidden_the_reader_is_offered_to_look_on(world: World, monkeypatch):
    monkeypatch.setattr(search, "PROPOSED", 2)
    monkeypatch.setattr(search, "ROUNDS", 2)
    world.told(LAMP)
    for n in range(6):
        world.sorted(
            text=f"第{n}家路灯不亮", lane="personal", category=world.family, unit=world.committee
        )
    indexing.follow_records()
    first = search.search(scope(world, "supervisor"), "路灯", SOON)
    assert (first.hits, first.more_hidden) == ([], True)
    second = search.search(scope(world, "supervisor"), "路灯", SOON, first.next)
    assert [hit.row.number for hit in second.hits] == ["石桥-2026-0001"]


def test_the_page_marks_the_words_and_the_box_leads_to_it(two: World, client):
    indexing.follow_records()
    client.force_login(two.worker)
    page = client.get("/desk/search", {"q": "路燈 摔了"}).content.decode()
    assert '<mark class="mark-s">路灯</mark>' in page
    assert '<mark class="mark-s">摔了</mark>' in page
    assert 'action="/desk/search"' in client.get("/desk/queue").content.decode()


@pytest.mark.parametrize(
    ("said", "words_", "link"),
    [
        ("", "写几个字就能找", "/desk/register"),
        ("灯", "请至少写两个字", "/desk/register"),
        ("水管", "没有找到“水管”", "/desk/new"),
        ("水管 漏水", "只找“水管”", "/desk/search?q=%E6%B0%B4%E7%AE%A1"),
        ("<script>alert(1)</script>", "没有找到", "/desk/new"),
    ],
)
def test_an_empty_page_says_what_to_do_next(two: World, client, said, words_, link):
    indexing.follow_records()
    client.force_login(two.worker)
    page = client.get("/desk/search", {"q": said}).content.decode()
    assert words_ in page
    assert f'href="{link}"' in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "１２", "0"])
def test_a_key_that_is_none_of_ours_is_no_fault(two: World, client, after):
    client.force_login(two.worker)
    assert client.get("/desk/search", {"q": "路灯", "after": after}).status_code == 200


def test_the_page_costs_a_known_number_of_statements(
    two: World, client, django_assert_max_num_queries
):
    for n in range(20):
        two.told(f"第{n}盏路灯不亮")
    indexing.follow_records()
    client.force_login(two.worker)
    with django_assert_max_num_queries(16):
        client.get("/desk/search", {"q": "路灯"})
    with django_assert_max_num_queries(16 + 6):
        client.get("/desk/search", {"q": "路灯 不亮"})


def test_page_and_api_find_alike(two: World, client):
    indexing.follow_records()
    assert client.get("/api/search?q=路灯").status_code == 401
    client.force_login(two.worker)
    (hit,) = client.get("/api/search?q=路灯").json()["hits"]
    assert (hit["number"], hit["state"], hit["reported"]) == (
        "石桥-2026-0001", "reported", "2026-09-24",
    )  # fmt: skip
    client.force_login(two.neighbour_worker)
    assert client.get("/api/search?q=路灯").json()["hits"] == []
    for who in (two.admin, two.resident):
        client.force_login(who)
        assert client.get("/api/search?q=路灯").status_code == 403


# ── cutting ──

unhurried = settings(deadline=None)  # a busy machine is no failure
HAN = st.text(alphabet="路灯不亮楼道老人𠮷鿿", min_size=2, max_size=12)
MIXED = st.text(alphabet="路灯不亮aB19 ，-é", min_size=2, max_size=30)


def holds(text: str, said: str) -> bool:
    """Does the index, taken by itself, find this phrase in this text?"""
    phrase = words.phrase(words.match_form(said))
    assert phrase is not None
    kept, asked = words.words_of(text), phrase.words
    return any(
        list(asked[:-1]) == kept[i : i + len(asked) - 1]
        and i + len(asked) <= len(kept)
        and kept[i + len(asked) - 1].startswith(asked[-1])
        for i in range(len(kept))
    )


@unhurried
@given(HAN, st.data())
def test_every_part_of_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert holds(text, text[start:end])


@unhurried
@given(HAN, HAN)
def test_nothing_is_found_that_does_not_stand_there(text, said):
    assert holds(text, said) == (said in text)


@unhurried
@given(MIXED, st.lists(MIXED, max_size=3))
def test_marking_loses_no_sign(text, said):
    pieces = words.marked(text, [words.match_form(one) for one in said if one.strip()])
    assert "".join(piece for piece, _on in pieces) == text
    assert all(a[1] != b[1] for a, b in itertools.pairwise(pieces))
