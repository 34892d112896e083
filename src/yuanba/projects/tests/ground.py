"""A need, an offer that serves it, a project, a contract of a small village."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.world import THURSDAY, World
from yuanba.projects import acts
from yuanba.projects.models import Association, Contract, Need, Project, Resource
from yuanba.projects.rules import Entry, Field, Promise, Source

DUE = date(2026, 12, 31)


class Three:
    def __init__(self, world: World) -> None:
        self.world = world

    def by(self, who: Any = None) -> dict[str, Any]:
        return {"actor": who or self.world.worker, "now": THURSDAY}

    def raised(self, **said: Any) -> Need:
        usual = {
            "place_id": self.world.village.pk, "title": "院坝路灯不够亮", "field": Field.WORKS,
            "text": "三组院坝晚上太黑，想装太阳能路灯。", "source": Source.VISIT,
        }  # fmt: skip
        return acts.raise_need(**usual | self.by() | said)

    def offered(self, **said: Any) -> Resource:
        usual = {
            "unit_id": self.world.lamps.pk, "title": "旧太阳能路灯二十盏", "field": Field.WORKS,
            "text": "换下来的太阳能路灯还能用，可以送到村里安装。",
        }  # fmt: skip
        return acts.offer(**usual | self.by(self.world.handler) | said)

    def adopted(self, need: Need | None = None, **said: Any) -> Project:
        usual = {
            "need_id": (need or self.raised()).pk, "unit_id": self.world.lamps.pk, "due": DUE,
            "plan": "送十盏旧灯，一周装好。", "why": "灯现成的，不用再买。",
        }  # fmt: skip
        return acts.adopt(**usual | self.by(self.world.handler) | said)

    def entered(self, **said: Any) -> Association:
        usual = {
            "place_id": self.world.town.pk, "entry": Entry.FILED, "name": "桂溪镇夕阳红互助会",
            "number": "桂备2026-3", "field": "陪老人看病、理发", "since": date(2024, 1, 1),
        }  # fmt: skip
        return acts.enter_association(**usual | self.by(self.world.township) | said)

    def bought(self, provider: Association | None = None, **said: Any) -> Contract:
        usual = {
            "place_id": self.world.village.pk, "provider_id": (provider or self.entered()).pk,
            "what": "每月上门给独居老人理发", "way": "询价三家，最低的一家", "fen": 600_000,
            "paper": "村委会会议纪要第8号", "starts": THURSDAY.date(), "ends": DUE,
            "promises": [Promise("上门理发四十人次", THURSDAY.date() + timedelta(days=30))],
        }  # fmt: skip
        return acts.buy(**usual | self.by() | said)

    # one of each, for addresses
    need = cached_property(raised)
    resource = cached_property(offered)
    project = cached_property(adopted)
    association = cached_property(entered)

    @cached_property
    def contract(self) -> Contract:
        return self.bought(self.association)
