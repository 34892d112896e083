"""建议、报告、巡察反馈: said in public, answered in public."""

from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.supervision import queries, rules
from yuanba.supervision.acts.common import person, take, village
from yuanba.supervision.models import Finding, Report, Suggestion


@act
def suggest(*, actor: Actor, place_id: int, words: str, due: date, now: datetime) -> Suggestion:
    """提建议."""
    place = village(actor, place_id, "supervision.suggest")
    found = Suggestion.objects.create(
        place=place,
        words=rules.said(words, field="words", ask=_("请写建议什么。")),
        due=rules.due(due, clock.day_of(now)),
        at=now,
        by=person(actor, "supervision.suggest"),
    )
    facts = {"words": found.words, "due": str(due)}
    records.write("supervision.suggest", found, actor=actor, at=now, **facts)
    return found


@act
def answer_suggestion(
    *, actor: Actor, suggestion_id: int, adopted: bool, answer: str, now: datetime
) -> Suggestion:
    """答复建议: taken up and how, or not and why."""
    found = take(actor, Suggestion, suggestion_id, "supervision.answer_suggestion")
    if found.answered_at is not None:
        raise Refused("answered_already", _("这条建议已经答复过了，请刷新再看。"))
    found.answer = rules.said(answer, field="answer", ask=_("请写怎么办，或者为什么不办。"))
    found.adopted, found.answered_at = adopted, now
    found.answered_by = person(actor, "supervision.answer_suggestion")
    found.save(update_fields=["adopted", "answer", "answered_at", "answered_by"])
    facts = {"adopted": adopted, "answer": found.answer}
    records.write("supervision.answer_suggestion", found, actor=actor, at=now, **facts)
    return found


@act
def report(
    *, actor: Actor, place_id: int, since: date, until: date, words: str, now: datetime
) -> Report:
    """监督报告: the committee's words beside figures that the house counts."""
    place = village(actor, place_id, "supervision.report")
    if not since <= until < clock.day_of(now):
        raise Refused("period_odd", _("写已经过完的一段日子。"), field="until")
    kept = rules.said(words, field="words", ask=_("请写这段日子监督了什么。"), most=3000)
    found = Report.objects.create(
        place=place, since=since, until=until, words=kept,
        figures=queries.figures(place, since, until), at=now,
        by=person(actor, "supervision.report"),
    )  # fmt: skip
    facts = {"since": str(since), "until": str(until), "words": kept, "figures": found.figures}
    records.write("supervision.report", found, actor=actor, at=now, **facts)
    return found


@act
def hand_finding(
    *, actor: Actor, place_id: int, source: str, words: str, due: date, now: datetime
) -> Finding:
    """交办巡察反馈: from above the village alone, with a day by which it is put right."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM:
        raise Denied("supervision.hand_finding")
    permits.require(actor, "supervision.hand_finding", reach=place.reach - {place.pk})
    found = Finding.objects.create(
        place=place,
        source=rules.said(source, field="source", ask=_("请写哪一轮巡察、哪份文件。"), most=120),
        words=rules.said(words, field="words", ask=_("请写发现了什么问题。")),
        due=rules.due(due, clock.day_of(now)),
        at=now,
        by=person(actor, "supervision.hand_finding"),
    )
    facts = {"source": found.source, "words": found.words, "due": str(due)}
    records.write("supervision.hand_finding", found, actor=actor, at=now, **facts)
    return found


@act
def put_right(*, actor: Actor, finding_id: int, words: str, now: datetime) -> Finding:
    """报整改."""
    found = take(actor, Finding, finding_id, "supervision.put_right")
    rules.put_right(put=found.put_at is not None)
    found.put_right = rules.said(words, field="words", ask=_("请写改了什么，凭什么看得出。"))
    found.put_at, found.put_by = now, person(actor, "supervision.put_right")
    found.save(update_fields=["put_right", "put_at", "put_by"])
    records.write("supervision.put_right", found, actor=actor, at=now, words=found.put_right)
    return found


@act
def check_finding(
    *, actor: Actor, finding_id: int, done: bool, words: str, now: datetime
) -> Finding:
    """核对整改: seen on the spot; not done goes back to the village, with what is missing."""
    found = take(actor, Finding, finding_id, "supervision.check_finding")
    rules.check_finding(put=found.put_at is not None, closed=found.closed_at is not None)
    by = person(actor, "supervision.check_finding")
    if found.put_by_id == by.pk:
        raise Refused("second_person", _("自己报的整改不能自己核对。"))
    found.check_words = rules.said(words, field="words", ask=_("请写看到了什么。"), most=300)
    if done:
        found.closed_at, found.closed_by = now, by
    else:
        found.put_at = found.put_by = None
    found.save(update_fields=["check_words", "closed_at", "closed_by", "put_at", "put_by"])
    facts = {"done": done, "words": found.check_words, "put_right": found.put_right}
    records.write("supervision.check_finding", found, actor=actor, at=now, **facts)
    return found
