"""The sealed ballot on a meeting's pages (trust.md 6, X-VOTE): key, envelopes, box, opening, receipt; and
what is planted against it."""

import json
from base64 import b64encode
from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.models import Key, Record
from yuanba.councils import acts, links
from yuanba.councils.acts import ballots as chapter
from yuanba.councils.models import Ballot, Box, Entry, Envelope, Mark, Objection, Slip
from yuanba.councils.queries import boxes
from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.electing import Change
from yuanba.councils.rules.kinds import BallotKind, How
from yuanba.councils.tests.village import Village, no

pytestmark = pytest.mark.django_db
Hall = tuple[Village, Ballot, tuple[str, ...], list[Entry]]


@pytest.fixture
def hall(world: World) -> Hall:
    """Fourteen homes, thirteen here, a sealed ballot open."""
    village = Village(world, households=14)
    meeting = village.begun(village.hung(village.called()))
    village.come(meeting, 13)
    ballot, codes = village.sealed(meeting)
    return village, ballot, codes, village.lines(meeting)


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.json", content)


def test_cast_closed_opened_published_and_opened_again(hall: Hall, client):
    village, ballot, codes, lines = hall
    for n, entry in enumerate(lines[:11]):
        village.phone(ballot, entry, 1 if n < 7 else 2)
    village.phone(ballot, lines[0], 3)  # thought better of it: the last one counts
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[lines[1].n, lines[11].n]))
    with no("voted_at_table"):
        village.phone(ballot, lines[1], 1)
    assert (Envelope.objects.count(), Slip.objects.count()) == (10, 0)
    ballot = village.stopped(ballot)
    assert Envelope.objects.count() == 0
    assert (ballot.bases["voting"], ballot.phone) == (12, {})
    village.both_count(ballot, {1: 2})
    content = village.opened(ballot, codes)
    with no("not_opened"):
        village.settled(ballot)
    village.handed_in(ballot, content)
    with no("one_teller"):
        village.settled(ballot)
    with no("counted"):
        village.handed_in(ballot, content)
    village.handed_in(ballot, content, village.world.supervisor)
    ballot = village.settled(ballot)
    assert ballot.result["votes"] == {"1": 7, "2": 4, "3": 1}
    assert ballot.passed  # seven of thirteen
    assert ballot.result["channels"] == {}  # two on paper are not shown apart
    again = client.get(reverse("councils:result_file", args=[ballot.pk]))
    assert again.content == content
    box = client.get(reverse("councils:box_file", args=[ballot.pk])).content
    assert sealed.digest(box) == ballot.result["box"]
    table = boxes.table_file(ballot)
    assert tool.canonical(asdict(tool.open_box(box, codes[1:], table=table))) == content
    with pytest.raises(tool.Fault, match="10"):
        tool.open_box(box, codes)  # without the paper the two would be seen


def test_after_the_stop_nothing_ties_a_name_to_an_envelope(hall: Hall):
    village, ballot, _codes, lines = hall
    for n, entry in enumerate(lines[:12]):
        village.phone(ballot, entry, 1 + n % 3)
    kept = {bytes(e.sealed) for e in Envelope.objects.all()}
    assert {len(one) for one in kept} == {144}
    village.stopped(ballot)
    said = json.loads(Box.objects.get().content)
    assert said["envelopes"] == [b64encode(one).decode() for one in sorted(kept)]
    assert not [entry for entry in lines if entry.name in json.dumps(said, ensure_ascii=False)]
    assert not Mark.objects.exclude(choice=None).exists()
    assert not Key.objects.filter(subject_kind="councils.mark").exists()
    for record in Record.objects.filter(act="councils.cast"):
        assert set(record.facts) == {"n"}


