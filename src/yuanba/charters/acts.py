"""起草、通过、备案、退回、停用、放录音."""

from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.charters import rules
from yuanba.charters.models import Charter, Recording, Version
from yuanba.charters.rules import Kind, State
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.matters.acts.voice import Sound
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM


@act
def write(
    *, actor: Actor, place_id: int, kind: Kind, title: str, text: str, short: str, now: datetime
) -> Version:
    """起草: the next version of a text of this title; a draft that is there is written anew."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM:
        raise Denied("charters.write")
    permits.require(actor, "charters.write", reach=place.reach)
    name = rules.said(title, field="title", ask=_("请写名称，比如：石桥村村规民约。"), most=60)
    words = rules.said(text, field="text", ask=_("请写正文。"), most=rules.TEXT)
    rhyme = rules.short(short)
    assert isinstance(actor, Person)  # no guest holds a post that may
    charter, _new = Charter.objects.get_or_create(
        place=place, title=name, defaults={"kind": Kind(kind)}
    )
    found = charter.versions.select_for_update().filter(state=State.DRAFT).first()
    if found is None:
        n = charter.versions.count() + 1
        found = Version(charter=charter, n=n, state=State.DRAFT, at=now, by=actor)
    found.text, found.short, found.at, found.by = words, rhyme, now, actor
    found.save()
    doubted = [one.passage for one in rules.doubts(words)]
    facts = {"title": name, "n": found.n, "text": words, "short": rhyme, "doubted": doubted}
    records.write("charters.write", found, actor=actor, at=now, **facts)
    return found


@act
def adopt(
    *, actor: Actor, version_id: int, procedure_id: int | None, since: date, now: datetime
) -> Version:
    """通过: by a procedure of the village that ended with yes; its certificate stands beside the text."""
    found = _take(actor, version_id, "charters.adopt")
    place = found.charter.place_id
    procedure = Procedure.objects.filter(pk=procedure_id or 0, place=place, closed=False).first()
    passed = procedure is not None and procedure.state == ProcedureState.DONE
    ended = procedure.ended_at if procedure and procedure.ended_at else now
    passed_on = clock.day_of(ended)
    found.state = rules.adopt(
        state=State(found.state), passed=passed, since=since, passed_on=passed_on
    )
    found.procedure, found.adopted_on, found.since = procedure, passed_on, since
    found.save(update_fields=["state", "procedure", "adopted_on", "since"])
    facts = {"procedure": str(procedure_id), "on": str(passed_on), "since": str(since)}
    records.write("charters.adopt", found, actor=actor, at=now, **facts)
    return found


@act
def file(*, actor: Actor, version_id: int, number: str, now: datetime) -> Version:
    """备案: noted by the township; the version before it ends."""
    found = _take(actor, version_id, "charters.file")
    found.state = rules.step(State(found.state), "file")
    found.number = rules.said(number, field="number", ask=_("请写备案编号。"), most=60)
    assert isinstance(actor, Person)
    found.filed_at, found.filed_by = now, actor
    before = found.charter.versions.filter(state__in=[State.FILED, State.BACK])
    for one in before.exclude(pk=found.pk):
        one.state, one.ended_on = State.ENDED, found.since
        one.save(update_fields=["state", "ended_on"])
    found.save(update_fields=["state", "number", "filed_at", "filed_by"])
    records.write("charters.file", found, actor=actor, at=now, number=found.number)
    return found


@act
def send_back(*, actor: Actor, version_id: int, clause: str, words: str, now: datetime) -> Version:
    """责令改正: which passage breaks which law; the village writes another version."""
    found = _take(actor, version_id, "charters.send_back")
    found.state, found.clause, found.back_words = rules.send_back(
        state=State(found.state), clause=clause, words=words
    )
    found.save(update_fields=["state", "clause", "back_words"])
    facts = {"clause": found.clause, "words": found.back_words}
    records.write("charters.send_back", found, actor=actor, at=now, **facts)
    return found


@act
def repeal(*, actor: Actor, version_id: int, why: str, now: datetime) -> Version:
    """停用: not in force any more, and why."""
    found = _take(actor, version_id, "charters.repeal")
    found.state = rules.step(State(found.state), "repeal")
    kept = rules.said(why, field="why", ask=_("请写为什么不用了，谁定的。"), most=300)
    found.ended_on = clock.day_of(now)
    found.save(update_fields=["state", "ended_on"])
    records.write("charters.repeal", found, actor=actor, at=now, why=kept)
    return found


@act
def record(
    *, actor: Actor, version_id: int, sound: Sound, words: str, agreed: bool, now: datetime
) -> Recording:
    """放录音: how the rhyme or the text sounds, spoken by somebody of the village; the newest one is played."""
    found = _take(actor, version_id, "charters.record")
    kept = rules.recording(state=State(found.state), words=words, agreed=agreed)
    assert isinstance(actor, Person)
    made = Recording.objects.create(
        version=found, name=sound.name, kind=sound.kind, digest=sound.digest, bytes=sound.bytes,
        seconds=sound.seconds, words=kept, at=now, by=actor,
    )  # fmt: skip
    facts = {"recording": str(made.pk), "digest": made.digest, "words": kept}
    records.write("charters.record", found, actor=actor, at=now, **facts)
    return made


@act
def take_down(*, actor: Actor, recording_id: int, now: datetime) -> Recording:
    """撤下录音: not played any more; whoever spoke may ask for it at any time."""
    rows = Recording.objects.select_for_update(of=("self",)).select_related(
        "version__charter__place"
    )
    found = rows.filter(pk=recording_id).first()
    if found is None:
        raise Denied("charters.take_down")
    permits.require(actor, "charters.take_down", reach=found.reach)
    if found.ended_at is not None:
        raise Refused("wrong_state", _("这段录音已经撤下了，请刷新再看。"))
    assert isinstance(actor, Person)
    found.ended_at, found.ended_by = now, actor
    found.save(update_fields=["ended_at", "ended_by"])
    facts = {"recording": str(found.pk)}
    records.write("charters.take_down", found.version, actor=actor, at=now, **facts)
    return found


def _take(actor: Actor, version_id: int, name: str) -> Version:
    rows = Version.objects.select_for_update(of=("self",)).select_related("charter__place")
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise Denied(name)
    permits.require(actor, name, reach=found.charter.place.reach)
    return found
