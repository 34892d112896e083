"""One point, one finding, and what hangs on it."""

from yuanba.patrols.models import Finding, FindingPicture, FindingSound, Look, Point

MOST = 30


def one_point(point_id: int) -> Point | None:
    return Point.objects.select_related("place").filter(pk=point_id).first()


def history(point: Point) -> list[Look]:
    """What was seen there, the newest first, with what was found. One statement."""
    rows = point.looks.select_related("finding__matter").order_by("-id")
    return list(rows[:MOST])


def one_finding(finding_id: int) -> Finding | None:
    rows = Finding.objects.select_related("point__place", "matter", "look")
    return rows.prefetch_related("pictures", "sounds").filter(pk=finding_id).first()


def picture(finding: Finding, name: str) -> FindingPicture | None:
    return finding.pictures.filter(name=name).first()


def sound(finding: Finding, name: str) -> FindingSound | None:
    return finding.sounds.filter(name=name).first()