def test_a_sealed_ballot_waits_for_a_roll_that_hung_out_and_was_objected_to(
    world: World, client, monkeypatch: pytest.MonkeyPatch
):
    village = Village(world, households=3)
    meeting = village.called()
    ballot = village.drafted(meeting, BallotKind.SEALED)
    village.keyed(ballot)
    client.force_login(world.worker)
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    page = client.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()
    assert "名册最晚 2026年9月26日贴出来" in page  # the meeting is on 4 October
    go = village.go(meeting_id=meeting.pk)
    with no("roll_days"):  # seven days are one too few
        acts.post_roll(
            **go | {"now": THURSDAY + timedelta(days=3)}, on=date(2026, 9, 27), where="墙"
        )
    here = reverse("councils:election", args=[meeting.pk])
    page = client.get(here).content.decode()
    assert "公布名册" in page
    assert "候选人" not in page
    hung = {"on": "2026-09-24", "where": "公开栏"}
    assert client.post(f"{here}roll", hung).status_code == 302
    said = {"who": "罗大娘", "text": "户3去年就迁走了", "on": "2026-09-24"}
    assert client.post(f"{here}object", said).status_code == 302
    with no("not_election"):
        acts.nominate(**go, name="周文", named_by="五户")
    with no("undecided"):
        village.begun(meeting)
    out = {"upheld": True, "change": Change.STRIKE, "n": 3, "why": "户口已经迁出"}
    acts.decide_objection(**village.go(objection_id=Objection.objects.get().pk, **out))
    assert "户3" not in client.get(f"{here}sheet").content.decode()
    meeting = village.begun(meeting)
    village.come(meeting, 2)
    assert acts.open_ballot(**village.go(ballot_id=ballot.pk)).state == "open"
    assert [(c["what"], c["ok"]) for c in meeting.checks if c["what"] in {"roll", "objections"}] == [
        ("roll", True), ("objections", True),
    ]  # fmt: skip

    # the roll of another meeting does not hang: neither drafted before nor in the hall can it be opened
    other = village.called(village.proposed("courtyard", title="空地怎么用才好"))
    early = village.drafted(other, BallotKind.SEALED)
    village.keyed(early)
    other = village.begun(other)
    village.come(other, 3)
    with no("not_posted"):
        acts.open_ballot(**village.go(ballot_id=early.pk))
    with no("not_posted"):
        village.drafted(other, BallotKind.SEALED)


def test_the_key_is_asked_for_and_looked_at_before_anybody_votes(world: World):
    village = Village(world, households=12)
    meeting = village.begun(village.hung(village.called()))
    village.come(meeting, 10)
    ballot = village.drafted(meeting, BallotKind.SEALED)
    with no("no_key"):
        acts.open_ballot(**village.go(ballot_id=ballot.pk))

    def keep(content: bytes, *keepers: str) -> Ballot:
        said = {"content": content, "keepers": keepers}
        return acts.keep_key(**village.go(ballot_id=ballot.pk, **said))

    other, _codes = tool.make_key("77", custodians=3, needed=2)
    mine, _codes = tool.make_key(str(ballot.pk), custodians=3, needed=2)
    alone = asdict(mine) | {"locks": [{"custodians": [1], "locked": "AA=="}]}
    for content, keepers, code in (
        (b"{", ("甲", "乙", "丙"), "no_key_file"),
        (b'{"format": "yuanba-key-1", "ballot": 1, "public": "AA==", "locks": 3}', (), "no_key_file"),
        (tool.canonical(asdict(other)), ("甲", "乙", "丙"), "other_key"),
        (tool.canonical(alone), ("甲",), "one_keeper"),
        (tool.canonical(asdict(mine)), ("甲", "乙"), "keepers"),
        (tool.canonical(asdict(mine)), ("甲", "乙", "乙"), "keepers"),
    ):  # fmt: skip
        with no(code):
            keep(content, *keepers)
    keep(tool.canonical(asdict(mine)), "甲", "乙", "丙")
    bean = village.drafted(meeting)
    with no("not_sealed"):
        acts.keep_key(**village.go(ballot_id=bean.pk, content=b"", keepers=()))
    acts.open_ballot(**village.go(ballot_id=ballot.pk))
    with no("ballot_state"):
        keep(tool.canonical(asdict(mine)), "甲", "乙", "丙")


def test_a_result_that_is_not_of_this_box_is_refused(hall: Hall):
    village, ballot, codes, lines = hall
    for entry in lines[:11]:
        village.phone(ballot, entry, 1)
    ballot = village.stopped(ballot)
    good = json.loads(village.opened(ballot, codes))
    for change, code in (
        ({"format": "x"}, "no_result_file"),
        ({"votes": []}, "no_result_file"),
        ({"box": "0" * 64}, "other_box"),
        ({"trackers": [*good["trackers"][1:], "0" * 20]}, "other_box"),
        ({"unreadable": good["trackers"][:1]}, "unreadable"),
        ({"votes": {"甲线": 12, "乙线": 0, "丙线": 0}}, "result_sum"),
        ({"votes": {"甲线": 6, "乙线": 6, "丙线": 0}}, "result_sum"),
        ({"votes": {"甲线": 1, "乙线": -1, "丙线": 0}}, "result_sum"),
        ({"envelopes": 12}, "result_sum"),
    ):
        with no(code):
            village.handed_in(ballot, tool.canonical(good | change))
    # two who do not hand in the same block the result until both hand in again
    lie = good | {"votes": {"甲线": 10, "乙线": 1, "丙线": 0}}
    village.handed_in(ballot, tool.canonical(good))
    village.handed_in(ballot, tool.canonical(lie), village.world.supervisor)
    with no("mismatch"):
        village.settled(ballot)
    village.both_hand_in(ballot, tool.canonical(good))
    assert village.settled(ballot).result["votes"] == {"1": 11, "2": 0, "3": 0}


