"""What happens to households when something happened to their places."""

from yuanba.base.models import Record
from yuanba.people.models import Household


def follow_merge(record: Record) -> None:
    """合并: households written down at a place that is no more belong to the one that goes on for it; the
    record of the merge says where they were. Those who have a building or courtyard stay in it."""
    gone = [int(pk) for pk in record.facts.get("gone", [])]
    Household.objects.filter(place_id__in=gone).update(place_id=record.subject_id)
