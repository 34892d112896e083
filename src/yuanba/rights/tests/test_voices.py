"""A voice names its speaker: it goes with the pictures, with anonymous words, and with a person."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import jobs as base_jobs
from yuanba.base import voices
from yuanba.base.tests import sound_files as files
from yuanba.matters import acts as matters
from yuanba.matters import jobs as sweeping
from yuanba.matters.acts.voice import Sound
from yuanba.matters.models import Matter, VoiceNote
from yuanba.matters.rules import Spoken, Who
from yuanba.rights import acts, jobs
from yuanba.rights.models import Batch
from yuanba.rights.rules import Erasable

CLOSED = THURSDAY + timedelta(days=3)  # when World.closed strikes it off


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = settings.HOME = tmp_path


def sound() -> Sound:
    voice = voices.look(files.amr())
    return Sound(voices.store(voice), "amr", voice.sha256, len(voice.content), voice.seconds)


def file_of(matter: Matter) -> Path:
    return voices.path(VoiceNote.objects.get(matter=matter).name, "amr")


def carried_out(world: World, kind: Erasable, now: Any) -> None:
    jobs.draft_batches(now=now)
    batch = Batch.objects.get(kind=kind)
    acts.agree(actor=world.admin, batch_id=batch.pk, now=now)
    acts.carry_out(actor=world.security, batch_id=batch.pk, now=now)
    while base_jobs.run_due(now, most=100):
        pass


def test_a_recording_goes_with_the_pictures_not_a_day_early(world: World):
    matter = world.closed(text="", sounds=[sound()])
    file, year = file_of(matter), timedelta(days=365)
    jobs.draft_batches(now=CLOSED + year - timedelta(seconds=1))
    assert not Batch.objects.filter(kind=Erasable.PICTURE).exists()
    assert file.exists()
    carried_out(world, Erasable.PICTURE, CLOSED + year + timedelta(days=1))
    assert not file.exists()
    assert not VoiceNote.objects.exists()


def test_an_anonymous_voice_goes_with_the_anonymous_words(world: World):
    """After ninety days, not after the year of the pictures: a voice is no less a name."""
    matter = world.told(text="", sounds=[sound()], spoken=Spoken(who=Who.ANONYMOUS))
    matters.refuse(
        actor=world.worker, matter_id=matter.pk, kind="outside", reason="不归这里办", now=THURSDAY
    )
    file = file_of(matter)
    carried_out(world, Erasable.ANONYMOUS, THURSDAY + timedelta(days=91))
    assert not file.exists()
    assert not VoiceNote.objects.exists()
    jobs.draft_batches(now=THURSDAY + timedelta(days=92))
    assert not Batch.objects.filter(kind=Erasable.ANONYMOUS, state="draft").exists()


def test_a_person_s_voice_goes_with_him_and_stays_gone_after_a_restore(world: World):
    said = sound()
    matter = world.told(actor=world.resident, text="", sounds=[said], contact_name="罗大娘")
    matters.refuse(
        actor=world.worker, matter_id=matter.pk, kind="outside", reason="不归这里办", now=THURSDAY
    )
    kept, note = file_of(matter), VoiceNote.objects.filter(matter=matter).values().get()
    wish = acts.ask_erasure(actor=world.resident, now=THURSDAY)
    acts.grant_erasure(actor=world.security, wish_id=wish.pk, now=THURSDAY)
    while base_jobs.run_due(THURSDAY, most=100):
        pass
    assert not VoiceNote.objects.exists()
    VoiceNote.objects.create(**note)  # the backup of the day before is put back
    type(world.resident).objects.filter(pk=world.resident.pk).update(is_active=True)
    jobs.replay(now=THURSDAY)
    assert not VoiceNote.objects.exists()
    assert not kept.exists()


def test_what_the_row_no_longer_names_the_clock_takes_away(world: World):
    matter = world.told(actor=world.resident, text="", sounds=[sound()])
    file = file_of(matter)
    VoiceNote.objects.all().delete()
    old = (THURSDAY - timedelta(days=4)).timestamp()
    os.utime(file, (old, old))
    sweeping.sweep_voices(now=THURSDAY)
    assert not file.exists()