def test_paper_alone_needs_no_opening(hall: Hall):
    village, ballot, _codes, lines = hall
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[e.n for e in lines[:13]]))
    ballot = village.stopped(ballot)
    village.both_count(ballot, {1: 8, 2: 4}, spoiled=1)
    ballot = village.settled(ballot)
    assert (ballot.result["votes"], ballot.result["spoiled"]) == ({"1": 8, "2": 4, "3": 0}, 1)
    assert ballot.result["channels"] == {"table": 13}


def test_paper_is_counted_before_the_box_is_opened(hall: Hall):
    village, ballot, codes, lines = hall
    for entry in lines[:10]:
        village.phone(ballot, entry, 2)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[lines[10].n, lines[11].n]))
    ballot = village.stopped(ballot)
    village.counted(ballot, {2: 2})
    with no("one_teller"):
        village.handed_in(ballot, b"")
    village.counted(ballot, {2: 2}, by=village.world.supervisor)
    content = village.opened(ballot, codes)
    with no("without_table"):
        village.handed_in(ballot, tool.canonical(json.loads(content) | {"papers": 0}))
    village.both_hand_in(ballot, content)
    assert village.settled(ballot).result["votes"] == {"1": 0, "2": 12, "3": 0}


def test_the_box_that_travels_is_a_channel_of_the_same_roll(hall: Hall):
    village, ballot, _codes, lines = hall
    away = lines[13]
    with no("absent"):
        village.phone(ballot, away, 1)
    with no("second"):
        acts.arrive(**village.go(entry_id=away.pk, how=How.BOX))
    acts.arrive(**village.go(entry_id=away.pk, how=How.BOX, second="组长周文"))
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[away.n]))
    with no("given"):
        acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[away.n]))
    assert ballot.marks.get().channel == "box"


# ── planted ──


def test_an_envelope_put_in_for_somebody_who_did_not_vote_stops_the_closing(hall: Hall):
    village, ballot, _codes, lines = hall
    village.phone(ballot, lines[0], 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[lines[1].n]))
    Mark.objects.filter(entry=lines[1]).update(channel="phone")  # a mark without an envelope
    with pytest.raises(Envelope.DoesNotExist):
        village.stopped(ballot)
    ballot.refresh_from_db()
    assert (ballot.state, Envelope.objects.count()) == ("open", 1)


def test_a_box_changed_after_closing_is_not_the_one_that_was_posted(hall: Hall):
    village, ballot, codes, lines = hall
    for entry in lines[:10]:
        village.phone(ballot, entry, 1)
    ballot = village.stopped(ballot)
    key = sealed.kept_key(ballot.key)
    kept = Box.objects.get()
    said = json.loads(kept.content)
    stuffed = [*said["envelopes"], b64encode(sealed.seal(key, ["乙线"], said["choices"])).decode()]
    kept.content = tool.canonical(said | {"envelopes": sorted(stuffed), "marks": 11}).decode()
    kept.save()
    with pytest.raises(tool.Fault, match="posted"):
        village.opened(ballot, codes)


def test_a_power_cut_while_the_box_is_closed_loses_nothing(hall: Hall, monkeypatch):
    village, ballot, _codes, lines = hall
    for entry in lines[:5]:
        village.phone(ballot, entry, 1)

    def cut(*_args, **_said):
        raise OSError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(chapter.Box.objects, "create", cut)
        with pytest.raises(OSError, match="power"):
            village.stopped(ballot)
    ballot.refresh_from_db()
    assert (ballot.state, Envelope.objects.count()) == ("open", 5)
    assert village.stopped(ballot).result["envelopes"] == 5


# ── pages ──


