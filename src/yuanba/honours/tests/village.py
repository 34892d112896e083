"""A village whose people are honoured (and, where it chose so, named), built by the acts."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.honours import acts
from yuanba.honours.models import Campaign, Nominee
from yuanba.honours.rules.campaigns import Judge, Nominators, Shown, Whom
from yuanba.points.tests.village import Points

TODAY = clock.day_of(THURSDAY)
UNTIL = TODAY + timedelta(days=5)
JUDGING = THURSDAY + timedelta(days=6)
PRESENTING = THURSDAY + timedelta(days=30)


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


def soon(days: int) -> date:
    return TODAY + timedelta(days=days)
