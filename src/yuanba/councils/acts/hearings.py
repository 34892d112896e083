"""听意见: opened with a few statements, added to by those who live here, looked at by the secretary,
answered, and closed with a map in which no name is left."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import procedure_of
from yuanba.councils.acts.procedures import next_number
from yuanba.councils.models import Hearing, HearingKey, Stance, Statement
from yuanba.councils.rules import hearing as rules
from yuanba.councils.rules import saying
from yuanba.councils.rules.hearing import StatementState
from yuanba.people.door import Guest
from yuanba.people.models import Person

State = StatementState
SOMEBODY = Guest()  # who lives here: the record of an opinion names nobody


@act
def open_hearing(
    *,
    actor: Actor,
    procedure_id: int,
    question: str,
    statements: Sequence[str],
    closes_on: date,
    now: datetime,
) -> Hearing:
    """听意见: a question of a topic, with some statements to begin with, until a day."""
    procedure = procedure_of(actor, procedure_id, "councils.open_hearing")
    if procedure.closed:
        raise Refused("closed", _("这件事关系到个人或者一家人，不能拿出来听大家的意见。"))
    if Hearing.objects.filter(procedure=procedure, closed_at=None).exists():
        raise Refused("open", _("这个议题正在听意见，请先结束那一次。"))
    said = [" ".join(one.split())[:80] for one in statements if one.strip()]
    rules.opens(statements=said, closes_on=closes_on, today=clock.day_of(now))
    made = Hearing.objects.create(
        procedure=procedure,
        question=saying.say(question, field="question", least=4)[:80],
        closes_on=closes_on,
        opened_at=now,
    )
    HearingKey.objects.create(hearing=made, secret=secrets.token_hex(32))
    Statement.objects.bulk_create(
        Statement(hearing=made, n=n, text=text, state=State.SHOWN) for n, text in enumerate(said, 1)
    )
    facts = {"question": made.question, "statements": said, "closes_on": closes_on.isoformat()}
    records.write("councils.open_hearing", made, actor=actor, at=now, **facts)
    return made


@act
def state_view(*, actor: Actor, hearing_id: int, text: str, now: datetime) -> Statement:
    """添一句: somebody who lives here adds a statement; the secretary looks at it before it is shown. The
    record says that it was added, not by whom."""
    hearing = _hearing(actor, hearing_id, "councils.state_view")
    voice = queries.voice(hearing, _resident(actor, hearing))
    said = saying.say(text, field="text", least=4)[:80]
    rows = hearing.statements.all()
    rules.one_more(
        own=rows.filter(voice=voice).count(),
        every=rows.exclude(state=State.REFUSED).count(),
        known=rows.filter(text=said).exists(),
    )
    made = Statement.objects.create(
        hearing=hearing, n=next_number(rows), text=said, voice=voice, state=State.WAITING
    )
    records.write("councils.state_view", made, actor=SOMEBODY, at=now)
    return made


@act
def moderate(
    *, actor: Actor, statement_id: int, shown: bool, now: datetime, why: str = ""
) -> Statement:
    """看一句: shown to everybody or not, with why. Only what insults, names a person or is beside the
    question is left out; the page says so."""
    found = Statement.objects.select_for_update().filter(pk=statement_id).first()
    if found is None:
        raise Denied("councils.moderate")
    _hearing(actor, found.hearing_id, "councils.moderate")
    found.why = rules.moderated(State(found.state), shown=shown, why=why)
    found.state = State.SHOWN if shown else State.REFUSED
    found.save(update_fields=["state", "why"])
    facts = {"n": found.n, "shown": shown, "why": found.why}
    records.write("councils.moderate", found, actor=actor, at=now, **facts)
    return found


@act
def take_stance(
    *, actor: Actor, statement_id: int, answer: int, now: datetime, key: str = ""
) -> Hearing:
    """答一句: agree, disagree or pass; the last answer counts. Neither record nor key holds what was said, nor
    the record who said it."""
    found = Statement.objects.filter(pk=statement_id, state=State.SHOWN).first()
    if found is None:
        raise Denied("councils.take_stance")
    hearing = _hearing(actor, found.hearing_id, "councils.take_stance")
    voice = queries.voice(hearing, _resident(actor, hearing))
    said = int(rules.answered(answer))
    Stance.objects.update_or_create(statement=found, voice=voice, defaults={"answer": said})
    records.write("councils.take_stance", hearing, actor=SOMEBODY, at=now)
    return hearing


@act
def close_hearing(*, actor: Actor, hearing_id: int, now: datetime) -> Hearing:
    """结束听意见: the map is drawn and kept; in the same transaction every answer is gone, who wrote which
    statement is forgotten, and the key with which it could be found out is no more."""
    hearing = _hearing(actor, hearing_id, "councils.close_hearing")
    numbers = [str(s.n) for s in hearing.statements.filter(state=State.SHOWN).order_by("n")]
    hearing.result = rules.drawn(queries.stances(hearing), numbers)
    hearing.closed_at = now
    hearing.save(update_fields=["result", "closed_at"])
    Stance.objects.filter(statement__hearing=hearing).delete()
    hearing.statements.update(voice="")
    HearingKey.objects.filter(hearing=hearing).delete()
    facts = {"people": hearing.result["people"], "sizes": hearing.result["sizes"]}
    records.write("councils.close_hearing", hearing, actor=actor, at=now, **facts)
    return hearing


def _hearing(actor: Actor, hearing_id: int, act_: str) -> Hearing:
    """The locked hearing, if it is open and this actor may do this there."""
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("procedure__place")
    found = rows.filter(pk=hearing_id).first()
    if found is None:
        raise Denied(act_)
    permits.require(actor, act_, reach=found.reach)
    rules.open_now(found.closed_at is not None)
    return found


def _resident(actor: Actor, hearing: Hearing) -> Person:
    if not isinstance(actor, Person):
        raise Refused("sign_in", _("请先登录再答。不方便登录，打社区电话，或者在会上当面说。"))
    rules.lives_here(queries.lives_at(actor, hearing.procedure.place))
    return actor
