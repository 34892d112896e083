"""Service days as they are held: begun, people received, ended; who may, what is refused."""

from datetime import time, timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.duties.rules import Lane
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists
from yuanba.matters.rules import Channel, State
from yuanba.service import acts, queries
from yuanba.service.models import Opinion, Present, Reception, ServiceDay
from yuanba.service.rules import Deed, Holiday, Question, Seat, Series
from yuanba.service.tests.village import Thursdays

pytestmark = pytest.mark.django_db
LATER = THURSDAY + timedelta(minutes=20)


@pytest.fixture
def thursdays(world: World) -> Thursdays:
    return Thursdays(world)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_day_is_the_next_of_its_place_and_says_who_came(thursdays: Thursdays):
    day = thursdays.opened()
    assert (day.n, day.taskforce, day.day.weekday()) == (1, thursdays.group, 3)
    assert [m.name for m in queries.present(day)] == ["钱副县长"]
    assert records.about(day)[0].facts["members"] == ["钱副县长"]
    with refused("open_already"):
        thursdays.opened()


def test_a_day_outside_the_rhythm_says_why(thursdays: Thursdays):
    friday = THURSDAY + timedelta(days=1)
    with refused("why_today"):
        thursdays.opened(now=friday)
    assert thursdays.opened(now=friday, reason="大雨后多开一次").reason == "大雨后多开一次"


def test_what_is_told_becomes_a_matter_like_any_other(thursdays: Thursdays):
    day = thursdays.opened()
    pk = thursdays.told(day, text="村口路灯不亮。", lane=Lane.GOVERNMENT, phone="13800000999")
    matter = Matter.objects.get(pk=pk)
    assert (matter.channel, matter.state) == (Channel.SERVICE, State.REPORTED)
    assert (matter.reporter, matter.recorder) == (None, thursdays.world.worker)
    told = Reception.objects.get(matter=matter)
    assert (told.day, told.lane, told.spot) == (day, Lane.GOVERNMENT, False)
    assert [r.act for r in records.about(matter)] == ["matters.report"]


def test_dealt_with_at_once_is_answered_but_not_judged(thursdays: Thursdays):
    """Nobody judges his own work: the person is still asked (trust.md P5)."""
    world = thursdays.world
    leaf = world.category("L01", "政策咨询", Lane.GOVERNMENT, "window", 1)
    day = thursdays.opened()
    pk = thursdays.told(
        day, lane=Lane.GOVERNMENT, answer="窗口的同志当面讲清楚了。", category_id=leaf.pk
    )
    matter = Matter.objects.get(pk=pk)
    assert (matter.state, matter.unit, matter.solved) == (State.REPLIED, thursdays.window, None)
    assert matter.reply_how == "face"
    acts_left = [r.act for r in records.about(matter)]
    assert acts_left == [
        "matters.report",
        "matters.triage",
        "matters.assign",
        "matters.finish",
        "matters.reply",
    ]


def test_dealt_with_at_once_needs_a_lane_and_a_category_and_writes_nothing_half(
    thursdays: Thursdays,
):
    day = thursdays.opened()
    with refused("lane"):
        thursdays.told(day, answer="当面讲清楚了。")
    with refused("no_category"):
        thursdays.told(day, answer="当面讲清楚了。", lane=Lane.COMMUNAL)
    assert not Matter.objects.exists()
    assert not Reception.objects.exists()


def test_nothing_is_written_on_a_day_that_is_over_or_another_day(thursdays: Thursdays):
    day = thursdays.opened()
    with refused("not_today"):
        thursdays.told(day, now=THURSDAY + timedelta(days=1))
    acts.end_day(actor=thursdays.world.worker, day_id=day.pk, now=LATER, summary="来了一个人。")
    with refused("day_over"):
        thursdays.told(day)
    with refused("day_over"):
        acts.end_day(actor=thursdays.world.worker, day_id=day.pk, now=LATER)


def test_a_day_on_which_nobody_came_is_not_ended(thursdays: Thursdays):
    day = thursdays.opened(members=[])
    with refused("nobody"):
        acts.end_day(actor=thursdays.world.worker, day_id=day.pk, now=LATER)
    go = {"actor": thursdays.world.worker, "day_id": day.pk, "now": LATER}
    acts.mark_present(members=[thursdays.leader.pk, thursdays.cadre.pk], **go)
    acts.mark_present(members=[thursdays.cadre.pk], **go)  # the first was ticked by mistake
    assert [p.member for p in Present.objects.all()] == [thursdays.cadre]
    assert acts.end_day(**go).ended_at == LATER


def test_members_of_another_group_cannot_be_ticked(thursdays: Thursdays):
    world = thursdays.world
    other = acts.form_group(
        actor=world.township,
        place_id=world.elsewhere.pk,
        series=Series.SERVICE,
        name="柳湾社区工作组",
        now=THURSDAY,
    )
    stranger = acts.seat_member(
        actor=world.township, group_id=other.pk, seat=Seat.OTHER, name="外人", now=THURSDAY
    )
    assert queries.present(thursdays.opened(members=[stranger.pk])) == []


