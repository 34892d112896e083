"""Spoken notes: hung on a matter when it is told, written down by somebody who listened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yuanba.base import words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.text import _
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Matter, VoiceNote
from yuanba.people.models import Person

LISTEN = _("请用字写下听到的话。")


@dataclass(frozen=True)
class Sound:
    """A spoken note already made safe and stored (base.voices), not yet tied to a matter."""

    name: str = field(repr=False)  # random: it says nothing of whether a form was sent before
    kind: str
    digest: str
    bytes: int
    seconds: int | None


def attach(matter_id: int, sounds: Sequence[Sound], *, now: datetime) -> None:
    """Tie stored notes to the matter."""
    VoiceNote.objects.bulk_create(
        VoiceNote(
            matter_id=matter_id,
            name=sound.name,
            kind=sound.kind,
            digest=sound.digest,
            bytes=sound.bytes,
            seconds=sound.seconds,
            at=now,
        )
        for sound in sounds
    )


@act
def write_down(
    *,
    actor: Person,
    matter_id: int,
    voice_id: int,
    text: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """记成文字: what was spoken, as somebody heard it; the note itself stays.

    A matter that was only spoken gets these words as its own. They can be corrected: the records
    keep every wording.
    """
    matter = take(actor, matter_id, "matters.write_down", version)
    note = VoiceNote.objects.select_for_update().filter(pk=voice_id, matter=matter).first()
    if note is None:
        raise Denied("matters.write_down")
    said = words_in.clean(text, most=2000, field="text", ask=LISTEN)
    fields: list[str] = []
    if matter.text in {"", note.words}:
        matter.text, matter.title, fields = said, begin(said), ["text", "title"]
    note.words, note.written_by, note.written_at = said, actor, now
    note.save(update_fields=["words", "written_by", "written_at"])
    facts = {"text": said, "voice": str(note.pk)}
    keep(matter, "matters.write_down", fields, actor=actor, now=now, **facts)
    return matter


def begin(text: str, most: int = 40) -> str:
    """The first words, on one line, as a title."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def title_of(sounds: Sequence[Sound]) -> str:
    """语音留言（12秒）: how a matter is called of which only the sound is known."""
    known = [sound.seconds for sound in sounds if sound.seconds]
    return f"语音留言（{sum(known)}秒）" if known else "语音留言"
