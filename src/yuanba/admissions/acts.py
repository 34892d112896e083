"""What can be done: hand down what stands on the list, ask for the rest, decide, do it or send it back."""

from collections.abc import Collection
from datetime import datetime

from django.utils import translation

from yuanba.admissions import queries, rules
from yuanba.admissions.models import Rule, Share, Task
from yuanba.admissions.rules import Part, State
from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.lists import queries as lists
from yuanba.lists.models import Line
from yuanba.lists.rules import Kind
from yuanba.people.models import Person, Unit
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind
from yuanba.places.rules import sourced


@act
def hand(
    *, actor: Actor, unit_id: int, line_id: int | None, work: rules.Work,
    place_ids: Collection[int], now: datetime,
) -> Task:  # fmt: skip
    """派任务: at once only what stands on the list of assisting, under a line that names this unit.
    Anything else stops here with its clause."""
    unit, villages = _asker(actor, unit_id, "admissions.hand", place_ids)
    county, today = _county(unit), clock.day_of(now)
    line = lists.line(county, line_id, today, Kind.ASSIST) if line_id else None
    near = [] if line else queries.forbidden(county, today, f"{work.title} {work.what}")
    rules.inside(
        on_list=line is not None,
        leads=line is not None and lists.leads(line, unit),
        lead=line.lead if line else "",
        forbidden=near[0].cited if near else "",
        has_list=Kind.ASSIST in {e.kind for e in lists.editions(county, today)},
    )
    said = rules.work(work, places=len(villages), today=today)
    task = _make(actor, unit, said, now, state=State.GIVEN, line=line)
    _share_out(task, villages)
    _keep("admissions.hand", task, actor, now, line=line.cited if line else "")
    return task


@act
def ask(
    *, actor: Actor, unit_id: int, work: rules.Work, place_ids: Collection[int], why: str,
    now: datetime, line_id: int | None = None,
) -> Task:  # fmt: skip
    """申请准入: what stands on no list waits until it is decided; after its day it has not gone through."""
    unit, villages = _asker(actor, unit_id, "admissions.ask", place_ids)
    county, today = _county(unit), clock.day_of(now)
    on_list = bool(line_id) and lists.line(county, line_id or 0, today, Kind.ASSIST) is not None
    said = rules.work(work, places=len(villages), today=today)
    reason = rules.ask(on_list=on_list, why=why)
    rule = queries.rule(county)
    day = places.calendar().after(today, rule.days)
    task = _make(actor, unit, said, now, state=State.ASKED, why=reason, decide_by=day)
    _share_out(task, villages)
    facts = {"why": reason, "decide_by": day.isoformat(), "level": rule.level}
    _keep("admissions.ask", task, actor, now, **facts)
    return task


@act
def ask_more(*, actor: Actor, task_id: int, said: str, now: datetime) -> Task:
    """退回补充理由: the county says what the reason lacks; unanswered by the day it lapses as any other."""
    task = _task(actor, task_id, "admissions.ask_more")
    task.said = rules.ask_more(state=State(task.state), said=said)
    task.state = State.MORE
    task.save(update_fields=["state", "said"])
    _keep("admissions.ask_more", task, actor, now, said=task.said)
    return task


@act
def explain(*, actor: Actor, task_id: int, why: str, now: datetime) -> Task:
    """补充理由: the unit writes its reason anew; the county has its days again."""
    task = _task(actor, task_id, "admissions.explain")
    task.why = rules.explain(state=State(task.state), before=task.why, why=why)
    days = queries.rule(task.county_id).days
    task.decide_by = places.calendar().after(clock.day_of(now), days)
    task.state, task.said = State.ASKED, ""
    task.save(update_fields=["state", "why", "said", "decide_by"])
    facts = {"why": task.why, "decide_by": task.decide_by.isoformat()}
    _keep("admissions.explain", task, actor, now, **facts)
    return task


@act
def withdraw(*, actor: Actor, task_id: int, reason: str, now: datetime) -> Task:
    """撤回申请."""
    task = _task(actor, task_id, "admissions.withdraw")
    rules.still_open(State(task.state))
    task.said = rules.words(reason, field="reason")
    return _decide("admissions.withdraw", task, actor, now, State.WITHDRAWN)


