"""A village whose people are honoured (and, where it chose so, named), built by the acts."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.councils import acts as councils
from yuanba.councils.models import Procedure
from yuanba.councils.tests.village import Village
from yuanba.honours import acts
from yuanba.honours.models import Campaign, Listing, NamingRule, Nominee
from yuanba.honours.rules.campaigns import Judge, Nominators, Shown, Whom
from yuanba.honours.rules.naming import Basis, Ground
from yuanba.points.tests.village import Points

TODAY = clock.day_of(THURSDAY)
UNTIL = TODAY + timedelta(days=5)
JUDGING = THURSDAY + timedelta(days=6)
PRESENTING = THURSDAY + timedelta(days=30)
NAMING = THURSDAY + timedelta(days=12)  # after the assembly
HEARD = NAMING + timedelta(days=9)


class Honours:
    """The households of tests for points; a campaign at each point of its way."""

    def __init__(self, world: World, points: Points | None = None) -> None:
        self.world = world
        self.points = points or Points(world)

    def go(self, **said: Any) -> dict[str, Any]:
        return {"actor": self.world.worker, "now": THURSDAY} | said

    def called(self, **said: Any) -> Campaign:
        said = {
            "place_id": self.world.village.pk,
            "name": "最美庭院",
            "whom": Whom.HOUSEHOLD,
            "criteria": "一、院坝干净。二、不占公共的地方。",
            "source": "村民代表会议2026年3月12日定的",
            "seats": 2,
            "nominators": Nominators.ANYBODY,
            "until": UNTIL,
            "judge": Judge.PANEL,
        } | said
        return acts.call(**self.go(**said))

    def named(self, campaign: Campaign, **said: Any) -> Nominee:
        said = {"household_id": self.points.home.pk, "why": "院坝收拾得干净，还帮邻居扫。"} | said
        said = {"actor": self.world.resident} | said
        return acts.nominate(**self.go(campaign_id=campaign.pk, **said))

    def agreed(self, campaign: Campaign, shown: Shown = Shown.FAMILY, **said: Any) -> Nominee:
        nominee = self.named(campaign, **said)
        paper: dict[str, Any] = {"nominee_id": nominee.pk, "shown": shown, "on_paper": True}
        return acts.consent(**self.go(**paper))

    def judged(self, nominee: Nominee, *votes: bool, at: datetime = JUDGING) -> Nominee:
        said: dict[str, Any] = {"nominee_id": nominee.pk, "votes": self.points.votes(*votes)}
        return acts.judge(**self.go(now=at, **said))

    def posted(self, shown: Shown = Shown.FAMILY, **said: Any) -> Campaign:
        campaign = self.called(**said)
        self.judged(self.agreed(campaign, shown))
        return acts.post_chosen(**self.go(campaign_id=campaign.pk, now=JUDGING))

    def awarded(self, shown: Shown = Shown.FAMILY, **said: Any) -> Nominee:
        campaign = self.posted(shown, **said)
        acts.present(**self.go(campaign_id=campaign.pk, now=PRESENTING))
        return campaign.nominees.get()

    # ── the naming list ──

    def decided(self, hall: Village) -> Procedure:
        """The assembly met and decided: every household for it, counted by two."""
        question = hall.ready()
        meeting = hall.begun(hall.called(question))
        lines = [entry.n for entry in hall.lines(meeting)]
        hall.come(meeting, len(lines))
        ballot = hall.voting(meeting, title="村规第九条", choices=["罗大娘", "村民12"])
        councils.hand_out(**hall.go(ballot_id=ballot.pk, entries=lines))
        hall.stopped(ballot)
        hall.both_count(ballot, {1: len(lines), 2: 0})
        hall.settled(ballot)
        hall.ended(meeting)
        question.refresh_from_db()
        return question

    def rule(self, question: Procedure, **said: Any) -> NamingRule:
        day = clock.day_of(NAMING)
        said = {
            "place_id": self.world.village.pk, "procedure_id": question.pk, "now": NAMING,
            "source": "村规第九条：乱堆公共院坝，两次提醒不改的，点名。", "days": 30, "since": day,
            "grounds": [Ground.LITTER], "until": day + timedelta(days=180),
        } | said  # fmt: skip
        return acts.turn_on_naming(**self.go(**said))

    def filed(self, question: Procedure, **said: Any) -> NamingRule:
        rule = self.rule(question, **said)
        note = {"rule_id": rule.pk, "note": "桂溪镇备字第3号", "now": NAMING}
        return acts.file_naming(actor=self.world.township, **note)

    def proposed(self, **said: Any) -> Listing:
        said = {
            "place_id": self.world.village.pk, "person_id": self.world.resident.pk,
            "ground": Ground.LITTER, "on": clock.day_of(NAMING), "now": NAMING,
            "deed": "10月6日，提醒两次后旧板子还堆在公共院坝上。",
            "one": "10月1日、3日两次提醒的记录。", "two": "10月6日网格长到场看过的签字。",
            "basis": Basis.CONSENT, "basis_text": "10月6日本人签的同意书",
            "minor": False, "aid": False, "ill": False,
        } | said  # fmt: skip
        return acts.propose_naming(**self.go(**said))

    def noticed(self, **said: Any) -> Listing:
        now = said.get("now", NAMING)
        listing = self.proposed(**said)
        acts.second_naming(actor=self.world.colleague, listing_id=listing.pk, now=now)
        told: dict[str, Any] = {"on": clock.day_of(now), "how": "上门送到，网格员在场"}
        return acts.notify_named(**self.go(listing_id=listing.pk, now=now, **told))

    def judged_naming(self, **said: Any) -> Listing:
        listing = self.noticed(**said)
        votes = {"listing_id": listing.pk, "votes": self.points.votes(), "now": HEARD}
        acts.reply_to_naming(
            actor=self.world.resident, listing_id=listing.pk, words="板子周六拉走。", now=NAMING
        )
        return acts.judge_naming(**self.go(**votes))

    def checked(self, **said: Any) -> Listing:
        listing = self.judged_naming(**said)
        question = self.points.appraised(at=HEARD)
        go: dict[str, Any] = {"listing_id": listing.pk, "now": HEARD}
        acts.review_naming(**self.go(procedure_id=question.pk, **go))
        said = {"right": True, "words": "", **go}
        return acts.check_naming(actor=self.world.supervisor, **said)

    def hung(self, days: int = 30, **said: Any) -> Listing:
        listing = self.checked(**said)
        return acts.hang_naming(**self.go(listing_id=listing.pk, days=days, now=HEARD))


def soon(days: int) -> date:
    return TODAY + timedelta(days=days)
