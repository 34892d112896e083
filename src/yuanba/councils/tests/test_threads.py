"""One thread: a matter's topic goes through a procedure and hears the decision; common problems; meetings
that come up again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.councils import acts, links
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import BallotKind, Ending
from yuanba.councils.tests.ground import Councils
from yuanba.councils.tests.village import Village
from yuanba.duties.rules import Lane
from yuanba.lanes import acts as lanes
from yuanba.lanes.models import Topic
from yuanba.matters.models import Matter
from yuanba.problems.tests.leaks import Leaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(world: World) -> Village:
    return Village(world, households=0)


def put(world: World) -> Matter:
    """A communal matter on the list of the village council."""
    matter = world.sorted(Lane.COMMUNAL, world.clutter, world.committee, text="院坝里乱堆柴火。")
    return lanes.put_topic(
        actor=world.worker,
        matter_id=matter.pk,
        unit_id=world.council.pk,
        question="院坝的柴火堆哪里",
        meets_on=THURSDAY.date(),
        now=THURSDAY,
    )


def courtyard(village: Village, number: str, **said) -> Procedure:
    return village.proposed("courtyard", title="院坝的柴火堆哪里", number=number, **said)


def test_the_topic_of_a_matter_hears_what_the_meeting_decided(world: World, village: Village):
    matter = put(world)
    question = courtyard(village, matter.number)
    meeting = village.called(question, days=0, rule="T1")
    homes = [acts.Line(f"户{n}") for n in range(3)]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=homes))
    meeting = village.begun(meeting)
    village.come(meeting, 3)
    ballot = village.voting(meeting, BallotKind.HANDS, choices=["后墙根", "河边"])
    village.stopped(ballot)
    village.counted(ballot, {1: 3})
    village.settled(ballot)
    village.ended(meeting)
    topic = Topic.objects.get()
    assert topic.state == "agreed"
    assert topic.words == "会议表决通过：修路走哪条线：后墙根。"


def test_what_was_agreed_in_talk_and_what_was_given_up_reach_the_topic_as_well(
    world: World, village: Village
):
    matter = put(world)
    question = courtyard(village, matter.number)
    meeting = village.called(question, days=0, rule="T1")
    acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line("院坝长")]))
    meeting = village.begun(meeting)
    village.come(meeting, 1)
    village.ended(meeting, Ending.AGREED)
    assert Topic.objects.get().state == "agreed"
    second = put(world)
    question = courtyard(village, second.number)
    acts.drop(**village.go(procedure_id=question.pk, reason="院坝长已经清走了"))
    topic = Topic.objects.get(matter=second)
    assert (topic.state, topic.words) == ("withdrawn", "院坝长已经清走了")


def test_a_question_comes_from_a_matter_of_this_village_about_nobody(
    world: World, village: Village
):
    elsewhere = world.told(place_id=world.elsewhere.pk, actor=world.guest)
    with pytest.raises(Refused, match="no_matter"):
        courtyard(village, elsewhere.number)
    with pytest.raises(Refused, match="no_matter"):
        courtyard(village, "没有-1")
    assert not Procedure.objects.exists()


def test_a_common_problem_is_put_through_a_procedure_from_its_page(
    world: World, village: Village, client
):
    problem = Leaks(world).begun
    client.force_login(world.worker)
    page = client.get(reverse("problems:problem", args=[problem.pk])).content.decode()
    link = f"{reverse('councils:propose')}?problem={problem.pk}"
    assert link in page
    form = client.get(link).content.decode()
    assert f'name="problem_id" value="{problem.pk}"' in form
    said = {
        "place_id": world.village.pk,
        "flow": "fourtwo",
        "title": "水管怎么换",
        "text": "漏了三次",
    }
    made = client.post(link, said | {"problem_id": problem.pk})
    question = Procedure.objects.get()
    assert made.url == reverse("councils:procedure", args=[question.pk])
    assert question.problem_id == problem.pk
    assert problem.title in client.get(made.url).content.decode()


def test_a_posting_is_as_long_as_the_procedure_and_the_rule_ask(world: World):
    village = Village(world, households=12)
    said = {
        "code": "V1", "name": "村民会议", "body": "assembly", "unit": "households",
        "valid": "households >= 2/3", "decides": "votes > 1/2 of present", "publicity_days": 10,
        "source": "本县办法", "article": "第三条", "since": THURSDAY.date(),
    }  # fmt: skip
    acts.add_rule(actor=world.coordinator, county_id=world.county.pk, now=THURSDAY, **said)
    meeting = village.begun(village.called(days=1))
    village.come(meeting, 10)
    ballot = village.voting(meeting)
    for entry in village.lines(meeting)[:9]:
        village.phone(ballot, entry, 1)
    village.stopped(ballot)
    village.settled(ballot)
    village.ended(meeting)
    day = meeting.starts_at.date()
    posted = {"procedure_id": meeting.procedure_id, "n": 5, "text": "决议走甲线", "where": "公开栏"}
    posted |= {"since": day, "now": meeting.starts_at + timedelta(hours=3)}
    with pytest.raises(Refused, match="post_days") as no:
        acts.post(**village.go(days=9, **posted))
    assert "10" in str(no.value.message)
    assert acts.post(**village.go(days=10, **posted)).until == day + timedelta(days=9)


def test_pages_cost_a_known_number_of_statements(
    world: World, client, django_assert_max_num_queries
):
    village = Village(world, households=30)
    question = village.ready()
    meeting = village.begun(village.called(question))
    village.come(meeting, 25)
    client.force_login(world.worker)
    for name, pk, most in (
        ("procedure", question.pk, 17),
        ("roll", meeting.pk, 10),
        ("certificate", question.pk, 8),
        ("question", question.pk, 12),
        ("screen", meeting.pk, 12),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"councils:{name}", args=[pk])).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(reverse("councils:board")).status_code == 200
    with django_assert_max_num_queries(14):
        acts.arrive(**village.go(entry_id=village.lines(meeting)[27].pk))


def test_a_roll_of_fifteen_hundred_households_is_drawn_without_a_statement_for_each(
    world: World, django_assert_max_num_queries
):
    village = Village(world, households=1500)
    question = village.ready()
    with django_assert_max_num_queries(60):
        meeting = village.called(question)
    assert (meeting.roll.count(), sum(e.adults for e in village.lines(meeting))) == (1500, 3000)


def test_pages_before_and_after_a_meeting_cost_a_known_number_of_statements(
    world: World, client, django_assert_max_num_queries
):
    """However long the roll is: an election, a levy, standards, the hall, what became of it."""
    things = Councils(world)
    village = Village(world, households=40)
    levy = village.proposed("onecase", title="一组装路灯", levy_fen=500)
    lines = village.called(village.ready()).roll.order_by("n")
    slip = links.token(lines[0].pk)
    client.force_login(world.worker)
    for name, arg, most in (
        ("election", things.election.pk, 14),
        ("election_sheet", things.election.pk, 12),
        ("levy", levy.pk, 14),
        ("levy_sheet", levy.pk, 14),
        ("ceremony", things.ceremony.pk, 9),
        ("standards", world.village.pk, 5),
        ("poster", things.meeting.pk, 7),
        ("hall", links.hall(things.meeting.pk), 8),
        ("after", slip, 14),
        ("person", links.person(things.appraisal.pk), 7),
        ("place", world.village.pk, 7),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"councils:{name}", args=[arg])).status_code == 200
