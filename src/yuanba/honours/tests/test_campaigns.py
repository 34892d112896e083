"""评选: criteria, nominations, the person's own yes, the panel or a ballot, the list, the honour."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.councils.tests.village import Village
from yuanba.honours import acts
from yuanba.honours.models import Campaign, HonourObjection, HonourVote, Nominee
from yuanba.honours.rules import campaigns as rules
from yuanba.honours.rules.campaigns import Judge, Nominators, NomineeState, Shown
from yuanba.honours.tests.village import JUDGING, PRESENTING, TODAY, UNTIL, Honours, soon
from yuanba.points import acts as points


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


@pytest.fixture
def village(world: World) -> Honours:
    return Honours(world)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


# ── rules ──


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"criteria": "得奖的优先办低保。"}, "forbidden_link"),
        ({"name": "不 上 访 家庭"}, "forbidden_link"),
        ({"criteria": "  "}, "words_missing"),
        ({"source": ""}, "words_missing"),
        ({"seats": 0}, "seats_odd"),
        ({"until": soon(1)}, "until_odd"),
        ({"until": soon(120)}, "until_odd"),
    ],
)
def test_a_campaign_that_may_not_be(said: dict[str, Any], code: str):
    usual: dict[str, Any] = {"name": "文明户", "criteria": "邻里和睦，院坝干净。", "source": "村规"}
    with pytest.raises(Refused, match=code):
        rules.call(**{**usual, "seats": 3, "until": UNTIL, "today": TODAY, **said})


def test_the_most_votes_win_and_a_tie_at_the_edge_is_not_for_a_program():
    yes, passed = {1: 5, 2: 4, 3: 3, 4: 1}, frozenset({1, 2, 3})
    assert rules.chosen(yes, passed, 2) == {1, 2}
    assert rules.chosen(yes, passed, 5) == passed
    with pytest.raises(Refused, match="tie"):
        rules.chosen({1: 5, 2: 3, 3: 3}, passed, 2)


# ── the way ──


def test_from_naming_to_the_certificate_by_a_panel(village: Honours, world: World):
    campaign, neighbour = village.called(), village.points.others[6]
    own = village.named(campaign)
    with pytest.raises(Refused, match="named"):
        village.named(campaign, actor=neighbour)
    with pytest.raises(Refused, match="not_of_village"):
        village.named(campaign, actor=world.neighbour_worker)
    judge = {"nominee_id": own.pk, "votes": village.points.votes()}
    with pytest.raises(Refused, match="still_open"):
        acts.judge(**village.go(**judge))
    with pytest.raises(Refused, match="not_agreed"):  # nobody is judged unasked
        acts.judge(**village.go(now=JUDGING, **judge))
    with transaction.atomic(), pytest.raises(IntegrityError):  # not even by the database
        Nominee.objects.filter(pk=own.pk).update(state=NomineeState.CHOSEN)
    said = {"nominee_id": own.pk, "shown": Shown.NAME, "now": THURSDAY}
    with pytest.raises(Denied):
        acts.consent(actor=neighbour, **said)
    with pytest.raises(Refused, match="paper_first"):
        acts.consent(actor=world.worker, **said)
    acts.consent(actor=world.resident, **said)
    # the fifth member is declared kin of the household: he has no vote
    points.declare_kin(
        place_id=world.village.pk, one_id=village.points.seats[4].person_id,
        other_id=world.resident.pk, **village.go(),
    )  # fmt: skip
    with pytest.raises(Refused, match="must_step_aside"):
        acts.judge(**village.go(now=JUDGING, **judge))
    with pytest.raises(Refused, match="not_judged"):
        acts.post_chosen(**village.go(campaign_id=campaign.pk, now=JUDGING))
    village.judged(own, True, True, True)
    assert HonourVote.objects.get(nominee=own, aside="kin").member == village.points.seats[4]
    campaign = acts.post_chosen(**village.go(campaign_id=campaign.pk, now=JUDGING))
    with pytest.raises(Refused, match="still_listed"):
        acts.present(**village.go(campaign_id=campaign.pk, now=JUDGING))
    campaign = acts.present(**village.go(campaign_id=campaign.pk, now=PRESENTING))
    own.refresh_from_db()
    assert (own.state, own.number, own.year) == (NomineeState.AWARDED, 1, 2026)
    done = [r.act for r in records.about(own)]
    steps = ("nominate", "consent", "judge", "post_chosen", "present")
    assert done == [f"honours.{step}" for step in steps]
    with pytest.raises(Refused, match="wrong_state"):
        acts.drop(**village.go(campaign_id=campaign.pk, reason="后来不想评了"))


def test_who_may_name_whom(village: Honours, world: World):
    others = village.called(nominators=Nominators.OTHERS)
    with pytest.raises(Refused, match="own_home"):
        village.named(others)
    assert village.named(others, actor=village.points.others[6]).state == NomineeState.NAMED
    staff = village.called(nominators=Nominators.STAFF)
    with pytest.raises(Refused, match="not_a_nominator"):
        village.named(staff)
    assert village.named(staff, actor=world.gridworker).state == NomineeState.NAMED
    with pytest.raises(Refused, match="too_late"):
        village.named(staff, actor=world.gridworker, now=JUDGING)


def test_an_objection_that_is_right_ends_it_and_numbers_have_no_holes(
    village: Honours, world: World
):
    campaign, other = village.called(), village.points.others[6]
    mine = village.agreed(campaign)
    home = other.memberships.get().household_id
    theirs = village.agreed(campaign, household_id=home, actor=other)
    village.judged(mine), village.judged(theirs)
    acts.post_chosen(**village.go(campaign_id=campaign.pk, now=JUDGING))
    say = {"nominee_id": mine.pk, "words": "院坝里还堆着料。", "now": JUDGING}
    objection = acts.object_to_award(actor=other, **say)
    with pytest.raises(Refused, match="objected"):
        acts.object_to_award(actor=other, **say)
    with pytest.raises(Refused, match="objected"):
        acts.present(**village.go(campaign_id=campaign.pk, now=PRESENTING))
    answer = {"objection_id": objection.pk, "upheld": True, "answer": "去看了，是堆着。"}
    votes = village.points.votes(False, False, False, False, True)
    with pytest.raises(Refused, match="votes_differ"):
        acts.answer_award_objection(**village.go(now=JUDGING, votes=votes, **answer))
    acts.answer_award_objection(**village.go(now=JUDGING, votes=village.points.votes(), **answer))
    acts.present(**village.go(campaign_id=campaign.pk, now=PRESENTING))
    states = dict(Nominee.objects.values_list("pk", "state"))
    assert states == {mine.pk: NomineeState.STRUCK, theirs.pk: NomineeState.AWARDED}
    theirs.refresh_from_db()
    assert theirs.number == 1
    again = {"nominee_id": theirs.pk, "reason": "后来占了公共的路。", "now": PRESENTING}
    acts.revoke(actor=world.worker, votes=village.points.votes(), **again)
    page = text_of(Client().get(f"/honours/awards/{theirs.pk}/"))
    assert "已经收回" in page
    assert "村" + "**" not in page


def test_a_council_s_ballot_says_who_and_the_program_only_reads_it(village: Honours, world: World):
    hall = Village(world, households=3)
    campaign = village.called(judge=Judge.COUNCIL, nominators=Nominators.STAFF)
    mine = village.agreed(campaign, actor=world.worker)
    home = village.points.others[6].memberships.get().household_id
    village.agreed(campaign, household_id=home, actor=world.worker)
    with pytest.raises(Refused, match="by_council"):
        village.judged(mine)
    go = {"campaign_id": campaign.pk, "now": JUDGING}
    undecided = hall.proposed()
    with pytest.raises(Refused, match="no_question"):
        acts.post_chosen(**village.go(procedure_id=undecided.pk, **go))
    question = village.decided(hall)
    go["procedure_id"] = question.pk
    found = acts.post_chosen(**village.go(**go | {"now": THURSDAY + timedelta(days=12)}))
    assert found.procedure_id == question.pk
    states = dict(found.nominees.values_list("household_id", "state"))
    assert states[village.points.home.pk] == NomineeState.CHOSEN
    assert states[home] == NomineeState.LEFT


# ── the pages ──


def test_the_name_stands_as_its_owner_says_on_any_day(village: Honours, world: World):
    award = village.awarded(Shown.NAME)
    wall, code = f"/c/{world.village.pk}/honours", f"/honours/awards/{award.pk}/"
    guest, phone = Client(), signed(world.resident)
    assert "罗大娘" in text_of(guest.get(wall))
    own = f"/honours/{award.pk}/"
    for shown, there, not_there in (
        ("family", "罗**", "罗大娘"),
        ("nobody", "另有 1 家评上了", "罗"),
    ):
        assert phone.post(own, {"shown": shown}).status_code == 302
        page = text_of(guest.get(wall)).split("<main")[1].split("</main>")[0]
        assert there in page
        assert not_there not in page
        assert not_there not in text_of(guest.get(code)).split("<main")[1].split("</main>")[0]
    assert "是真的" in text_of(guest.get(code))
    desk = signed(world.worker)
    there = f"/desk/honours/nominees/{award.pk}/certificate"
    for paper in (there, f"{there}?wide"):  # what the family frames has its name
        page = text_of(desk.get(paper))
        assert "罗大娘" in page
        assert "第 2026-1 号" in page
        assert "data:image/svg+xml" in page
    assert signed(village.points.others[0]).get(own).status_code == 404
    assert signed(world.neighbour_worker).get(there).status_code == 404


def test_on_the_phone_and_at_the_desk(
    village: Honours, world: World, monkeypatch: pytest.MonkeyPatch
):
    desk, phone, other = (
        signed(world.worker),
        signed(world.resident),
        signed(village.points.others[6]),
    )
    said = {"name": "好媳妇", "whom": "person", "criteria": "孝敬老人，邻居都说好。", "seats": "1"}
    said |= {"source": "村规民约第八条", "nominators": "anybody", "judge": "panel"}
    bad = desk.post("/desk/honours/new", said | {"until": TODAY.isoformat()})
    assert bad.status_code == 422
    assert "提名至少留三天" in text_of(bad)
    assert "孝敬老人" in text_of(bad)
    assert desk.post("/desk/honours/new", said | {"until": UNTIL.isoformat()}).status_code == 302
    campaign = Campaign.objects.get()
    there = f"/honours/campaigns/{campaign.pk}/nominate"
    wrong = {"whose": "other", "address": "五组4号", "name": "罗大娘", "why": "照顾婆婆十年。"}
    page = other.post(there, wrong)
    assert "住址和姓名没有对上" in text_of(page)
    assert "照顾婆婆十年" in text_of(page)
    assert other.post(there, wrong | {"address": "五组3号"}).status_code == 302
    nominee = Nominee.objects.get()
    assert (nominee.person, nominee.state) == (world.resident, NomineeState.NAMED)
    assert "罗" not in text_of(Client().get(f"/c/{world.village.pk}/honours")).split("<main")[1]
    assert "好媳妇" in text_of(phone.get("/honours/"))
    assert phone.post(f"/honours/{nominee.pk}/", {"shown": ""}).status_code == 422
    assert phone.post(f"/honours/{nominee.pk}/", {"shown": "family"}).status_code == 302
    monkeypatch.setattr(clock, "now", lambda: JUDGING)
    judge = f"/desk/honours/nominees/{nominee.pk}/"
    votes = {f"m{m.pk}": "yes" for m in village.points.seats}
    assert desk.post(judge, votes | {"do": "1"}).status_code == 302
    assert desk.post(f"/desk/honours/{campaign.pk}/", {"do": "1"}).status_code == 302
    public = f"/honours/awards/{nominee.pk}/"
    assert "登录以后说" in text_of(Client().get(public))
    assert other.post(public, {"words": "她家婆婆不是这么说的。"}).status_code == 302
    assert HonourObjection.objects.count() == 1
    answer = votes | {"upheld": "no", "answer": "婆婆来说过，属实。"}
    none = dict.fromkeys(votes, "no")
    assert desk.post(judge, answer | none).status_code == 302
    monkeypatch.setattr(clock, "now", lambda: PRESENTING)
    assert desk.post(f"/desk/honours/{campaign.pk}/", {"do": "1"}).status_code == 302
    nominee.refresh_from_db()
    assert nominee.state == NomineeState.AWARDED
    revoke = {"reason": "查明不实。", **dict.fromkeys(votes, "yes")}
    assert desk.post(f"{judge}revoke", revoke).status_code == 302
    assert "收回" in text_of(phone.get("/honours/"))


def test_the_lists_ask_the_same_however_many_there_are(village: Honours, world: World):
    desk, phone, guest = signed(world.worker), signed(world.resident), Client()
    award = village.awarded()
    pages = (
        (desk, "/desk/honours/"),
        (desk, f"/desk/honours/{award.campaign_id}/"),
        (phone, "/honours/"),
        (guest, f"/c/{world.village.pk}/honours"),
    )

    def asked() -> list[int]:
        found = []
        for client, there in pages:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(there).status_code == 200
            found.append(len(seen))
        return found

    few = asked()
    assert few == [7, 7, 8, 3]
    other = village.points.others[6]
    for _n in range(2):
        campaign = village.called(seats=3)
        village.agreed(campaign)
        village.agreed(campaign, household_id=other.memberships.get().household_id, actor=other)
    assert asked() == few
