"""Telling people, after the fact: one message per record, sent outside the transaction.

A job may run twice (a killed worker's lease runs out): the message is one row per record, and it
is sent again under the same id. At least once, and the receiver can tell.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from yuanba.base import jobs
from yuanba.base.language import LANGUAGES
from yuanba.base.models import Record
from yuanba.matters import rules as matters
from yuanba.matters import sight
from yuanba.matters.models import LEFT_OUT, Contact, Matter, Speaking
from yuanba.matters.rules import Channel as Source
from yuanba.matters.rules import Who
from yuanba.notices import gateways, rules, sentences, sentences_waits
from yuanba.notices.models import Message, Visit
from yuanba.notices.rules import Channel, Kind, State, VisitState

# Before the numbers of a village's own old register: what still stands open in it, it answers itself.
OWN = "own-"


def tell(*, now: datetime, record: str) -> None:
    """Tell the person what this record means for him. Raises OSError when the gateway is away."""
    about = Record.objects.get(pk=int(record))
    matter = _matter(about.subject_id)
    elsewhere = matter.channel == Source.IMPORT and not matter.outside_number.startswith(OWN)
    if elsewhere or _asks_nobody(matter):
        return  # the person told another office; that office answers
    if sentences_waits.silent(about.act, about.facts) or not sentences.worth_telling(about):
        return
    kind, text = sentences.sentence(about, matter, language_of(matter))
    message = _made(matter, about.pk, kind, text, now)
    if message.channel == Channel.SMS and message.state in {State.WAITING, State.FAILED}:
        deliver(message, now)


def watch_silence(*, now: datetime, record: str) -> None:
    """Seven days after an answer, somebody looks whether the person has said anything."""
    about = Record.objects.get(pk=int(record))
    if not sentences.worth_telling(about) or about.facts.get("refused"):
        return
    jobs.plan(
        call_the_silent,
        key=f"silence:{about.subject_id}",
        run_at=about.at + matters.SILENCE,
        matter=str(about.subject_id),
        record=record,
    )


def call_the_silent(*, now: datetime, matter: str, record: str) -> None:
    """答复七天没有回音: put a call on the desk's list (trust.md T3: silence is not consent)."""
    about, silent = Record.objects.get(pk=int(record)), _matter(int(matter))
    if silent.state != matters.State.REPLIED or silent.replied_at != about.at:
        return  # judged, reopened or answered anew
    if _asks_nobody(silent) or silent.restricted or left_out(silent):
        return  # hidden, private and abusive ones are not asked (a call could betray the first)
    contact = _contact(silent)
    channel = Channel.VISIT if not contact.phone else Channel.CALL
    _keep(silent, about.pk, Kind.SILENCE, sentences.ask_by_phone(silent), channel, now)


def left_out(matter: Matter) -> bool:
    """Not counted, on a published ground, and told so: nobody is asked how satisfied he is."""
    return matter.exclusions.filter(LEFT_OUT).exists()


def deliver(message: Message, now: datetime) -> None:
    """Hand a text message to the gateway, then note it. Raises OSError after noting a failure."""
    row = Message.objects.filter(pk=message.pk)
    try:
        gateways.current().send(phone=message.to_phone, text=message.text, ref=str(message.pk))
    except OSError:
        row.filter(sent_at=None).update(state=State.FAILED, tries=F("tries") + 1)
        _go_there(message, now)
        raise
    row.filter(sent_at=None).update(state=State.SENT, sent_at=now, tries=F("tries") + 1)
    Visit.objects.filter(message=message, state=VisitState.WAITING).update(
        state=VisitState.REPLACED
    )


def _go_there(message: Message, now: datetime) -> None:
    """A text message that keeps failing: somebody goes there. It is still tried."""
    kind, channel = Kind(message.kind), Channel(message.channel)
    with transaction.atomic():
        failed = Message.objects.select_for_update().get(pk=message.pk)
        if failed.matter and rules.needs_visit(kind=kind, channel=channel, failed=failed.tries):
            _plan_visit(failed, failed.matter, now)


