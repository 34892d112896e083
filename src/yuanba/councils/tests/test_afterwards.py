"""After the decision: what became of it for everybody who was there and who spoke, how they find it, and the
matter it came from hears of it."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.models import Record
from yuanba.councils import acts, links
from yuanba.councils.models import Meeting
from yuanba.councils.rules.kinds import BallotKind, Mark3
from yuanba.councils.tests.village import Village, no
from yuanba.duties.rules import Lane
from yuanba.people.door import Guest

pytestmark = pytest.mark.django_db
DAY = THURSDAY.date()


def held(village: Village, **said) -> Meeting:
    """A courtyard decides about its wood, twelve were there."""
    question = village.proposed("courtyard", title="院坝的柴火堆哪里", **said)
    meeting = village.called(question, days=0, rule="T1")
    lines = [acts.Line(f"户{n}") for n in range(1, 13)]
    acts.enter(**village.go(meeting_id=meeting.pk, lines=lines))
    meeting = village.begun(meeting)
    village.come(meeting, 12)
    go = village.go(meeting_id=meeting.pk)
    with no("no_entry"):
        acts.suggest(**go, who="户3", text="搭个棚", n=99)
    told = acts.suggest(**go, who="户3", text="搭个棚", n=3)
    acts.weigh(**village.go(suggestion_id=told.pk, adopted=True, why="和搬柴火一起办"))
    ballot = village.voting(meeting, BallotKind.HANDS, choices=["后墙根", "河边"])
    village.stopped(ballot)
    village.counted(ballot, {1: 11, 2: 1})
    village.settled(ballot)
    return village.ended(meeting)


def done(village: Village, meeting: Meeting) -> None:
    question = meeting.procedure
    assert question is not None
    task = acts.give_task(
        **village.go(procedure_id=question.pk, text="搭棚搬柴", owner="院坝长", due=DAY)
    )
    acts.finish_task(**village.go(task_id=task.pk, result="棚搭好了，柴搬完了。"))
    said = {"text": "柴火都进棚了，院坝空出来了。", "where": "院坝口", "since": DAY, "days": 1}
    acts.post(**village.go(procedure_id=question.pk, n=3, **said))


def test_whoever_spoke_reads_what_became_of_it_and_says_how_he_finds_it(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    village = Village(world, households=0)
    meeting = held(village)
    lines = village.lines(meeting)
    slip = links.token(lines[2].pk)
    here = reverse("councils:after", args=[slip])
    vote = client.get(reverse("councils:vote", args=[slip])).content.decode()
    assert here in vote
    early = client.get(here).content.decode()
    assert "和搬柴火一起办" in early
    assert "您评一评" not in early
    with no("early"):
        acts.appraise(
            actor=Guest(holds=lines[2].pk), entry_id=lines[2].pk, mark=Mark3.GOOD, now=THURSDAY
        )
    other = client.get(reverse("councils:after", args=[links.token(lines[0].pk)]))
    assert "您说的" not in other.content.decode()

    done(village, meeting)
    page = client.get(here).content.decode()
    assert "棚搭好了" in page
    assert "您评一评" in page
    assert client.post(here, {"mark": "bad"}).status_code == 422  # why?
    assert client.post(here, {"mark": "bad", "words": "棚太小"}).status_code == 302
    assert "您家评过了" in client.get(here).content.decode()
    with no("twice"):
        acts.appraise(
            actor=Guest(holds=lines[2].pk), entry_id=lines[2].pk, mark=Mark3.GOOD, now=THURSDAY
        )
    with pytest.raises(Denied):
        acts.appraise(
            actor=Guest(holds=lines[2].pk), entry_id=lines[3].pk, mark=Mark3.GOOD, now=THURSDAY
        )
    client.force_login(world.worker)  # the counter's twin, for who has no telephone
    window = reverse("councils:appraise_for", args=[meeting.procedure_id])
    assert client.post(window, {"n": "99", "mark": "good"}).status_code == 422
    assert "您家评过了" in client.post(window, {"n": "3", "mark": "good"}).content.decode()
    assert client.post(window, {"n": "2", "mark": "fair"}).status_code == 302
    client.logout()
    public = reverse("councils:question", args=[meeting.procedure_id])
    few = client.get(public).content.decode()
    assert "2 户评了，满十户再公布" in few
    assert "采纳" in few
    assert "户3" not in few
    for entry in lines[3:12]:
        said = {"mark": "good"}
        api = f"/api/councils/votes/{links.token(entry.pk)}/appraise"
        assert client.post(api, said, content_type="application/json").status_code == 200
    shown = client.get(public).content.decode()
    assert "满意" in shown
    assert "棚太小" not in shown  # words are for the desk
    client.force_login(world.worker)
    desk = client.get(reverse("councils:procedure", args=[meeting.procedure_id]))
    assert "棚太小" in desk.content.decode()


def test_the_matter_it_came_from_hears_the_outcome(world: World):
    village = Village(world, households=0)
    matter = world.sorted(Lane.COMMUNAL, world.clutter, world.committee, text="院坝里乱堆柴火。")
    done(village, held(village, number=matter.number))
    note = Record.objects.filter(act="matters.note", subject_id=matter.pk).get()
    assert "柴火都进棚了" in note.facts["text"]
    assert note.facts["inside"] is False
