"""Spoken notes, for those who may see their matter."""

from collections.abc import Callable
from dataclasses import dataclass

from yuanba.matters.models import Matter, VoiceNote


@dataclass(frozen=True)
class Note:
    """One spoken note as a page shows it. `by`: who wrote it down."""

    url: str
    seconds: int | None
    words: str
    by: str
    write_url: str = ""


def voice(matter_id: int, name: str) -> VoiceNote | None:
    """A note of this name on this matter. One statement."""
    return VoiceNote.objects.filter(matter_id=matter_id, name=name).first()


def notes(
    matter: Matter, url: Callable[[str], str], write: Callable[[str], str] | None = None
) -> list[Note]:
    """The notes of a matter, oldest first. One statement."""
    rows = VoiceNote.objects.filter(matter=matter).select_related("written_by").order_by("at", "id")
    return [
        Note(
            url=url(row.name),
            seconds=row.seconds,
            words=row.words,
            by=row.written_by.name if row.written_by else "",
            write_url=write(row.name) if write else "",
        )
        for row in rows
    ]
