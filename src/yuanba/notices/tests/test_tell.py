"""Who is told what, by which way, once."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import jobs, records
from yuanba.base.models import Job, Record
from yuanba.matters import acts, follow, rules
from yuanba.matters.models import Matter, Speaking
from yuanba.matters.rules import Spoken
from yuanba.notices import gateways
from yuanba.notices import jobs as notices
from yuanba.notices.models import Message
from yuanba.notices.rules import Channel, Kind, State, channel_for
from yuanba.people.door import Guest

PHONE = {"contact_phone": "13800000126", "contact_name": "罗大娘"}


def run_jobs(now: Any = THURSDAY) -> None:
    while jobs.run_due(now, most=50):
        pass
    assert not Job.objects.exclude(error="").exists(), Job.objects.exclude(error="").first().error


@pytest.fixture
def outbox(settings: Any) -> None:
    settings.DEMO = True
    settings.SMS_GATEWAY = "yuanba.notices.gateways.Outbox"


@pytest.mark.parametrize(
    ("how", "phone", "account", "sms", "way"),
    [
        ("sms", "138", False, True, Channel.SMS),
        ("sms", "138", False, False, Channel.CALL),
        ("sms", "", False, True, Channel.NONE),
        ("call", "138", True, True, Channel.CALL),
        ("call", "", True, True, Channel.INBOX),
        ("paper", "", False, True, Channel.PAPER),
        ("visit", "", False, True, Channel.VISIT),
        ("", "138", False, True, Channel.NONE),
        ("", "", True, True, Channel.INBOX),
    ],
)
def test_everyone_is_told_in_the_way_he_chose(
    how: str, phone: str, account: bool, sms: bool, way: Channel
):
    assert channel_for(how=how, phone=phone, account=account, sms=sms) is way


def test_a_report_is_answered_by_one_text_message_with_number_code_and_link(
    world: World, outbox: None
):
    matter = world.told(contact_how="sms", **PHONE)
    run_jobs()
    message = Message.objects.get(matter=matter)
    assert (message.kind, message.state, message.to_phone) == ("received", "sent", "13800000126")
    assert matter.number in message.text
    assert follow.code(matter.pk) in message.text
    assert f"/f/{follow.token(matter.pk)}" in message.text
    assert "9月28日前" in message.text  # two working days; the festival is not one of them
    assert "罗大娘" not in message.text
    assert "路灯" not in message.text


def test_a_job_that_runs_twice_makes_one_message(world: World, outbox: None):
    matter = world.told(contact_how="sms", **PHONE)
    record = str(records.about(matter)[0].pk)
    notices.tell(now=THURSDAY, record=record)
    notices.tell(now=THURSDAY, record=record)
    message = Message.objects.get(matter=matter)
    assert (message.tries, message.state) == (1, State.SENT)


def test_the_whole_way_is_told_step_by_step(world: World, outbox: None):
    matter = world.closed(contact_how="sms", **PHONE)
    run_jobs(THURSDAY + timedelta(days=3))
    told = Message.objects.filter(matter=matter).order_by("record_id")
    assert [m.kind for m in told] == ["received", "triaged", "assigned", "replied", "closed"]
    assert all(m.state == State.SENT for m in told)
    by_kind = {m.kind: m.text for m in told}
    assert "云岭县城市管理局" in by_kind["triaged"]
    assert "李工" in by_kind["assigned"]
    assert by_kind["replied"].endswith(f"/f/{follow.token(matter.pk)}/evaluate")
    assert "路灯修好了，请您看看。" in by_kind["replied"]


def test_a_refusal_says_why_and_which_door_is_right(world: World, outbox: None):
    matter = world.told(contact_how="sms", **PHONE)
    acts.refuse(
        actor=world.worker,
        matter_id=matter.pk,
        kind="emergency",
        reason="正在发生的险情。",
        now=THURSDAY,
    )
    run_jobs()
    text = Message.objects.get(matter=matter, kind=Kind.REFUSED).text
    assert "正在发生的险情" in text
    assert "119" in text


def test_an_extension_is_told_with_its_reason_and_the_new_day(world: World, outbox: None):
    matter = world.assigned(contact_how="sms", **PHONE)
    acts.ask_extension(
        actor=world.handler, matter_id=matter.pk, days=5, reason="等灯杆到货。", now=THURSDAY
    )
    matter = acts.grant_extension(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    run_jobs()
    text = Message.objects.get(matter=matter, kind=Kind.EXTENDED).text
    assert "等灯杆到货" in text
    assert "10月5日前" in text


def test_of_a_restricted_matter_not_a_word_of_the_answer_leaves_the_house(
    world: World, outbox: None
):
    matter = world.told(contact_how="sms", **PHONE)
    matter = acts.triage(
        actor=world.worker,
        matter_id=matter.pk,
        lane="personal",
        category_id=world.family.pk,
        unit_id=world.self_help.pk,
        reason="家里的事。",
        now=THURSDAY,
    )
    record = Record(act="matters.reply", facts={"text": "秘密"}, at=THURSDAY, subject_id=matter.pk)
    from yuanba.notices import sentences

    assert "秘密" not in sentences.sentence(record, matter, "zh-hans")[1]


@pytest.mark.parametrize(
    ("how", "channel", "state"),
    [("call", "call", "waiting"), ("paper", "paper", "waiting"), ("", "none", "untold")],
)
def test_who_has_no_telephone_message_is_on_the_desks_list(
    world: World, outbox: None, how: str, channel: str, state: str
):
    matter = world.told(contact_how=how, **PHONE)
    run_jobs()
    message = Message.objects.get(matter=matter)
    assert (message.channel, message.state) == (channel, state)


def test_without_a_gateway_a_text_message_becomes_a_call(world: World):
    matter = world.told(contact_how="sms", **PHONE)
    run_jobs()
    message = Message.objects.get(matter=matter)
    assert (message.channel, message.state) == (Channel.CALL, State.WAITING)


class Away:
    """A gateway that is down."""

    def send(self, *, phone: str, text: str, ref: str = "") -> None:
        raise OSError("away")


class Seen:
    sent: list[tuple[str, str]] = []

    def send(self, *, phone: str, text: str, ref: str = "") -> None:
        self.sent.append((phone, ref))


def test_a_gateway_that_is_away_is_tried_again_under_the_same_id(world: World, settings: Any):
    settings.SMS_GATEWAY = f"{__name__}.Away"
    matter = world.told(contact_how="sms", **PHONE)
    jobs.run_due(THURSDAY, most=50)
    message = Message.objects.get(matter=matter)
    assert (message.state, message.tries) == (State.FAILED, 1)
    settings.SMS_GATEWAY = f"{__name__}.Seen"
    Seen.sent.clear()
    jobs.run_due(THURSDAY + timedelta(hours=1), most=50)
    message.refresh_from_db()
    assert (message.state, message.tries) == (State.SENT, 2)
    assert Seen.sent == [("13800000126", str(message.pk))]


def test_seven_silent_days_after_an_answer_the_desk_is_asked_to_call(world: World, outbox: None):
    matter = world.replied(contact_how="sms", **PHONE)
    run_jobs(THURSDAY + timedelta(days=1))
    assert not Message.objects.filter(kind=Kind.SILENCE).exists()
    run_jobs(THURSDAY + timedelta(days=8, minutes=1))
    message = Message.objects.get(kind=Kind.SILENCE)
    assert (message.matter_id, message.channel, message.state) == (matter.pk, "call", "waiting")


def test_who_has_answered_is_not_called(world: World, outbox: None):
    matter = world.replied(contact_how="sms", **PHONE)
    run_jobs(THURSDAY + timedelta(days=1))
    acts.evaluate(
        actor=Guest(holds=matter.pk),
        matter_id=matter.pk,
        solved=True,
        now=THURSDAY + timedelta(days=2),
    )
    run_jobs(THURSDAY + timedelta(days=9))
    assert not Message.objects.filter(kind=Kind.SILENCE).exists()


def test_an_imported_matter_is_told_by_the_office_it_came_from(world: World, outbox: None):
    matter = world.told(contact_how="sms", **PHONE)
    Matter.objects.filter(pk=matter.pk).update(channel="import")
    run_jobs()
    assert not Message.objects.exists()


def test_a_sign_in_code_is_in_the_demos_outbox_and_nowhere_else(db: None, settings: Any):
    settings.DEMO = True
    gateways.Outbox().send(phone="13800000126", text="验证码123456。")
    assert Message.objects.get().kind == Kind.CODE
    settings.DEMO = False
    with pytest.raises(OSError, match="no gateway"):
        gateways.Outbox().send(phone="13800000126", text="验证码123456。")


def test_nobody_is_rung_up_five_times_about_one_matter(world: World, outbox: None):
    matter = world.replied(contact_how="call", **PHONE)
    run_jobs(THURSDAY + timedelta(days=1))
    told = Message.objects.filter(matter=matter).order_by("record_id")
    assert [(m.kind, m.state) for m in told] == [
        ("received", "replaced"),
        ("triaged", "replaced"),
        ("assigned", "replaced"),
        ("replied", "waiting"),
    ]


def test_a_job_that_comes_late_does_not_replace_what_is_newer(world: World, outbox: None):
    matter = world.sorted(contact_how="call", **PHONE)
    first, second = (str(r.pk) for r in records.about(matter))
    notices.tell(now=THURSDAY, record=second)
    notices.tell(now=THURSDAY, record=first)
    states = dict(Message.objects.values_list("kind", "state"))
    assert states == {"received": "replaced", "triaged": "waiting"}


def test_who_told_it_on_the_english_page_is_told_everything_in_english(world: World, outbox: None):
    spoken = Spoken(language="en")
    world.closed(contact_how="sms", spoken=spoken, **PHONE)
    run_jobs(THURSDAY + timedelta(days=3))
    said = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert len(said) == 5
    assert "By 29 September" in said[0]
    chinese = re.compile(r"[\u4e00-\u9fff]")
    ours = [m.replace("石桥-2026-0001", "") for m in said]
    for typed in ("云岭县城市管理局", "李工", "路灯修好了，请您看看。"):  # names and words as typed
        ours = [m.replace(typed, "") for m in ours]
    assert not [m for m in ours if chinese.search(m)]


def test_the_language_chosen_for_messages_outweighs_that_of_the_page(world: World, client: Any):
    client.force_login(world.resident)
    client.post("/notices/language", {"language": "en"})
    world.told(actor=world.resident)
    run_jobs()
    assert "has arrived" in Message.objects.get().text
    client.post("/notices/language", {"language": "zh-hans"})
    world.told(actor=world.resident, spoken=Spoken(language="en"))
    run_jobs()
    assert "收到了" in Message.objects.order_by("-id")[0].text
    refused = client.post("/api/notices/language", {"language": "xx"}, "application/json")
    assert refused.status_code == 422
    assert client.post("/notices/language", {"language": "xx"}).status_code == 303
    assert "中文" in client.get("/notices").content.decode()


def test_a_refusal_points_to_the_right_door_in_the_readers_language(world: World):
    from yuanba.notices import sentences

    matter = world.told()
    acts.refuse(
        actor=world.worker,
        matter_id=matter.pk,
        kind=rules.Refusal.OUTSIDE,
        reason="不归这里办。",
        now=THURSDAY,
    )
    matter.refresh_from_db()
    record = records.about(matter)[-1]
    english = sentences.sentence(record, matter, "en")[1]
    assert str(rules.POINTERS[rules.Refusal.OUTSIDE]) not in english
    assert (
        str(rules.POINTERS[rules.Refusal.OUTSIDE])
        in sentences.sentence(record, matter, "zh-hans")[1]
    )


def test_a_report_page_remembers_the_readers_language_and_chinese_costs_no_row(
    world: World, client: Any
):
    page = f"/c/{world.village.pk}/report"
    client.post(page, {"text": "路灯不亮"})
    assert not Speaking.objects.exists()
    client.cookies["language"] = "en"
    client.post(page, {"text": "street light out"})
    assert Speaking.objects.get().language == "en"
