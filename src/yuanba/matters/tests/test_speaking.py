"""Who spoke, who typed, who is told: for another, by a body, never by accident under a worker's name."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs
from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.matters import acts, follow
from yuanba.matters.models import Contact, Matter, Speaking
from yuanba.matters.rules import Channel, Relation, Spoken, Who
from yuanba.notices.models import Message
from yuanba.people.door import Guest

NEIGHBOUR = Spoken(Who.PROXY, relation=Relation.NEIGHBOUR, speaker="王大姐", present=False)
FOR = {
    "whose": "other",
    "text": "屋顶漏水，晚上接了两盆。",
    "contact_name": "罗大娘",
    "spoke": "absent",
    "relation": "neighbour",
    "speaker": "王大姐",
}


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


def words(answer) -> str:
    return answer.content.decode()


def report_page(world: World) -> str:
    return reverse("follow:report", args=[world.village.pk])


def page_of(matter: Matter, name: str = "progress") -> str:
    return reverse(f"follow:{name}", args=[follow.token(matter.pk)])


# ---- a neighbour, on her own phone


def test_a_neighbour_tells_for_an_old_woman_and_the_page_says_so(world: World, client):
    form = words(client.get(report_page(world) + "?for=other"))
    assert "这是谁的事" in form
    told = client.post(report_page(world), FOR)
    matter = Matter.objects.get()
    spoken = Speaking.objects.get()
    assert (spoken.who, spoken.relation, spoken.present) == (Who.PROXY, Relation.NEIGHBOUR, False)
    assert (matter.reporter, matter.recorder) == (None, None)
    assert Contact.objects.get().name == "罗大娘"
    assert "邻居替本人说的，本人不在" in words(client.get(told["Location"]))
    for name in ("progress", "slip"):
        page = words(client.get(page_of(matter, name)))
        assert "邻居替本人说的" in page
        assert ">代<" in page or "代：" in page
        assert "王大姐" not in page
    client.force_login(world.worker)
    desk = words(client.get(f"/desk/matters/{matter.pk}/"))
    assert "代" in desk
    assert "邻居 王" in desk
    assert "王大姐" not in desk  # masked until somebody says why


def test_she_only_typed_what_the_old_woman_said(world: World, client):
    client.post(report_page(world), FOR | {"spoke": "typed", "relation": "family"})
    spoken = Speaking.objects.get()
    assert (spoken.who, spoken.present) == (Who.TYPED, True)
    page = words(client.get(page_of(Matter.objects.get())))
    assert "本人说的，家里人帮着打字" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"contact_name": ""}, "还没填"),
        ({"speaker": ""}, "还没填"),
        ({"relation": ""}, "还没"),
        ({"contact_name": "王大姐"}, "不能一样"),
        ({"back": "speaker"}, "请留您的电话"),
        (
            {"contact_phone": "13800000126", "speaker_phone": "13800000126"},
            "这是您的电话，不是他本人的",
        ),
        ({"speaker_phone": "12"}, "电话号码不对"),
    ],
)
def test_what_does_not_hold_together_is_said_beside_its_field(
    world: World, client, change, sentence
):
    answer = client.post(report_page(world), FOR | change)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "屋顶漏水" in words(answer)
    assert not Matter.objects.exists()


def test_the_answer_goes_to_the_helper_only_if_it_was_wished_so(world: World, client, settings):
    settings.DEMO = True
    client.post(report_page(world), FOR | {"back": "speaker", "speaker_phone": "13900000001"})
    client.post(report_page(world), FOR | {"contact_phone": "13800000126", "contact_how": "sms"})
    while jobs.run_due(THURSDAY, most=50):
        pass
    assert list(Message.objects.order_by("id").values_list("to_phone", flat=True)) == [
        "13900000001",
        "13800000126",
    ]


def test_an_old_hand_walks_through_five_short_pages(world: World, client):
    client.cookies["mode"] = "elder"
    first = words(client.get(report_page(world) + "?for=other"))
    assert "替谁说？" in first
    said = {"step": "who", "go": "words", **FOR}
    said.pop("text")
    assert "发生了什么事？" in words(client.post(report_page(world), said))
    missing = client.post(report_page(world), said | {"speaker": ""})
    assert missing.status_code == 422
    said |= {"step": "words", "go": "place", "text": FOR["text"]}
    assert "在哪里？" in words(client.post(report_page(world), said))
    said |= {"step": "place", "go": "phone"}
    assert "回话先给他本人" in words(client.post(report_page(world), said))
    said |= {"step": "phone", "go": "check"}
    check = words(client.post(report_page(world), said))
    assert "替谁说" in check
    assert "罗大娘" in check
    said |= {"step": "check", "go": "send"}
    assert client.post(report_page(world), said).status_code == 303
    assert Speaking.objects.get().speaker == "王大姐"


def test_a_helper_with_an_account_sees_it_marked_and_is_not_its_reporter(
    world: World, client, django_assert_max_num_queries
):
    client.force_login(world.resident)
    told = client.post(report_page(world), FOR | {"speaker": "罗大娘的侄女"})
    assert told.status_code == 303
    matter = Matter.objects.get()
    assert matter.reporter is None
    assert Speaking.objects.get().helper == world.resident
    client.cookies.pop("mine")
    mine = words(client.get("/mine"))
    assert ">代<" in mine
    assert matter.title[:8] in mine


# ---- a worker writes it down


def test_a_worker_who_opens_the_residents_page_says_whether_it_is_his_own(world: World, client):
    client.force_login(world.worker)
    page = words(client.get(report_page(world)))
    assert "这是我自己的事" in page
    assert f'value="{world.worker.name}"' not in page.split("<main")[1]
    refused = client.post(report_page(world), {"text": "罗大娘家漏水"})
    assert refused.status_code == 422
    assert not Matter.objects.exists()
    client.post(report_page(world), {"text": "我家门口路灯不亮", "own": "on"})
    assert Matter.objects.get().reporter == world.worker
    assert client.get(report_page(world) + "?for=other")["Location"] == "/desk/new"


@pytest.mark.parametrize("who", ["worker", "gridworker"])
def test_their_own_name_and_number_never_stand_over_the_residents(world: World, who):
    person = getattr(world, who)
    person.phone = "13900000009"
    person.save()
    said = {"actor": person, "place_id": world.grid.pk, "now": THURSDAY, "for_other": True}
    for wrong, code in (
        ({"contact_name": person.name[:1] + " " + person.name[1:]}, "own_name"),
        ({"contact_name": "罗大娘", "contact_phone": "13900000009"}, "own_phone"),
    ):
        with pytest.raises(Refused, match=code):
            acts.report(text="路灯不亮", **said, **wrong)
    line = acts.Noted(key="k" * 8, place_id=world.grid.pk, text="灯", contact_name=person.name)
    sent = acts.report_batch(actor=person, lines=[line], now=THURSDAY)
    assert sent[0].refusal
    assert not Matter.objects.exists()
    acts.report(text="路灯不亮", contact_name="罗大娘", **said)
    matter = Matter.objects.get()
    assert (matter.reporter, matter.recorder, matter.contact.name) == (None, person, "罗大娘")


@pytest.mark.parametrize("who", ["worker", "gridworker"])
@pytest.mark.parametrize("channel", ["window", "visit", "call", "patrol", "hotline", "paper"])
def test_whoever_takes_it_down_writes_who_spoke(world: World, client, who, channel):
    client.force_login(getattr(world, who))
    sent = {
        "text": "楼上漏水",
        "place": world.grid.pk,
        "contact_name": "罗大娘",
        "how": "visit",
        "channel": channel,
        "whose": "absent",
        "speaker": "王大姐",
        "relation": "neighbour",
        "back": "person",
    }
    refused = client.post("/desk/new", sent | {"relation": ""})
    assert refused.status_code == 422
    assert "请选您是他的什么人" in words(refused)
    assert '<details class="mt4" open>' in words(refused)
    assert client.post("/desk/new", sent).status_code == 302
    matter = Matter.objects.get()
    assert matter.channel == channel
    assert (matter.recorder, matter.speaking.who) == (getattr(world, who), Who.PROXY)


def test_a_line_from_the_hills_carries_who_spoke(world: World):
    lines = [
        acts.Noted(
            key="hill-0001",
            place_id=world.grid.pk,
            text="山上水管冻裂了",
            contact_name="罗大爷",
            spoken=NEIGHBOUR,
        ),
        acts.Noted(key="hill-0002", place_id=world.grid.pk, text="灯不亮", spoken=NEIGHBOUR),
    ]
    sent = acts.report_batch(actor=world.gridworker, lines=lines, now=THURSDAY)
    assert sent[0].matter_id
    assert sent[1].refusal  # whose matter it is was not said
    assert Speaking.objects.get().matter_id == sent[0].matter_id


# ---- a body's own matter


def by_the_committee(world: World, **said) -> Matter:
    spoken = Spoken(Who.BODY, unit_id=world.committee.pk)
    return world.told(
        actor=world.worker, for_other=True, spoken=spoken, channel=Channel.WINDOW, **said
    )


def answered(world: World, matter: Matter) -> Matter:
    run = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    acts.triage(
        lane="government",
        category_id=world.lamp.pk,
        unit_id=world.lamps.pk,
        reason="公共路灯。",
        **run,
    )
    acts.assign(owner_id=world.handler.pk, supervisor_id=world.supervisor.pk, **run)
    run["actor"] = world.handler
    acts.finish(outcome="answered", result="答复了村里，明年换。", **run)
    return acts.reply(text="明年统一换。", how="paper", **run)


def test_a_committee_tells_its_own_matter_and_somebody_else_asks_whether_it_is_done(
    world: World, client
):
    matter = answered(world, by_the_committee(world))
    client.force_login(world.worker)
    assert "石桥村村民委员会" in words(client.get(f"/desk/matters/{matter.pk}/"))
    with pytest.raises(Refused, match="body"):
        acts.evaluate(actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=True, now=THURSDAY)
    insider = world.person("in", "内", Role.HANDLER, world.village, world.committee)
    for who in (world.worker, world.colleague):
        with pytest.raises(Refused, match="own_body"):
            acts.call_back(actor=who, matter_id=matter.pk, solved=True, now=THURSDAY)
    assert insider.held()
    acts.call_back(actor=world.supervisor, matter_id=matter.pk, solved=True, now=THURSDAY)
    matter.refresh_from_db()
    assert (matter.solved, matter.rated_by) == (True, "callback")


def test_a_body_gets_no_message_and_is_counted_apart(world: World, client):
    answered(world, by_the_committee(world))
    world.told()
    while jobs.run_due(THURSDAY, most=50):
        pass
    assert not Message.objects.filter(matter__speaking__who=Who.BODY).exists()
    client.force_login(world.worker)
    shown = words(client.get(f"/figures/{world.village.pk}/"))
    assert "单位自己提的 1 件" in shown


def test_a_body_without_its_unit_is_refused_by_rule_and_database(world: World, client):
    client.force_login(world.worker)
    sent = {"text": "活动室漏水", "place": world.grid.pk, "how": "call", "channel": "window"}
    refused = client.post("/desk/new", sent | {"whose": "body"})
    assert "请选是哪个单位自己的事" in words(refused)
    chosen = {"whose": "body", "unit": world.committee.pk}
    assert client.post("/desk/new", sent | chosen).status_code == 302
    assert Speaking.objects.get().unit == world.committee
    other = world.told()
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaking.objects.create(matter=other, who=Who.BODY, at=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaking.objects.create(matter=other, who=Who.PROXY, at=THURSDAY)


# ---- two doors


def test_the_api_writes_the_same_chain(world: World, client):
    body = {
        "place_id": str(world.grid.pk),
        "text": "屋顶漏水",
        "contact_name": "罗大娘",
        "spoken": {"relation": "neighbour", "speaker": "王大姐", "present": True},
    }
    answer = client.post("/api/matters", body, "application/json")
    assert answer.status_code == 201
    spoken = Speaking.objects.get()
    assert (spoken.who, spoken.speaker, spoken.present) == (Who.PROXY, "王大姐", True)
    refused = client.post("/api/matters", body | {"contact_name": "王大姐"}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "same_person")


def test_telling_one_s_own_matter_costs_no_row_beside_it(world: World, django_assert_num_queries):
    world.told()
    assert not Speaking.objects.exists()


# ---- the slip


def test_the_slip_is_large_says_the_answer_and_fits_a_roll(world: World, client):
    matter = world.replied()
    paper = words(client.get(page_of(matter, "slip")))
    assert "slip--big" in paper
    assert "路灯修好了，请您看看。" in paper
    assert "办好没有，您说了算" in paper
    assert follow.code(matter.pk)[:4] in paper
    assert 'src="data:image/svg+xml' in paper
    assert "print-roll.css" not in paper
    assert "print-roll.css" in words(client.get(page_of(matter, "slip") + "?paper=roll"))
    client.cookies["language"] = "en"
    english = words(client.get(page_of(matter, "slip")))
    assert "Query code" in english
    client.cookies["mode"] = "elder"
    assert client.get(page_of(matter, "slip")).status_code == 200


def test_the_code_on_the_slip_shows_the_matter_without_an_account(world: World, client):
    matter = world.replied()
    found = client.post("/follow", {"number": matter.number, "code": follow.code(matter.pk)})
    assert found["Location"] == page_of(matter)
    assert "路灯修好了" in words(client.get(page_of(matter)))


def test_of_a_restricted_matter_the_slip_says_no_word(world: World, client):
    matter = world.replied()
    Matter.objects.filter(pk=matter.pk).update(restricted=True)
    assert "路灯修好了" not in words(client.get(page_of(matter, "slip")))


# ---- a draft


def test_a_draft_without_a_place_comes_back_whole(world: World, client):
    """Told to nowhere in particular, with a wrong number: every word is still there."""
    sent = {
        **FOR,
        "place": "",
        "spot": "水井旁边",
        "speaker_phone": "12",
        "happened_on": "2026-09-23",
    }
    page = words(client.post(report_page(world), sent))
    for kept in ("屋顶漏水，晚上接了两盆。", "罗大娘", "王大姐", "水井旁边", "2026-09-23"):
        assert kept in page, kept
    assert 'value="absent" required' in page or "checked" in page
    assert f'data-draft="report-{world.village.pk}other"' in page
    assert client.post(report_page(world), sent | {"speaker_phone": ""}).status_code == 303
    assert Matter.objects.get().place == world.village
