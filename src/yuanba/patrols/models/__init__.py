"""What is kept of patrols: points, the county's rows, looks and findings. Nobody's name, nobody's way."""

from yuanba.patrols.models.devices import Device
from yuanba.patrols.models.findings import Finding, FindingPicture, FindingSound
from yuanba.patrols.models.points import Lines, Look, PaceRow, PaperSheet, Point
from yuanba.patrols.models.steps import Handover, RungRow, Step

__all__ = [
    "Device",
    "Finding",
    "FindingPicture",
    "FindingSound",
    "Handover",
    "Lines",
    "Look",
    "PaceRow",
    "PaperSheet",
    "Point",
    "RungRow",
    "Step",
]
