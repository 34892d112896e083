"""From the deed to the public list: proof, the named checker, the panel, who steps aside, objections."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image, ImageEnhance

from tests.world import THURSDAY, World
from yuanba.base import clock, photos, records
from yuanba.base.errors import Denied, Refused
from yuanba.councils.rules.kinds import Ending
from yuanba.matters import jobs as sweep
from yuanba.people import acts as people
from yuanba.points import acts
from yuanba.points.acts.panel import Chair
from yuanba.points.models import Claim, Objection, Picture, Vote
from yuanba.points.rules import addresses, claims, pictures
from yuanba.points.rules.claims import Aside, Seat, State
from yuanba.points.tests.village import HOUR, TODAY, Points, courtyard, photo

DAY = timedelta(days=1)


@pytest.fixture
def village(world: World) -> Points:
    return Points(world)


def test_a_claim_goes_from_the_phone_to_the_list(village: Points, world: World):
    claim = village.told()
    assert (claim.state, claim.points, claim.person_id) == (State.TOLD, 3, world.resident.pk)
    assert claim.check_by == TODAY + timedelta(days=7)
    acts.check(claim_id=claim.pk, true=True, actor=world.worker, now=THURSDAY)
    claim = acts.decide(claim_id=claim.pk, votes=village.votes(), **village.go())
    assert claim.state == State.POSTED
    assert claim.listed_until == TODAY + timedelta(days=5)
    assert claim.object_until is not None
    assert claim.object_until > claim.listed_until
    assert [r.act for r in records.about(claim)] == ["points.tell", "points.check", "points.decide"]
    assert Vote.objects.filter(claim=claim, round=1, yes=True).count() == 4


def test_what_a_claim_needs(village: Points, world: World):
    for said, code in (
        ({"note": ""}, "proof_missing"),
        ({"on": TODAY + timedelta(days=1)}, "no_line|day_ahead"),
        ({"on": TODAY - timedelta(days=1)}, "no_line"),
        ({"item": "N1"}, "takes_away"),
        ({"item": "Z9"}, "no_line"),
        ({"item": "E\0"}, "no_line"),
        ({"note": "长" * 301}, "words_long"),
    ):
        with pytest.raises(Refused, match=code):
            village.told(**said)
    with pytest.raises(Denied):  # for another's household
        village.told(actor=village.others[0])
    with pytest.raises(Denied):
        village.told(actor=world.neighbour_worker)
    assert not Claim.objects.exists()


def test_the_cap_of_the_period_holds_also_between_versions_and_withdrawing_frees_it(
    village: Points,
):
    first = village.told("E1")
    with pytest.raises(Refused, match="cap_reached"):
        village.told("E1", note="又扫了一次。")
    for _n in range(4):
        village.told("E3")
    with pytest.raises(Refused, match="cap_reached"):
        village.told("E3")
    acts.withdraw(actor=village.world.resident, claim_id=first.pk, now=THURSDAY)
    assert village.told("E1").points == 5


def test_a_deed_counted_by_the_event_has_no_cap(village: Points):
    assert [village.told("H1").points for _n in range(3)] == [5, 5, 5]


def test_three_households(village: Points, world: World):
    """Who told it does not check it; nobody of the home does; nor kin; nor another's checker."""
    entered = village.told("E1", actor=world.gridworker)
    assert entered.person_id is None
    with pytest.raises(Refused, match="entered_it"):
        acts.check(claim_id=entered.pk, true=True, actor=world.gridworker, now=THURSDAY)
    with pytest.raises(Refused, match="not_the_checker"):
        acts.check(claim_id=entered.pk, true=True, actor=world.worker, now=THURSDAY)
    with pytest.raises(Denied):
        acts.check(claim_id=entered.pk, true=True, actor=world.resident, now=THURSDAY)
    claim = village.told()
    pair = {"one_id": world.worker.pk, "other_id": world.resident.pk}
    acts.declare_kin(place_id=world.village.pk, **pair, **village.go())
    with pytest.raises(Refused, match="kin"):
        acts.check(claim_id=claim.pk, true=True, actor=world.worker, now=THURSDAY)
    people.join_household(
        household_id=village.home.pk, person_id=world.colleague.pk, **village.go()
    )
    with pytest.raises(Refused, match="own_home"):
        acts.check(claim_id=claim.pk, true=True, actor=world.colleague, now=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(checked_home=claim.household_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(checked_by=world.resident)


def test_not_true_needs_a_reason_and_ends_it(village: Points, world: World):
    claim = village.told()
    with pytest.raises(Refused, match="reason_needed"):
        acts.check(claim_id=claim.pk, true=False, actor=world.worker, now=THURSDAY)
    said = {"true": False, "words": "那天没有大扫除。"}
    acts.check(claim_id=claim.pk, actor=world.worker, now=THURSDAY, **said)
    claim.refresh_from_db()
    assert (claim.state, claim.words) == (State.REFUSED, "那天没有大扫除。")
    with pytest.raises(Refused, match="wrong_state"):
        acts.withdraw(actor=world.resident, claim_id=claim.pk, now=THURSDAY)


# ---- the panel


HERE = {
    "home": 1, "group": "g5", "family": frozenset({10}), "kin": frozenset({20}), "checker": 30,
    "checker_home": 3, "teller": 40, "teller_home": 4,
}  # fmt: skip


@pytest.mark.parametrize(
    ("seat", "why"),
    [
        (Seat(11, 1, "g9"), Aside.HOME),
        (Seat(10, None, ""), Aside.HOME),
        (Seat(20, 2, "g9"), Aside.KIN),
        (Seat(50, 5, "g5"), Aside.NEIGHBOUR),
        (Seat(30, None, ""), Aside.CHECKED),
        (Seat(31, 3, "g9"), Aside.CHECKED),
        (Seat(41, 4, "g9"), Aside.TOLD),
        (Seat(50, 5, ""), None),
        (Seat(50, None, "g9"), None),
    ],
)
def test_who_steps_aside(seat: Seat, why: Aside | None):
    assert claims.aside(seat, **HERE) is why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("yes", "no", "gone", "passed"),
    [(3, 0, 2, True), (2, 1, 2, True), (2, 2, 1, False), (1, 2, 2, False), (4, 3, 0, True)],
)
def test_more_than_half_of_those_who_came(yes: int, no: int, gone: int, passed: bool):
    votes = dict.fromkeys(range(yes), True) | dict.fromkeys(range(yes, yes + no), False)
    asides = dict.fromkeys(range(yes + no + gone), None)
    assert claims.decide(votes, asides).passed is passed


def test_too_few_and_those_who_must_step_aside():
    nobody = dict.fromkeys(range(7), None)
    with pytest.raises(Refused, match="too_few"):
        claims.decide({0: True, 1: True, 2: True}, nobody)
    with pytest.raises(Refused, match="must_step_aside"):
        claims.decide({0: True, 1: True, 2: True}, {**nobody, 0: Aside.KIN})
    with pytest.raises(Refused, match="not_on_panel"):
        claims.decide({9: True}, nobody)


def test_addresses_say_who_is_neighbour():
    assert addresses.group(1, "五组3号") == addresses.group(1, "五组 18号") == "1:五组"
    assert addresses.group(1, "3栋2单元501") == "1:3栋2单元"
    assert addresses.group(1, "村口大院") == ""


def test_a_relative_s_award_is_stopped(village: Points, world: World):
    """The acceptance of the issue: the panel's member is kin, a neighbour sits on it, a wife checked."""
    claim = village.checked()
    seat = village.seats[0]
    pair = {"one_id": seat.person_id, "other_id": world.resident.pk}
    acts.declare_kin(place_id=world.village.pk, **pair, **village.go())
    with pytest.raises(Refused, match="must_step_aside"):
        acts.decide(claim_id=claim.pk, votes=village.votes(), **village.go())
    votes = {pk: yes for pk, yes in village.votes().items() if pk != seat.pk}
    acts.decide(claim_id=claim.pk, votes=votes, **village.go())
    assert Vote.objects.get(claim=claim, member=seat).aside == Aside.KIN


def test_the_panel_says_no_with_a_reason(village: Points):
    claim = village.checked()
    no = village.votes(False, False, False, True, True)
    with pytest.raises(Refused, match="reason_needed"):
        acts.decide(claim_id=claim.pk, votes=no, **village.go())
    claim = acts.decide(claim_id=claim.pk, votes=no, words="签到表上没有他。", **village.go())
    assert (claim.state, claim.listed_until) == (State.REFUSED, None)


def test_a_panel_is_five_to_seven_with_its_three_seats(village: Points, world: World):
    people_ = [p.pk for p in village.others]
    good = [Chair(people_[0], supervision=True, woman=True, group=True)]
    for members, code in (
        (good + [Chair(pk) for pk in people_[1:4]], "panel_size"),
        ([Chair(pk) for pk in people_[:5]], "panel_seats"),
        (good + [Chair(people_[1])] * 4, "panel_twice"),
        (good + [Chair(pk) for pk in (1, 2, 3, 4)], "no_person"),
    ):
        with pytest.raises(Refused, match=code):
            acts.seat_panel(
                place_id=world.village.pk, members=members, source="推选", **village.go()
            )
    acts.seat_panel(
        place_id=world.village.pk,
        members=good + [Chair(pk) for pk in people_[1:7]],
        source="改选",
        **village.go(),
    )
    village.panel.refresh_from_db()
    assert village.panel.until == TODAY


# ---- what is taken away


def test_nothing_is_taken_without_notice_reply_and_the_council(village: Points, world: World):
    with pytest.raises(Refused, match="words_short"):
        village.noticed(note="垃圾")
    claim = village.noticed()
    assert (claim.state, claim.points) == (State.NOTICED, -2)
    with pytest.raises(Refused, match="by_council"):  # no panel, no single person
        acts.decide(claim_id=claim.pk, votes=village.votes(), **village.go())
    early, old = village.appraised(at=THURSDAY - 2 * DAY), {"claim_id": claim.pk, "procedure_id": 1}
    with pytest.raises(Refused, match="reply_open"):
        acts.rule_on_taking(**old, **village.go())
    with pytest.raises(Denied):
        acts.reply(claim_id=claim.pk, words="不是我家", actor=village.others[0], now=THURSDAY)
    acts.reply(claim_id=claim.pk, words="那是修房子的料。", actor=world.resident, now=THURSDAY)
    for question in (early, village.hall.proposed("moral", title="还没有评")):
        with pytest.raises(Refused, match="no_ruling"):
            acts.rule_on_taking(claim_id=claim.pk, procedure_id=question.pk, **village.go())
    with_home = village.appraised("罗大娘")
    with pytest.raises(Refused, match="must_step_aside"):
        acts.rule_on_taking(claim_id=claim.pk, procedure_id=with_home.pk, **village.go())
    question = village.appraised()
    said = {"claim_id": claim.pk, "procedure_id": question.pk}
    with pytest.raises(Denied):
        acts.rule_on_taking(actor=world.gridworker, now=THURSDAY, **said)
    claim = acts.rule_on_taking(**said, **village.go())
    assert (claim.state, claim.ruling.procedure) == (State.POSTED, question)
    other = village.noticed()
    acts.reply(claim_id=other.pk, words="知道了", actor=world.resident, now=THURSDAY)
    with pytest.raises(Refused, match="no_ruling"):  # one decision, one taking
        acts.rule_on_taking(claim_id=other.pk, procedure_id=question.pk, **village.go())
    with pytest.raises(Denied):  # it is nobody else's business
        acts.object_to(claim_id=claim.pk, words="我看见了", actor=village.others[6], now=THURSDAY)
    with pytest.raises(Refused, match="not_yours_to_withdraw"):
        acts.withdraw(claim_id=other.pk, actor=world.resident, now=THURSDAY)


@pytest.mark.parametrize("again", [Ending.AGREED, Ending.NONE])
def test_who_does_not_agree_is_heard_by_the_whole_council_once_more(
    village: Points, world: World, again: Ending
):
    claim = village.ruled(village.noticed())
    said = {"claim_id": claim.pk, "words": "料那天已经搬了。", "actor": world.resident}
    objection = acts.object_to(now=THURSDAY + 5 * HOUR, **said)
    question = claim.ruling.procedure
    question.refresh_from_db()
    assert [s["name"] for s in question.steps if s.get("full")] == ["全体成员再评"]
    answer = {"objection_id": objection.pk, "answer": "全体又评了一次。"}
    with pytest.raises(Refused, match="by_council"):
        acts.answer_objection(upheld=False, votes=village.votes(), **answer, **village.go())
    with pytest.raises(Refused, match="review_open"):
        acts.answer_taking(**answer, **village.go(now=THURSDAY + DAY))
    village.met_again(question, THURSDAY + DAY, again)
    claim = acts.answer_taking(**answer, **village.go(now=THURSDAY + 2 * DAY))
    objection.refresh_from_db()
    fell = again is Ending.NONE
    assert objection.upheld is fell
    assert claim.state == (State.DROPPED if fell else State.POSTED)
    if not fell:
        with pytest.raises(Refused, match="reviewed"):  # once
            acts.object_to(now=THURSDAY + 3 * DAY, **said)


# ---- objections


def test_an_objection_is_answered_by_the_panel_without_who_objected(village: Points, world: World):
    claim = village.posted()
    objector = village.others[0]  # on the panel
    said = {"words": "那天他家没来人。", "actor": objector, "now": THURSDAY}
    objection = acts.object_to(claim_id=claim.pk, **said)
    with pytest.raises(Refused, match="objected"):
        acts.object_to(claim_id=claim.pk, **said)
    answer = {"objection_id": objection.pk, "upheld": True, "answer": "查了签到表，没有来。"}
    with pytest.raises(Refused, match="must_step_aside"):
        acts.answer_objection(votes=village.votes(), **answer, **village.go())
    votes = {pk: yes for pk, yes in village.votes().items() if pk != village.seats[0].pk}
    with pytest.raises(Refused, match="votes_differ"):
        acts.answer_objection(votes=votes, **answer | {"upheld": False}, **village.go())
    claim = acts.answer_objection(votes=votes, **answer, **village.go())
    assert claim.state == State.DROPPED
    assert village.told("E3").points == 3  # what was dropped no longer counts
    with pytest.raises(Refused, match="answered"):
        acts.answer_objection(votes=votes, **answer, **village.go())


def test_who_may_object_and_until_when(village: Points, world: World):
    claim = village.posted()
    with pytest.raises(Denied):
        acts.object_to(claim_id=claim.pk, words="不对", actor=world.guest, now=THURSDAY)
    with pytest.raises(Refused, match="not_of_village"):
        acts.object_to(claim_id=claim.pk, words="不对", actor=world.neighbour_worker, now=THURSDAY)
    late = THURSDAY + timedelta(days=30)
    with pytest.raises(Refused, match="too_late"):
        acts.object_to(claim_id=claim.pk, words="不对劲", actor=village.others[6], now=late)
    with pytest.raises(Refused, match="too_late"):  # a neighbour came to the grid worker too late
        acts.object_to(claim_id=claim.pk, words="不对劲", actor=world.gridworker, now=late)
    assert acts.object_to(claim_id=claim.pk, words="少记了", actor=world.resident, now=late).own
    assert Objection.objects.count() == 1


def test_a_refused_claim_comes_back_when_the_household_is_right(village: Points, world: World):
    claim = village.told()
    no = {"true": False, "words": "没看见。", "actor": world.worker, "now": THURSDAY}
    acts.check(claim_id=claim.pk, **no)
    said = {"words": "签到表第三行就是我。", "actor": world.resident, "now": THURSDAY}
    objection = acts.object_to(claim_id=claim.pk, **said)
    answer = {"objection_id": objection.pk, "upheld": True, "answer": "签到表上有。"}
    claim = acts.answer_objection(votes=village.votes(), **answer, **village.go())
    assert claim.state == State.POSTED
    assert claim.object_until is not None


# ---- pictures


def test_the_same_picture_twice_is_refused_turned_and_saved_anew(village: Points, world: World):
    first = courtyard(1)
    village.told("E3", note="", pictures=[photo(first)])
    again = BytesIO()
    first.resize((512, 384)).save(again, "JPEG", quality=40)
    for same in (
        first,
        first.rotate(90, expand=True),
        first.rotate(180),
        first.rotate(270, expand=True),
        Image.open(again),
        ImageEnhance.Brightness(first).enhance(1.15),
    ):
        with pytest.raises(Refused, match="picture_twice"):
            village.told("E2", note="", pictures=[photo(same)])
    with pytest.raises(Refused, match="picture_twice"):  # twice in one claim
        village.told("E2", note="", pictures=[photo(courtyard(2))] * 2)
    village.told("E2", note="", pictures=[photo(courtyard(3))])
    assert Picture.objects.count() == 2


def test_other_pictures_are_other_pictures_and_flat_ones_have_no_look():
    """The planted fault of the brief's control: a look that sees everything alike would be caught."""
    squares = [photo_square(seed) for seed in range(40)]
    for i, one in enumerate(squares):
        for other in squares[i + 1 :]:
            assert not pictures.same(pictures.looks(one), pictures.looks(other)[0])
    assert pictures.looks([[7] * 9] * 9) == []


def photo_square(seed: int) -> list[list[int]]:
    small = courtyard(seed).convert("L").resize((9, 9), Image.Resampling.BOX).tobytes()
    return [list(small[i * 9 : i * 9 + 9]) for i in range(9)]


def test_the_nightly_sweep_leaves_the_pictures_of_claims(village: Points):
    picture = photo(courtyard(1))
    village.told(note="", pictures=[picture])
    stray = photo(courtyard(2))
    for one in (picture, stray):  # as if they had come long ago
        for small in (False, True):
            os.utime(photos.path(one.kept.name, thumb=small), (0, 0))
    sweep.sweep_photos(now=clock.now())
    assert photos.path(picture.kept.name).exists()
    assert not photos.path(stray.kept.name).exists()
