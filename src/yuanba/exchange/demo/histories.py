"""What happened to each matter, as a script: who did which act when, with which words.

A script is plain data. `road` plays it, either through the acts one by one or on a pile of matters
in memory; a test plays one script on both roads and compares the rows.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from yuanba.base.permits import Actor
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.matters.rules import Channel, Hardship, Method, Outcome, Refusal
from yuanba.people.models import Person, Unit
from yuanba.people.rules import UnitKind
from yuanba.places.rules import SHANGHAI, Calendar, due

OPENS, SHUTS = time(8, 40), time(17, 20)
FATES = {
    "plain": 70, "callback": 9, "silent": 7, "again": 6, "denied": 2, "refused": 4, "stuck": 3,
    "waiting": 2, "comes_back": 1,
}  # fmt: skip
CHANNELS = {
    Channel.PHONE: 52, Channel.WINDOW: 10, Channel.CALL: 10, Channel.VISIT: 9, Channel.PATROL: 9,
    Channel.SERVICE: 5, Channel.HOTLINE: 3, Channel.PAPER: 2,
}  # fmt: skip
URGENT = timedelta(hours=26)  # limits shorter than this run through the night
# Offices that are taken for one another: who keeps the street clean, and who keeps it whole.
PASSED_ON = {UnitKind.URBAN: UnitKind.HOUSING, UnitKind.HOUSING: UnitKind.URBAN}
ONE_BY_ONE = {"comes_back"}  # closed and reopened: the wall's row goes up and comes down


@dataclass(frozen=True, slots=True)
class Step:
    """One act: its name, who does it, when, with what."""

    act: str
    who: Actor | None  # None: whoever holds the matter's follow link
    at: datetime
    said: dict[str, Any]


@dataclass(slots=True)
class History:
    """One matter's script. `told` are the arguments of the report."""

    at: datetime
    who: Actor
    told: dict[str, Any]
    fate: str = "plain"
    steps: list[Step] = field(default_factory=list)


class Author:
    """Writes histories that could have happened between `begin` and `now`."""

    def __init__(
        self,
        rng: random.Random,
        county: County,
        categories: dict[str, Category],
        calendar: Calendar,
        now: datetime,
        guest: Actor,
    ) -> None:
        self.rng, self.county, self.categories = rng, county, categories
        self.calendar, self.now, self.guest = calendar, now, guest
        self.words, cases = read("words"), read("cases")["case"]
        self.rural = [c for c in cases if not _of_estates(c["code"])]
        self.urban = [c for c in cases if not _of_fields(c["code"])]

    def write(self, many: int, days: int) -> list[History]:
        """That many histories, the oldest first; half of them from the last thirty days."""
        moments = sorted(self._moment(days) for _n in range(many))
        return [self._one(at) for at in moments]

    def _moment(self, days: int) -> datetime:
        rng = self.rng
        back = rng.choice([rng.uniform(0, 7), rng.uniform(0, 30), rng.uniform(30, days)])
        if rng.random() < 0.25:
            back = rng.uniform(30, days)
        day = (self.now - timedelta(days=back)).astimezone(SHANGHAI)
        at = day.replace(
            hour=rng.randrange(7, 22), minute=rng.randrange(60), second=rng.randrange(60)
        )
        return min(at, self.now - timedelta(minutes=rng.randrange(3, 180)))

    # ---- one matter

    def _one(self, at: datetime) -> History:
        rng = self.rng
        village = rng.choice(self.county.villages)
        cases = self.rural if village.rural else self.urban
        case = rng.choices(cases, [c.get("weight", 1) for c in cases])[0]
        category = self.categories[case["code"]]
        history = self._told(village, case, at)
        history.fate = rng.choices(list(FATES), list(FATES.values()))[0]
        Course(self, history, village, case, category).run()
        return history

    def _told(self, village: Village, case: dict[str, Any], at: datetime) -> History:
        rng = self.rng
        grid = rng.choice(village.grids)
        below = village.spots[grid.pk]
        place = rng.choice(below) if rng.random() < 0.5 else grid
        channel = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        spot = rng.choice(case["spots"])
        text = rng.choice(case["texts"]).format(spot=spot) + rng.choice(self.words["suffixes"])
        told: dict[str, Any] = {"place_id": place.pk, "text": text, "channel": channel}
        if channel is not Channel.PHONE or rng.random() < 0.3:
            told["title"] = case["title"].format(spot=spot)
        if rng.random() < 0.88:
            told |= self._contact(channel)
        who: Actor = self.guest
        if channel is Channel.PATROL:
            who, told["for_other"] = village.gridworkers[grid.pk], True
        elif channel is not Channel.PHONE:
            who, told["for_other"] = rng.choice(village.workers), True
        elif self.county.residents and rng.random() < 0.08:
            own = rng.choice(self.county.residents)
            who = own
            told |= {"contact_name": own.name, "contact_phone": own.phone, "contact_how": "sms"}
        return History(at, who, told)

    def _contact(self, channel: Channel) -> dict[str, str]:
        rng, names = self.rng, read("county")["names"]
        how = "sms"
        if channel in {Channel.PAPER, Channel.VISIT, Channel.WINDOW}:
            how = rng.choice(["paper", "visit", "call"])
        return {
            "contact_name": rng.choice(names["family"]) + rng.choice(names["called"]),
            "contact_phone": f"1380000{rng.randrange(1000, 9000)}",
            "contact_how": how,
        }

    def at_work(self, moment: datetime) -> datetime:
        """This moment if somebody is at work then, else a while after work begins again."""
        local = moment.astimezone(SHANGHAI)
        day = self.calendar.next_worked(local.date())
        if day == local.date() and local.time() <= SHUTS:
            return max(local, datetime.combine(day, OPENS, SHANGHAI) + self.while_(0, 50))
        if day == local.date():
            day = self.calendar.next_worked(day + timedelta(days=1))
        return datetime.combine(day, OPENS, SHANGHAI) + self.while_(0, 90)

    def while_(self, least: float, most: float) -> timedelta:
        """Some minutes."""
        return timedelta(seconds=round(self.rng.uniform(least, most) * 60))