@act
def send_up(*, actor: Actor, task_id: int, said: str, now: datetime) -> Task:
    """报市里: the county thinks it right; the city has the word, and as many days again."""
    task = _task(actor, task_id, "admissions.send_up")
    rule = queries.rule(task.county_id)
    task.said = rules.send_up(state=State(task.state), level=rule.level, said=said)
    task.decide_by = places.calendar().after(clock.day_of(now), rule.days)
    task.state = State.UP
    task.save(update_fields=["said", "decide_by", "state"])
    _keep("admissions.send_up", task, actor, now, said=task.said)
    return task


@act
def admit(*, actor: Actor, task_id: int, said: str, now: datetime, paper: str = "") -> Task:
    """准入: decided at the level that the county's rule names; now it is a task of its villages."""
    task = _task(actor, task_id, "admissions.admit")
    rule = queries.rule(task.county_id)
    state = State(task.state)
    task.paper, task.said = rules.admit(state=state, level=rule.level, paper=paper, said=said)
    return _decide("admissions.admit", task, actor, now, State.GIVEN)


@act
def refuse(
    *, actor: Actor, task_id: int, said: str, now: datetime, line_id: int | None = None
) -> Task:
    """不准入: with the line of the negative list it falls under, or because no list holds it."""
    task = _task(actor, task_id, "admissions.refuse")
    rules.still_open(State(task.state))
    task.said = rules.words(said)
    task.cited, task.clause = _cite(task.county_id, line_id, now)
    return _decide("admissions.refuse", task, actor, now, State.REFUSED)


@act
def lapse(*, actor: Actor, task_id: int, now: datetime) -> Task:
    """到期没定: silence is no yes. By the clock."""
    task = Task.objects.select_for_update().get(pk=task_id)
    permits.require(actor, "admissions.lapse", reach=task.reach)
    assert task.decide_by is not None  # the database keeps an open one from having none
    day = clock.day_of(now)
    if not rules.lapsed(state=State(task.state), decide_by=task.decide_by, today=day):
        raise Refused("not_due", _("还没有到期。"))
    task.state, task.decided_at = State.LAPSED, now
    task.save(update_fields=["state", "decided_at"])
    _keep("admissions.lapse", task, actor, now, decide_by=task.decide_by.isoformat())
    return task


@act
def finish(*, actor: Actor, share_id: int, minutes: int, said: str, now: datetime) -> Share:
    """做完了: what was done and how long it took the village in all."""
    share = _share(actor, share_id, "admissions.finish")
    share.words = rules.finish(part=Part(share.state), minutes=minutes, said=said)
    share.minutes, share.state, share.ended_at = minutes, Part.DONE, now
    share.save(update_fields=["words", "minutes", "state", "ended_at"])
    facts = {"minutes": minutes, "said": share.words}
    records.write("admissions.finish", share, actor=actor, at=now, **facts)
    return share


@act
def send_back(
    *, actor: Actor, share_id: int, said: str, now: datetime, line_id: int | None = None
) -> Share:
    """退回: the village cites the line it falls under, or what was said when it was handed down."""
    share = _share(actor, share_id, "admissions.send_back")
    rules.open_part(Part(share.state))
    share.words = rules.words(said)
    if line_id:
        share.cited, share.clause = _cite(share.task.county_id, line_id, now)
    else:
        share.clause = _more_than(share.task)
    share.state, share.ended_at = Part.BACK, now
    share.save(update_fields=["words", "cited", "clause", "state", "ended_at"])
    facts = {"clause": share.clause, "said": share.words}
    records.write("admissions.send_back", share, actor=actor, at=now, **facts)
    return share