def test_a_phone_votes_gets_a_receipt_votes_again_and_finds_it_on_the_list(
    hall: Hall, client, django_assert_max_num_queries
):
    village, ballot, _codes, lines = hall
    here = reverse("councils:vote", args=[links.token(lines[0].pk)])
    assert "封进信封" in client.get(here).content.decode()
    assert client.post(here, {"choice": "1"}).status_code == 302
    first = client.get(here).content.decode()
    code = boxes.fours(tool.tracker(bytes(Envelope.objects.get().sealed)))
    assert code in first
    assert "您在重新投" in client.get(f"{here}?again={ballot.n}").content.decode()
    assert client.post(f"{here}?again={ballot.n}", {"choice": "2"}).status_code == 302
    code = boxes.fours(tool.tracker(bytes(Envelope.objects.get().sealed)))
    with django_assert_max_num_queries(14):
        second = client.get(here).content.decode()
    assert code in second
    assert code not in first
    said = client.post(
        f"/api/councils/votes/{links.token(lines[1].pk)}/{ballot.pk}",
        {"choice": [1]},
        "application/json",
    ).json()
    sealed_one = Envelope.objects.get(mark__entry=lines[1]).sealed
    assert said["tracker"] == tool.tracker(bytes(sealed_one))
    for entry in lines[2:11]:
        village.phone(ballot, entry, 1)
    before = client.get(reverse("councils:box", args=[ballot.pk])).content.decode()
    assert code not in before
    assert client.get(reverse("councils:box_file", args=[ballot.pk])).status_code == 404
    village.stopped(ballot)
    over = client.get(here).content.decode()
    assert code not in over  # nobody knows any more which one is his
    assert "您是手机投的" in over
    with django_assert_max_num_queries(12):
        posted = client.get(reverse("councils:box", args=[ballot.pk])).content.decode()
    assert code in posted
    assert ballot.result.get("box", "") in posted
    assert client.get(reverse("councils:result_file", args=[ballot.pk])).status_code == 404
    assert client.get(reverse("councils:tool")).content.startswith(b'r"""The stand-alone tool')


def test_the_desk_keeps_the_key_closes_the_box_and_takes_the_result(
    world: World, client, django_assert_max_num_queries
):
    village = Village(world, households=12)
    meeting = village.begun(village.hung(village.called()))
    village.come(meeting, 12)
    client.force_login(world.worker)
    made = {"kind": "sealed", "title": "修路走哪条线", "choices": "甲线\n乙线", "seats": 1}
    assert client.post(reverse("councils:draft", args=[meeting.pk]), made).status_code == 302
    ballot = Ballot.objects.get()
    desk = reverse("councils:ballot", args=[ballot.pk])
    assert f"key {ballot.pk} key.json" in client.get(desk).content.decode()
    refused = client.post(reverse("councils:ballot_open", args=[ballot.pk]), follow=True)
    assert "还没有钥匙" in refused.content.decode()
    key, codes = tool.make_key(str(ballot.pk), custodians=3, needed=2)
    here = reverse("councils:ballot_key", args=[ballot.pk])
    wrong = client.post(here, {"file": file(b"x"), "keepers": "甲\n乙\n丙"})
    assert (wrong.status_code, "这不是钥匙文件" in wrong.content.decode()) == (422, True)
    assert "丙</textarea>" in wrong.content.decode()
    right = {"file": file(tool.canonical(asdict(key))), "keepers": "甲\n乙\n丙"}
    assert client.post(here, right).status_code == 302
    client.post(reverse("councils:ballot_open", args=[ballot.pk]))
    for entry in village.lines(meeting)[:11]:
        village.phone(ballot, entry, 1)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[12]))
    client.post(reverse("councils:ballot_stop", args=[ballot.pk]))
    assert client.get(reverse("councils:table_file", args=[ballot.pk])).status_code == 404
    village.both_count(ballot, {1: 1})
    with django_assert_max_num_queries(32):
        page = client.get(desk).content.decode()
    ballot.refresh_from_db()
    assert f"--digest {ballot.result['box']} --table" in page
    assert client.get(reverse("councils:table_file", args=[ballot.pk])).status_code == 200
    screen = client.get(reverse("councils:screen", args=[meeting.pk])).content.decode()
    assert ballot.result["box"] in screen
    content = village.opened(ballot, codes)
    here = reverse("councils:ballot_box", args=[ballot.pk])
    wrong = client.post(here, {"file": file(b"{}")})
    assert (wrong.status_code, "这不是开箱结果文件" in wrong.content.decode()) == (422, True)
    assert client.post(here, {"file": file(content)}).status_code == 302
    village.handed_in(ballot, content, world.supervisor)
    client.post(reverse("councils:ballot_settle", args=[ballot.pk]))
    village.ended(meeting)
    certificate = reverse("councils:certificate", args=[meeting.procedure_id])
    assert ballot.result["box"] in client.get(certificate).content.decode()
    question = client.get(reverse("councils:question", args=[meeting.procedure_id]))
    assert reverse("councils:box", args=[ballot.pk]) in question.content.decode()
    posted = client.get(reverse("councils:box", args=[ballot.pk])).content.decode()
    assert "开出来的结果" in posted
