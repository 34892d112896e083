"""What pages, telephones and sheets show of patrols. Reads only."""

from yuanba.patrols.queries.counts import Counts, counts, covered
from yuanba.patrols.queries.one import history, one_finding, one_point, picture, sound
from yuanba.patrols.queries.pace import days_of, lines_of, pace_rows
from yuanba.patrols.queries.phone import (
    bundle,
    device,
    devices_in,
    devices_of,
    revoked,
    sent_before,
    theirs,
    walked_from,
)
from yuanba.patrols.queries.sheets import photographed, sheet_has, to_type
from yuanba.patrols.queries.steps import (
    handovers_of,
    is_told,
    ladder,
    one_handover,
    one_step,
    rung_rows,
    steps_of,
    told_here,
)
from yuanba.patrols.queries.today import (
    Stop,
    living,
    one_place,
    places_for,
    places_with_points,
    stops,
)

__all__ = [
    "Counts",
    "Stop",
    "bundle",
    "counts",
    "covered",
    "days_of",
    "device",
    "devices_in",
    "devices_of",
    "handovers_of",
    "history",
    "is_told",
    "ladder",
    "lines_of",
    "living",
    "one_finding",
    "one_handover",
    "one_place",
    "one_point",
    "one_step",
    "pace_rows",
    "photographed",
    "picture",
    "places_for",
    "places_with_points",
    "revoked",
    "rung_rows",
    "sent_before",
    "sheet_has",
    "sound",
    "steps_of",
    "stops",
    "theirs",
    "to_type",
    "told_here",
    "walked_from",
]