@act
def set_rule(
    *, actor: Actor, county_id: int, level: rules.Level, days: int, source: str, now: datetime
) -> Rule:
    """定准入的规定: who decides, within how many working days, by which paper; for what is asked from now on."""
    permits.require(actor, "admissions.set_rule", reach={county_id})
    if not Place.objects.filter(pk=county_id, kind=PlaceKind.COUNTY).exists():
        raise Denied("admissions.set_rule")
    paper, within = sourced(source), rules.set_rule(days=days)
    made = Rule.objects.create(
        county_id=county_id, level=level, days=within, source=paper, since=clock.day_of(now)
    )
    facts = {"level": level, "days": within, "source": paper}
    records.write("admissions.set_rule", made, actor=actor, at=now, **facts)
    return made


# ---- what they share


def _asker(
    actor: Actor, unit_id: int, right: str, place_ids: Collection[int]
) -> tuple[Unit, list[Place]]:
    """The unit that asks, and the villages of its county; a township or the county stands for all of its
    own. Raises Denied."""
    permits.require(actor, right, reach={unit_id})
    unit = Unit.objects.select_related("place").get(pk=unit_id)
    return unit, queries.within(unit.place.county_id, place_ids)


def _county(unit: Unit) -> int:
    assert unit.place.county_id is not None  # every unit sits in a county
    return unit.place.county_id


def _make(actor: Actor, unit: Unit, said: rules.Work, now: datetime, **more: object) -> Task:
    assert isinstance(actor, Person)  # no guest holds a role that may
    return Task.objects.create(
        county_id=_county(unit), unit=unit, title=said.title, what=said.what, basis=said.basis,
        minutes=said.minutes, times=said.times, fen=said.fen, due=said.due, asked_at=now,
        asked_by=actor, **more,
    )  # fmt: skip


def _share_out(task: Task, villages: Collection[Place]) -> None:
    Share.objects.bulk_create(Share(task=task, place=village) for village in villages)


def _task(actor: Actor, task_id: int, right: str) -> Task:
    found = Task.objects.select_for_update().filter(pk=task_id).first()
    if found is None:
        raise Denied(right)
    permits.require(actor, right, reach=found.reach)
    return found


def _share(actor: Actor, share_id: int, right: str) -> Share:
    """A village's part of a task that was given. Raises Denied alike for none and not yours."""
    rows = Share.objects.select_for_update(of=("self",)).select_related("task", "place")
    found = rows.filter(pk=share_id, task__state=State.GIVEN).first()
    if found is None:
        raise Denied(right)
    permits.require(actor, right, reach=found.reach)
    return found


def _cite(county_id: int, line_id: int | None, now: datetime) -> tuple[Line | None, str]:
    """The line of the negative list as it stands today; without one, the list that does not hold it.
    A clause is kept in Chinese, as the list is written, whoever presses the button."""
    today = clock.day_of(now)
    if line_id:
        line = lists.line(county_id, line_id, today, Kind.NEGATIVE)
        if line is None:
            raise Refused("line", _("请从负面清单里选一条。"), field="line")
        with translation.override("zh-hans"):
            return line, line.cited
    edition = lists.editions(county_id, today).filter(kind=Kind.ASSIST).first()
    if edition is None:
        return None, "没有一份核对过的清单上有这件事"
    return None, f"协助清单第 {edition.n} 版（依据：{edition.source}）上没有这件事"


def _more_than(task: Task) -> str:
    each = f"{task.each:g} 小时" if task.whole_hours else f"{task.minutes} 分钟"
    return f"派的时候说每次 {each}、共 {task.times} 次，现在超出了"


def _decide(what: str, task: Task, actor: Actor, now: datetime, state: State) -> Task:
    assert isinstance(actor, Person)
    task.state, task.decided_at, task.decided_by = state, now, actor
    task.save(
        update_fields=["state", "decided_at", "decided_by", "said", "paper", "cited", "clause"]
    )
    facts = {"said": task.said, "paper": task.paper, "clause": task.clause}
    _keep(what, task, actor, now, **facts)
    return task


def _keep(what: str, task: Task, actor: Actor, now: datetime, **facts: object) -> None:
    about: dict[str, object] = {"title": task.title, "unit_name": task.unit.name}
    records.write(what, task, actor=actor, at=now, **about | facts)
