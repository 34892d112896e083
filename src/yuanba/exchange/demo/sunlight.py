"""The demo's disclosure, by the acts people use: a county's catalogue, last month's issue on the board of
one village with what was asked, the next one with the supervision committee."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.catalogue import acts
from yuanba.catalogue.models import Issue, Voucher
from yuanba.catalogue.rules import items
from yuanba.catalogue.rules.issues import Kind
from yuanba.catalogue.rules.items import Cycle
from yuanba.charters import acts as charters
from yuanba.councils.models import Procedure
from yuanba.exchange.demo import pictures
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.people.door import Guest
from yuanba.supervision import acts as watch
from yuanba.supervision.queries import frame
from yuanba.supervision.rules import Kind as Drawn

DAY = timedelta(days=1)
FEWEST = 3


def hold(rng: random.Random, county: County, now: datetime) -> None:
    """The catalogue for everybody; issues where the demo's worker sits."""
    told = items.shipped()
    head = county.coordinators[county.place.pk]
    today = clock.day_of(now)
    for year in sorted({today.year, items.after(today.replace(day=1), -2).year}):
        acts.adopt(
            actor=head, place_id=county.place.pk, year=year, items=told.items, terms=told.terms,
            source=told.source, verified=False, now=now - 40 * DAY,
        )  # fmt: skip
    village = county.villages[0]
    if village.supervisor is not None:
        _Board(rng, county, village, now).hold()


class _Board:
    def __init__(self, rng: random.Random, county: County, village: Village, now: datetime) -> None:
        self.rng, self.county, self.village, self.now = rng, county, village, now
        self.said = read("sunlight")
        self.last = items.after(clock.day_of(now).replace(day=1), -1)  # last month
        self.before = items.after(self.last, -1)

    def go(self, **said: Any) -> dict[str, Any]:
        return {"actor": self.village.workers[0], "now": self.now} | said

    def hold(self) -> None:
        """The month before last is out and asked about; last month's waits for the supervisors."""
        out = self._sent(self.before)
        acts.review(
            actor=self.village.supervisor, issue_id=out.pk, agree=False,
            words=self.said["objection"], now=self.now,
        )  # fmt: skip
        acts.answer_review(issue_id=out.pk, words=self.said["reply"], **self.go())
        watcher: dict[str, Any] = {"actor": self.village.supervisor, "now": self.now}
        for voucher in Voucher.objects.filter(part__issue=out).order_by("pk"):
            acts.look_at_voucher(voucher_id=voucher.pk, verdict="right", remark="", **watcher)
        acts.review(issue_id=out.pk, agree=True, words="", **watcher)
        today = clock.day_of(self.now)
        acts.decide(issue_id=out.pk, on=today, present=5, agreed=5, **self.go())
        acts.publish(issue_id=out.pk, where=self.said["where"], since=today, **self.go())
        self._ask(out)
        self._sent(self.last)
        self._watch()
        self._rules()

    def _sent(self, month: date) -> Issue:
        place = self.village.place.pk
        found = acts.draft(place_id=place, cycle=Cycle.MONTH, day=month, **self.go())
        for part in found.parts.filter(words="").select_related("item"):
            words = self.said["by_hand"]
            acts.edit_part(part_id=part.pk, words=words, **self.go())
            for one in self.said["paper"]:
                picture = pictures.take(pictures.paper(one["fen"]))
                said = {"picture": picture, "what": one["what"], "fen": one["fen"]}
                acts.attach_voucher(part_id=part.pk, **said, **self.go())
        return acts.send(issue_id=found.pk, **self.go())

    def _ask(self, out: Issue) -> None:
        parts = {part.item.code: part.pk for part in out.parts.select_related("item")}
        guest = Guest()
        for one in self.said["asked"]:
            asked = acts.ask(
                actor=guest, part_id=parts[one["item"]], kind=Kind(one["kind"]),
                words=one["words"], now=self.now,
            )  # fmt: skip
            if answer := one.get("answer"):
                acts.answer(asked_id=asked.pk, answer=answer, **self.go())
            if fix := one.get("correction"):
                why = self.said["why"]
                acts.correct(part_id=parts[one["item"]], words=fix, why=why, **self.go())

    def _watch(self) -> None:
        """A sample of last month with a doubt that was explained; a suggestion; a finding."""
        said, place = self.said["watch"], self.village.place.pk
        watcher: dict[str, Any] = {"actor": self.village.supervisor, "now": self.now}
        until = items.after(self.last, 1) - DAY
        if len(frame(self.village.place, Drawn.MATTERS, self.last, until)) < FEWEST:
            return  # a small demo, in a test
        drawn = watch.draw(
            place_id=place, kind="matters", since=self.last, until=until, many=4, **watcher
        )
        picks = list(drawn.picks.order_by("n"))
        for pick in picks[1:3]:
            watch.judge(pick_id=pick.pk, verdict="right", words=said["right"], **watcher)
        watch.judge(pick_id=picks[0].pk, verdict="doubt", words=said["doubt"], **watcher)
        watch.explain(pick_id=picks[0].pk, answer=said["explained"], **self.go())
        due = clock.day_of(self.now + 14 * DAY)
        hint = watch.suggest(place_id=place, words=said["suggestion"], due=due, **watcher)
        watch.answer_suggestion(
            suggestion_id=hint.pk, adopted=True, answer=said["answer"], **self.go()
        )
        watch.suggest(place_id=place, words=said["open"], due=due, **watcher)

    def _rules(self) -> None:
        """Village rules with a rhyme where a question has passed, filed; a draft with doubtful words."""
        passed = Procedure.objects.filter(
            place__in=[v.place for v in self.county.villages], closed=False, state="done"
        ).select_related("place")
        for question in passed.order_by("place_id", "pk")[:1]:
            home = next(v for v in self.county.villages if v.place == question.place)
            by: dict[str, Any] = {"actor": home.workers[0], "now": self.now}
            said = self.said["rules"]
            made = charters.write(
                place_id=home.place.pk, kind="covenant", title=f"{home.place.name}公约",
                text=said["text"], short=said["short"], **by,
            )  # fmt: skip
            since = clock.day_of(self.now)
            charters.adopt(version_id=made.pk, procedure_id=question.pk, since=since, **by)
            town = self.county.coordinators[home.town.pk]
            charters.file(actor=town, version_id=made.pk, number=said["number"], now=self.now)
            hum = pictures.murmur(self.rng)
            charters.record(version_id=made.pk, sound=hum, words=said["short"], agreed=True, **by)
        charters.write(
            place_id=self.village.place.pk, kind="covenant", title=self.said["rules"]["draft"],
            text=self.said["rules"]["draft_text"], short=self.said["rules"]["short"], **self.go(),
        )  # fmt: skip
