"""One proof of the village of a small world."""

from typing import Any

from tests.world import THURSDAY
from yuanba.lists.tests.ground import Bounds
from yuanba.proofs import acts
from yuanba.proofs.models import Proof

SAID = {
    "holder": "罗大娘",
    "text": "罗大娘家五口人，两人常年生病，家里靠种地过日子。",
    "to_whom": "石桥小学",
}


def issued(bounds: Bounds, **said: Any) -> Proof:
    world = bounds.world
    usual = {"actor": world.worker, "place_id": world.village.pk, "now": THURSDAY}
    return acts.issue(**usual | {"line_id": bounds.line("K1").pk} | SAID | said)