def _plan_visit(message: Message, matter: Matter, now: datetime) -> None:
    """上门任务: one open at a time for a matter; the newest answer takes the place of the older."""
    older = Visit.objects.filter(matter=matter, state=VisitState.WAITING)
    older.exclude(message=message).update(state=VisitState.REPLACED)
    Visit.objects.get_or_create(
        message=message,
        defaults={
            "matter": matter,
            "county_id": matter.county_id,
            "township_id": matter.township_id,
            "village_id": matter.village_id,
            "grid_id": matter.grid_id,
            "state": VisitState.WAITING,
            "made_at": now,
        },
    )


def _matter(matter_id: int) -> Matter:
    wanted = ("contact", "unit", "reporter__preference", "speaking")
    return Matter.objects.select_related(*wanted).get(pk=matter_id)


def _spoken(matter: Matter) -> Speaking | None:
    return getattr(matter, "speaking", None)


def _asks_nobody(matter: Matter) -> bool:
    """The anonymous look for themselves; a body is asked by a call back of somebody else."""
    spoken = _spoken(matter)
    return spoken is not None and spoken.who in {Who.ANONYMOUS, Who.BODY}


def language_of(matter: Matter) -> str:
    """The language the person wants: chosen for his messages, else that of the page on which it was
    told, else Chinese."""
    wish = getattr(matter.reporter, "preference", None) if matter.reporter else None
    spoken = _spoken(matter)
    said = wish.language if wish else spoken.language if spoken else ""
    return said if said in LANGUAGES else settings.LANGUAGE_CODE


def _contact(matter: Matter) -> Contact:
    """How to reach the person; empty where nothing is kept (an import may have none). Where the
    person wished it so, the one who spoke for him."""
    spoken = _spoken(matter)
    if spoken is not None and spoken.to_speaker:
        return Contact(name=spoken.speaker, phone=spoken.speaker_phone, how="sms")
    return getattr(matter, "contact", None) or Contact(matter=matter)


def _made(matter: Matter, record_id: int, kind: Kind, text: str, now: datetime) -> Message:
    contact = _contact(matter)
    channel = rules.channel_for(
        how=contact.how,
        phone=contact.phone,
        account=matter.reporter_id is not None,
        sms=gateways.reaches_phones(),
        name=contact.name,
    )
    if contact.phone in sight.named_phones(matter):
        channel = Channel.NONE  # the number of those it is about: not a word goes there
    return _keep(matter, record_id, kind, text, channel, now)


def _keep(
    matter: Matter, record_id: int, kind: Kind, text: str, channel: Channel, now: datetime
) -> Message:
    """The message of this record, made unless it is there."""
    state = rules.first_state(channel)
    contact = _contact(matter)
    with transaction.atomic():
        message, new = Message.objects.get_or_create(
            record_id=record_id,
            kind=kind,
            defaults={
                "matter": matter,
                "county_id": matter.county_id,
                "township_id": matter.township_id,
                "village_id": matter.village_id,
                "channel": channel,
                "to_name": contact.name,
                "to_phone": contact.phone,
                "text": text[:600],
                "state": state,
                "made_at": now,
                "sent_at": now if state is State.SENT else None,
            },
        )
        if new and channel not in rules.BY_MACHINE:
            _only_the_newest(matter)
        if new and rules.needs_visit(kind=kind, channel=channel):
            _plan_visit(message, matter, now)
    return message


def _only_the_newest(matter: Matter) -> None:
    """What still waits to be said by somebody about this matter is said by the newest message."""
    waiting = Message.objects.filter(matter=matter, state__in=sorted(rules.OPEN))
    waiting = waiting.exclude(channel__in=sorted(rules.BY_MACHINE)).order_by("-record_id")
    older = [message.pk for message in waiting[1:]]
    Message.objects.filter(pk__in=older).update(state=State.REPLACED)