class Course:
    """The way of one matter. Steps after now are not taken: so matters stand in every state."""

    def __init__(
        self,
        author: Author,
        history: History,
        village: Village,
        case: dict[str, Any],
        category: Category,
    ) -> None:
        self.author, self.rng, self.words = author, author.rng, author.words
        self.history, self.village, self.case, self.category = history, village, case, category
        self.at = history.at
        self.worker, self.colleague = village.workers
        self.unit = self._unit(UnitKind(category.unit_kind))
        self.owner = self._owner(self.unit)
        self.reporter = history.who if not history.told.get("for_other") else None
        if not isinstance(self.reporter, Person):
            self.reporter = None
        self.quick = False
        self.due = history.at

    def run(self) -> None:
        """Walk until today or to the end."""
        for step in self._walk():
            if step.at > self.author.now:
                return
            self.history.steps.append(step)

    # ---- when, who

    def later(self, least: float, most: float, *, office: bool = True) -> datetime:
        """Go on by some minutes; to office hours unless it is urgent."""
        if self.quick:
            least, most = least / 20, most / 20
        self.at += self.author.while_(max(2, least), max(4, most))
        if office and not self.quick:
            self.at = self.author.at_work(self.at)
        return self.at

    def evening(self, least: float, most: float) -> datetime:
        """Some days on, when people are at home."""
        self.at += timedelta(days=self.rng.uniform(least, most))
        local = self.at.astimezone(SHANGHAI)
        self.at = max(self.at, local.replace(hour=self.rng.randrange(8, 21)))
        return self.at

    def _unit(self, kind: UnitKind) -> Unit:
        county, village = self.author.county, self.village
        if kind in village.units:
            return village.units[kind]
        streets = county.streets[village.town.pk]
        if kind in streets:
            return streets[kind]
        if kind is UnitKind.UTILITY:
            return county.units["utility.water" if self.category.code == "B04" else "utility.power"]
        return county.units[kind]

    def _owner(self, unit: Unit) -> Person:
        handler = self.author.county.handlers.get(unit.pk)
        if handler is not None:
            return handler
        if unit.kind == UnitKind.MEDIATION and self.village.mediator is not None:
            return self.village.mediator
        grid = next(
            g for g in self.village.grids
            if self.history.told["place_id"] in {g.pk, *(p.pk for p in self.village.spots[g.pk])}
        )  # fmt: skip
        return self.village.gridworkers[grid.pk]

    def do(self, act: str, who: Actor | None, at: datetime, **said: Any) -> Step:
        return Step(act, who, at, said)

    def pick(self, name: str) -> str:
        return str(self.rng.choice(self.words[name]))

    # ---- the way

    def _walk(self) -> Iterator[Step]:
        begin = due(self.history.at, self.category.limit, self.author.calendar)
        self.quick = begin.at - self.history.at < URGENT
        if self.history.fate == "refused":
            yield from self._refused()
            return
        yield self.do("accept", self.worker, self.later(10, 400))
        self.due = due(self.at, self.category.limit, self.author.calendar).at
        yield from self._sorted()
        yield self._assigned()
        yield from self._worked()
        if self.history.fate == "stuck":
            yield from self._stuck()
            return
        yield from self._finished(str(self.case["result"]))
        yield from self._judged()

    def _refused(self) -> Iterator[Step]:
        if self.rng.random() < 0.5:
            yield self.do("accept", self.worker, self.later(20, 300))
        kind = self.rng.choice([kind for kind in Refusal if kind is not Refusal.VOID])
        reason = self.words["refusals"][kind]
        yield self.do("refuse", self.worker, self.later(30, 600), kind=kind, reason=reason)
        if self.rng.random() < 0.15:
            yield self.do("ask_reopen", self.reporter, self.evening(0.5, 3), why=self.pick("added"))

    def _sorted(self) -> Iterator[Step]:
        first, reason = self.category, str(self.case["reason"])
        if self.rng.random() < 0.03 and first.lane == Lane.COMMUNAL:
            other = self.author.categories["L06"]
            street = self._unit(UnitKind.STREET)
            yield self._triage(other, street, Lane.GOVERNMENT, self.pick_reason())
            reason = str(self.words["retriage"])
        yield self._triage(first, self.unit, Lane(first.lane), reason)
        if self.rng.random() < 0.03 and first.lane == Lane.COMMUNAL:
            yield from self._up_and_down()
        elif self.rng.random() < 0.12 and self.unit.kind in PASSED_ON:
            yield from self._passed_on()

    def pick_reason(self) -> str:
        return str(self.author.words["hand_up"][0])

    def _triage(self, category: Category, unit: Unit, lane: Lane, reason: str) -> Step:
        ids = {"category_id": category.pk, "unit_id": unit.pk}
        at = self.later(5, 300)
        return self.do("triage", self.worker, at, lane=lane, reason=reason, **ids)

    def _up_and_down(self) -> Iterator[Step]:
        street, town = self._unit(UnitKind.STREET), self.village.town.pk
        up = {"unit_id": street.pk, "reason": self.pick("hand_up")}
        yield self.do("hand_up", self.worker, self.later(60, 900), **up)
        if self.rng.random() < 0.5 and self.category.unit_kind in self.village.units:
            down = {"unit_id": self.unit.pk, "reason": self.pick("hand_down")}
            who = self.author.county.coordinators[town]
            yield self.do("hand_down", who, self.later(200, 2000), **down)
        else:
            self.unit, self.owner = street, self._owner(street)

    def _passed_on(self) -> Iterator[Step]:
        self.unit = self._unit(PASSED_ON[UnitKind(self.unit.kind)])
        said = {"unit_id": self.unit.pk, "reason": self.pick("transfers")}
        yield self.do("transfer", self.worker, self.later(60, 600), **said)
        self.owner = self._owner(self.unit)

    def _assigned(self) -> Step:
        lane = self.category.lane
        method = Method.DUTY if lane == Lane.GOVERNMENT else Method.TALK
        if lane == Lane.PERSONAL:
            method = Method.GUIDE
        elif self.quick:
            method = Method.ONSPOT
        elif self.rng.random() < 0.2:
            method = Method.ONSITE
        supervisor = self.village.supervisor
        assert supervisor is not None
        ids = {"owner_id": self.owner.pk, "supervisor_id": supervisor.pk}
        at = self.later(3, 300)
        return self.do("assign", self.worker, at, method=method, **ids)

    def _worked(self) -> Iterator[Step]:
        rng, left = self.rng, max((self.due - self.at).total_seconds() / 60, 30)
        own = list(self.case["notes"]) or [self.pick("notes")]
        for text in own[: rng.choice([1, 1, 2])]:
            yield self.do("note", self.owner, self.later(left * 0.05, left * 0.25), text=text)
        if rng.random() < 0.06:
            inside = {"text": self.pick("inside"), "inside": True}
            yield self.do("note", self.owner, self.later(5, 60), **inside)
        if rng.random() < 0.06:
            yield self.do(
                "add", self.reporter, self.later(10, 300, office=False), text=self.pick("added")
            )
        if not self.quick and rng.random() < 0.08:
            yield from self._extended()

    def _extended(self) -> Iterator[Step]:
        rng = self.rng
        days, reason = rng.choice([3, 5, 7, 10, 15]), self.pick("extensions")
        yield self.do("ask_extension", self.owner, self.later(30, 900), days=days, reason=reason)
        if rng.random() < 0.7:
            yield self.do("grant_extension", self.worker, self.later(30, 900))
            self.due += timedelta(days=days)
        else:
            said = {"reason": self.pick("denials")}
            yield self.do("deny_extension", self.worker, self.later(30, 900), **said)

    def _stuck(self) -> Iterator[Step]:
        for _n in range(self.rng.randrange(1, 4)):
            at = self.later(3000, 12000)
            yield self.do("note", self.owner, at, text=self.pick("notes"))

    def _finished(self, result: str) -> Iterator[Step]:
        rng = self.rng
        late = rng.random() < 0.09
        left = (self.due - self.at).total_seconds() / 60
        share = rng.uniform(1.05, 1.7) if late else rng.uniform(0.2, 0.9)
        at = self.later(max(left * share, 10), max(left * share * 1.02, 20))
        if not late and at > self.due > self.at - timedelta(days=9):
            before = self.history.steps[-1].at
            at = self.at = max(before + timedelta(minutes=3), self.due - timedelta(minutes=20))
        if self.category.lane == Lane.PERSONAL or rng.random() < 0.02:
            yield self._hardship(at)
            at = self.later(3, 30)
        said: dict[str, Any] = {"outcome": Outcome.SOLVED, "result": result}
        if self.category.lane == Lane.PERSONAL:
            said["guidance"] = self.case["guidance"]
        reply = str(self.case["reply"])
        if self.history.fate == "waiting":
            review = (self.at + timedelta(days=rng.randrange(40, 150))).date()
            said |= {"outcome": Outcome.WAITING, "result": self.words["waiting"]}
            said["review_on"] = review
            reply = str(self.words["waiting_reply"])
        elif self.category.branch == "L" or self.category.code == "F05":
            said["outcome"] = Outcome.ANSWERED
        elif (dice := rng.random()) < 0.03:
            said |= {"outcome": Outcome.EXPLAINED, "result": self.pick("explain")}
            reply = self.pick("explain")
        elif dice < 0.05:
            said |= {"outcome": Outcome.REFERRED, "result": self.words["refer"]}
            said["referred_to"] = self.pick("referred_to")
            reply = str(self.words["refer"])
        yield self.do("finish", self.owner, at, **said)
        how = self.history.told.get("contact_how") or "visit"
        yield self.do("reply", self.owner, self.later(10, 500), text=reply, how=how)

    def _hardship(self, at: datetime) -> Step:
        aid = self.rng.random() < 0.12
        said = {"hardship": Hardship.AID if aid else Hardship.NONE}
        text = self.pick("aid" if aid else "no_aid")
        return self.do("check_hardship", self.worker, at, text=text, **said)

    # ---- what the person says

    def _judged(self) -> Iterator[Step]:
        fate = self.history.fate
        if fate == "silent":
            yield from self._silent()
            return
        if fate in {"again", "denied"}:
            yield self._says(solved=False)
            if fate == "denied":
                why = {"reason": self.pick("deny_reopen")}
                yield self.do("deny_reopen", self.colleague, self.later(60, 900), **why)
                yield self._closed("silent")
                return
            yield from self._once_more()
        elif fate == "callback":
            yield self.do(
                "call_back", self.colleague, self.author.at_work(self.evening(3, 6)),
                solved=True, satisfied=self.rng.random() < 0.9,
            )  # fmt: skip
        else:
            yield self._says(solved=True)
        if fate == "waiting":
            return
        yield self._closed("evidence")
        if fate == "comes_back":
            why = {"why": self.pick("unsolved")}
            yield self.do("ask_reopen", self.reporter, self.evening(2, 20), **why)
            yield self.do("grant_reopen", self.worker, self.later(60, 900))
            yield self._assigned()
            yield from self._once_more(granted=True)
            yield self._closed("evidence")

    def _says(self, *, solved: bool) -> Step:
        said: dict[str, Any] = {"solved": solved}
        if not solved:
            said |= {"satisfied": False, "why": self.pick("unsolved")}
        elif self.rng.random() < 0.8:
            said["satisfied"] = self.rng.random() < 0.93
        return self.do("evaluate", self.reporter, self.evening(0.1, 4), **said)

    def _once_more(self, *, granted: bool = False) -> Iterator[Step]:
        if not granted:
            yield self.do("grant_reopen", self.worker, self.later(60, 900))
            yield self._assigned()
        yield self.do("note", self.owner, self.later(100, 1500), text=self.pick("notes"))
        done = {"outcome": Outcome.SOLVED, "result": self.pick("again")}
        if self.category.lane == Lane.PERSONAL:
            done["guidance"] = self.case["guidance"]
        yield self.do("finish", self.owner, self.later(300, 3000), **done)
        how = self.history.told.get("contact_how") or "visit"
        text = {"text": str(self.case["reply"]), "how": how}
        yield self.do("reply", self.owner, self.later(10, 200), **text)
        yield self._says(solved=True)

    def _silent(self) -> Iterator[Step]:
        answered = self.at
        for days in (3, 8):
            self.at = answered + timedelta(days=days)
            yield self.do("attempt", self.colleague, self.later(5, 60), text=self.pick("attempts"))
        self.at = max(self.at, answered + timedelta(days=7, minutes=5))
        yield self._closed("silent")

    def _closed(self, words: str) -> Step:
        return self.do("close", self.worker, self.later(60, 1500), evidence=self.pick(words))


def _of_estates(code: str) -> bool:
    return code[0] == "C" or code in {"D04", "D07", "H04", "H08", "I08"}


def _of_fields(code: str) -> bool:
    return code[0] == "F" or code in {"B08", "E06"}