def test_what_was_done_and_heard_is_kept_without_names(thursdays: Thursdays):
    day = thursdays.opened()
    go = {"actor": thursdays.world.worker, "day_id": day.pk, "now": LATER}
    acts.note_deed(deed=Deed.VISIT, text="看了三户独居老人", **go)
    acts.note_opinion(question=Question.NEED, text="希望中午窗口有人", upward=True, **go)
    assert [r.act for r in records.about(day)] == [
        "service.open_day",
        "service.note_deed",
        "service.note_opinion",
    ]
    assert [o.text for o in queries.suggestions("county_id", day.county_id)] == ["希望中午窗口有人"]
    with refused("say"):
        acts.note_opinion(question=Question.NEED, text=" ", **go)
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "handler", "supervisor"])
def test_only_those_of_the_village_hold_its_day(thursdays: Thursdays, who: str):
    day = thursdays.opened()
    someone = getattr(thursdays.world, who)
    with pytest.raises(Denied):
        acts.receive(actor=someone, day_id=day.pk, text="村口路灯不亮。", now=LATER)
    with pytest.raises(Denied):
        acts.end_day(actor=someone, day_id=day.pk, now=LATER)
    assert Reception.objects.count() == 0


def test_a_place_of_another_village_is_refused(thursdays: Thursdays):
    day = thursdays.opened()
    with refused("elsewhere"):
        thursdays.told(day, place_id=thursdays.world.elsewhere.pk)


def test_one_group_for_one_village_and_its_members_end_with_it(thursdays: Thursdays):
    world = thursdays.world
    go = {"actor": world.township, "series": Series.SERVICE, "now": THURSDAY}
    with refused("has_group"):
        acts.form_group(place_id=world.village.pk, name="再来一个", **go)
    with refused("wrong_place"):
        acts.form_group(place_id=world.town.pk, name="镇里的组", **go)
    acts.dissolve_group(
        actor=world.township, group_id=thursdays.group.pk, reason="换届", now=THURSDAY
    )
    thursdays.leader.refresh_from_db()
    assert thursdays.leader.until is not None
    acts.form_group(place_id=world.village.pk, name="新的工作组", **go)


def test_somebody_sits_in_a_group_once_and_can_leave_it(thursdays: Thursdays):
    with refused("seated"):
        thursdays.seat(thursdays.leader.seat, "钱副县长", "副县长")
    acts.unseat_member(actor=thursdays.world.worker, member_id=thursdays.cadre.pk, now=THURSDAY)
    assert [m.name for m in queries.members(thursdays.group)] == ["钱副县长"]


def test_a_new_rhythm_ends_the_old_one_and_a_township_may_have_its_own(thursdays: Thursdays):
    world = thursdays.world
    go = {"series": Series.SERVICE, "holiday": Holiday.SKIP, "opens": time(9), "closes": time(12)}
    go |= {"source": "镇里通知", "now": THURSDAY}
    own = acts.arrange(actor=world.township, place_id=world.town.pk, weekday=1, **go)
    assert queries.schedule_for(world.village, Series.SERVICE) == own
    with pytest.raises(Denied):
        acts.arrange(actor=world.township, place_id=world.county.pk, weekday=1, **go)
    with pytest.raises(Denied):
        acts.arrange(actor=world.worker, place_id=world.town.pk, weekday=1, **go)
    again = acts.arrange(actor=world.township, place_id=world.town.pk, weekday=2, **go)
    own.refresh_from_db()
    assert (own.until is not None, again.until) == (True, None)


def test_an_exception_is_said_once_and_can_be_corrected(thursdays: Thursdays):
    world = thursdays.world
    next_week = (THURSDAY + timedelta(days=14)).date()
    go = {"actor": world.coordinator, "schedule_id": thursdays.schedule.pk, "now": THURSDAY}
    acts.change_day(day=next_week, reason="全县大会", **go)
    acts.change_day(day=next_week, moved_to=next_week + timedelta(days=1), reason="改到周五", **go)
    assert [c.reason for c in thursdays.schedule.changes.all()] == ["改到周五"]


def test_the_follow_up_list_holds_what_earlier_days_left_open(thursdays: Thursdays):
    world, day = thursdays.world, thursdays.opened()
    thursdays.told(day, text="村口路灯不亮。")
    post = world.worker.posts.select_related("place", "unit").get()
    scope = lists.scope_of(post)
    assert scope is not None
    assert queries.to_follow(scope, world.village.pk, day.day, LATER) == []
    next_week = LATER + timedelta(days=7)
    later = queries.to_follow(scope, world.village.pk, next_week.date(), next_week)
    assert [row.title for row in later] == ["村口路灯不亮。"]


def test_the_sheet_on_the_wall_names_nobody_and_leaves_out_what_is_private(thursdays: Thursdays):
    world, day = thursdays.world, thursdays.opened()
    thursdays.told(day, text="村口路灯不亮，我是刘大爷。")
    private = thursdays.told(day, text="家里的事，儿子不管我。")
    matters.triage(
        actor=world.worker,
        matter_id=private,
        lane=Lane.PERSONAL,
        category_id=world.family.pk,
        unit_id=world.unit("mediation", "石桥村调委会", world.village).pk,
        reason="家庭矛盾，调委会先上门。",
        now=LATER,
    )
    shown = queries.sheet(ServiceDay.objects.get(pk=day.pk))
    assert shown.told == 1
    assert "刘大爷" not in str(shown.rows)
