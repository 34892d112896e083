"""One of each thing of the grids, courtyards and rounds; for tests/ground.py."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core import signing

from tests.world import THURSDAY, World
from yuanba.base import photos, voices
from yuanba.base.tests import picture_files, sound_files
from yuanba.grids import acts as grids
from yuanba.grids.models import Venue
from yuanba.grids.tests.village import Network
from yuanba.matters.acts.common import Picture
from yuanba.matters.acts.voice import Sound
from yuanba.neighbours.models import Favour
from yuanba.neighbours.tests.street import Street
from yuanba.patrols import acts as patrols
from yuanba.patrols.models import Device, Finding, Handover, Point
from yuanba.patrols.pages.paper import SALT as SHEET
from yuanba.patrols.rules.steps import To
from yuanba.patrols.tests.hills import Hills


class Hillside:
    world: World

    @cached_property
    def network(self) -> Network:
        return Network(self.world)

    @cached_property
    def venue(self) -> Venue:
        said: dict[str, Any] = {"name": "老祠堂", "spot": "村口", "functions": ["culture"]}
        at: dict[str, Any] = {"place_id": self.world.grid.pk, "now": THURSDAY}
        return grids.open_venue(actor=self.world.worker, **at, **said)

    @cached_property
    def favour(self) -> Favour:
        """In the other village: here the resident may or may not live by now."""
        street = Street(self.world)
        who = {"name": "李婆婆", "agreed": True, "place_id": self.world.elsewhere.pk}
        return street.put_up(self.world.neighbour_worker, **who)

    @cached_property
    def hills(self) -> Hills:
        return Hills(self.world)

    @cached_property
    def point(self) -> Point:
        return self.hills.point()

    @cached_property
    def found(self) -> Finding:
        """Watched: it may be put right, or passed on."""
        return self.hills.found(self.point)

    @cached_property
    def shown(self) -> Finding:
        """Another one, with a photo and a spoken note."""
        voice = voices.look(sound_files.amr())
        size = len(voice.content)
        sound = Sound(voices.store(voice), voice.kind, voice.sha256, size, voice.seconds)
        safe = photos.look(picture_files.jpeg())
        shot = Picture(photos.store(safe), safe.sha256, safe.width, safe.height)
        return self.hills.found(self.point, "护栏松了", pictures=[shot], sounds=[sound])

    @cached_property
    def hazard(self) -> Finding:
        """A matter by its weight: told to village and township at once."""
        return self.hills.found(self.point, "坡脚掉石头", hurts=True, soon=True)

    @cached_property
    def passed_on(self) -> Handover:
        by = {"actor": self.world.worker, "now": THURSDAY}
        said = {"to": To.POLICE, "whom": "桂溪派出所"}
        return patrols.hand_over(finding_id=self.hazard.pk, **said, **by)

    @cached_property
    def device(self) -> Device:
        by = {"actor": self.world.gridworker, "now": THURSDAY}
        return patrols.enroll_device(place_id=self.world.grid.pk, token="d" * 32, **by)

    @property
    def patrol_values(self) -> dict[str, Callable[[], object]]:
        stops = [self.world.grid.pk, []]
        return {
            "point_id": lambda: self.point.pk,
            "finding_id": lambda: self.found.pk,
            "found_kept": lambda: self.shown.pk,
            "found_photo": lambda: self.shown.pictures.get().name,
            "found_voice": lambda: self.shown.sounds.get().name,
            "patrol_step": lambda: self.hazard.steps.get(level="village").pk,
            "handover_id": lambda: self.passed_on.pk,
            "weight": lambda: "major",
            "rung_level": lambda: "village",
            "device_id": lambda: self.device.pk,
            "point_kind": lambda: "slope",
            "pace": lambda: "look_low",
            "sheet_shot": lambda: self.sheet_shot,
            "paper_signed": lambda: signing.dumps(["c0de" * 4, *stops], salt=SHEET, compress=True),
        }

    @cached_property
    def sheet_shot(self) -> str:
        """The photo of a sheet that nobody has typed in yet."""
        said = {"place_id": self.world.grid.pk, "code": "beef" * 4, "points": []}
        by = {"actor": self.world.gridworker, "now": THURSDAY}
        safe = photos.look(picture_files.jpeg())
        shot = Picture(photos.store(safe), safe.sha256, safe.width, safe.height)
        return patrols.photograph_sheet(picture=shot, **said, **by).name
