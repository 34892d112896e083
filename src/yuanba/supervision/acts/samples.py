"""抽查、核对凭证: drawn by lot, judged, and the village says what it has to say."""

import secrets
from datetime import date, datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.supervision import queries, rules
from yuanba.supervision.acts.common import person, take, village
from yuanba.supervision.models import Pick, Sample
from yuanba.supervision.rules import Kind, Verdict


@act
def draw(
    *, actor: Actor, place_id: int, kind: Kind, since: date, until: date, many: int, now: datetime
) -> Sample:
    """抽查: a period of one kind is drawn once; salt, seed and list stay for everybody to draw again."""
    place = village(actor, place_id, "supervision.draw")
    if Sample.objects.filter(place=place, kind=kind, since=since, until=until).exists():
        say = _("这段日子已经抽过了，不能再抽，换一段。")
        raise Refused("drawn_already", say, field="since")
    frame = queries.frame(place, Kind(kind), since, until)
    today = clock.day_of(now)
    size = rules.draw(since=since, until=until, many=many, frame=len(frame), today=today)
    salt = secrets.token_hex(16)
    seed = rules.seed(place_id=place.pk, kind=kind, since=since, until=until, salt=salt, ids=frame)
    found = Sample.objects.create(
        place=place, kind=kind, since=since, until=until, salt=salt, seed=seed,
        frame=[str(one) for one in sorted(frame)], at=now, by=person(actor, "supervision.draw"),
    )  # fmt: skip
    titles = dict(frame)
    Pick.objects.bulk_create(
        Pick(sample=found, n=n, subject_id=pk, title=titles[pk][:120])
        for n, pk in enumerate(rules.order(seed, frame)[:size], 1)
    )
    facts = {"kind": Kind(kind).value, "since": str(since), "until": str(until)}
    facts |= {"salt": salt, "seed": seed, "of": str(len(frame)), "many": str(size)}
    records.write("supervision.draw", found, actor=actor, at=now, **facts)
    return found


@act
def judge(*, actor: Actor, pick_id: int, verdict: Verdict, words: str, now: datetime) -> Pick:
    """核对: as it stands in the books, or a doubt and which. A later look replaces an earlier one until
    the village has answered; the records keep each."""
    found = take(actor, Pick, pick_id, "supervision.judge", place="sample__place")
    if found.answered_at is not None:
        raise Refused("answered_already", _("村里已经说明过了，要再提就写一条建议。"))
    found.words = rules.judge(verdict=Verdict(verdict), words=words)
    found.verdict, found.at, found.by = verdict, now, person(actor, "supervision.judge")
    found.save(update_fields=["verdict", "words", "at", "by"])
    facts = {"verdict": Verdict(verdict).value, "words": found.words}
    records.write("supervision.judge", found, actor=actor, at=now, **facts)
    return found


@act
def explain(*, actor: Actor, pick_id: int, answer: str, now: datetime) -> Pick:
    """说明: what the village says of a doubt."""
    found = take(actor, Pick, pick_id, "supervision.explain", place="sample__place")
    answered = found.answered_at is not None
    found.answer = rules.explain(verdict=Verdict(found.verdict), answered=answered, words=answer)
    found.answered_at, found.answered_by = now, person(actor, "supervision.explain")
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    records.write("supervision.explain", found, actor=actor, at=now, answer=found.answer)
    return found
