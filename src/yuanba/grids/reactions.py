"""What happens to the network when places are merged or ended: teams of a grid that is no more go on at
its heir where none of their kind stands, and end where one does; what they covered is covered."""

from datetime import date

from yuanba.base.models import Record
from yuanba.grids.models import Cover, Team


def follow_merge(record: Record) -> None:
    """合并."""
    _follow([int(pk) for pk in record.facts["gone"]], record.subject_id, record)


def follow_end(record: Record) -> None:
    """撤销建制; 撤销: to the first heir. Where there is none the teams end with their place."""
    heirs = record.facts.get("into", [])
    _follow([record.subject_id], int(heirs[0]) if heirs else None, record)


def _follow(gone: list[int], into: int | None, record: Record) -> None:
    day = date.fromisoformat(record.facts["on"])
    there = Team.objects.filter(place_id=into or 0, until=None)
    standing = set(there.values_list("template", flat=True))
    for team in Team.objects.filter(place_id__in=gone, until=None).order_by("since", "pk"):
        if into is not None and team.template not in standing:
            standing.add(team.template)
            team.place_id = into
            team.save(update_fields=["place"])
            continue
        team.until = max(day, team.since)
        team.save(update_fields=["until"])
        for seat in team.seats.filter(until=None):
            seat.until = max(day, seat.since)
            seat.save(update_fields=["until"])
        for own in team.covers.filter(until=None):
            own.until = max(day, own.since)
            own.save(update_fields=["until"])
    for cover in Cover.objects.filter(place_id__in=gone, until=None).order_by("pk"):
        cover.until = max(day, cover.since)
        cover.save(update_fields=["until"])
        if into is None:
            continue
        if not Cover.objects.filter(team_id=cover.team_id, place_id=into, until=None).exists():
            Cover.objects.create(team_id=cover.team_id, place_id=into, since=cover.until)
