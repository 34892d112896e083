"""What runs later for matters: limits worked out again, duplicates answered, the week's draw, the
index of words."""

import subprocess
import sys
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings

from yuanba.base import clock, photos, voices
from yuanba.base.models import Record
from yuanba.matters import acts, indexing
from yuanba.matters.acts.common import set_due
from yuanba.matters.models import OPEN, Draw, Duplicate, Matter, Pause, Photo, VoiceNote
from yuanba.matters.rules import State
from yuanba.matters.rules.sampling import week_of
from yuanba.people import door
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.triage.rules.proposing import ENOUGH

PLACES = ("moved", "made", "into", "gone")  # lists of place ids in the records of places
STEP = 500  # matters or files looked at at a time
LEFT = timedelta(days=3)
LEARNS = timedelta(minutes=30)  # at most


def move_limits(*, now: datetime, record: str) -> None:
    """期限重算: after a change of the calendar every open matter whose day moved gets a record.

    The record names its cause, whose author is a person. Safe to run twice: a moved limit stays.
    """
    cause, actor = Record.objects.get(pk=int(record)), door.Founder()
    last = 0
    while True:
        page = list(Matter.objects.filter(OPEN, pk__gt=last).order_by("pk")[:STEP])
        if not page:
            return
        for matter in page:
            before = matter.due_at, matter.provisional
            set_due(matter)
            if (matter.due_at, matter.provisional) != before:
                source = f"{cause.act} {cause.pk}"
                acts.move_limit(actor=actor, matter_id=matter.pk, source=source, now=now)
        last = page[-1].pk


def come_up_again(*, now: datetime) -> None:
    """到了再看的日子: pauses whose day has come are over, and the matter is on the list again."""
    due = Pause.objects.filter(ended_at__isnull=True, since__isnull=False)
    due = due.filter(review_on__lte=clock.day_of(now)).order_by("review_on", "id")
    for matter_id in list(due.values_list("matter_id", flat=True)[:STEP]):
        acts.wake(actor=door.FOUNDER, matter_id=matter_id, now=now)


def sweep_voices(*, now: datetime) -> None:
    """没交的录音: spoken notes that belong to no matter three days after they came are taken away."""
    old = (now - LEFT).timestamp()
    files = (
        file
        for kind in voices.TYPES
        for file in Path(settings.MEDIA_ROOT).glob(f"??/??/*.{kind}")
        if file.stat().st_mtime < old
    )
    while some := list(islice(files, STEP)):
        names = {file.stem for file in some}
        known = set(VoiceNote.objects.filter(name__in=names).values_list("name", flat=True))
        for label in voices.KEPT_IN:
            rows = apps.get_model(label)._default_manager.filter(name__in=names)
            known |= set(rows.values_list("name", flat=True))
        for file in some:
            if file.stem not in known:
                file.unlink(missing_ok=True)


def sweep_photos(*, now: datetime) -> None:
    """没交的照片: files that belong to no matter three days after they came are taken away.

    A form that was shown again holds its photos for two days; after that nobody can send them.
    """
    old = (now - LEFT).timestamp()
    files = (f for f in Path(settings.MEDIA_ROOT).glob("??/??/*.jpg") if f.stat().st_mtime < old)
    while some := list(islice(files, STEP)):
        names = {file.name.split(".")[0] for file in some}
        known = set(Photo.objects.filter(name__in=names).values_list("name", flat=True))
        for label in photos.KEPT_IN:
            rows = apps.get_model(label)._default_manager.filter(name__in=names)
            known |= set(rows.values_list("name", flat=True))
        for file in some:
            if file.name.split(".")[0] not in known:
                file.unlink(missing_ok=True)


def index_fresh(*, now: datetime) -> None:
    """What was told or changed a moment ago can be found."""
    indexing.follow_records()


def index_places(*, now: datetime, record: str) -> None:
    """A place has another name, or stands under another: its matters are found there."""
    cause = Record.objects.get(pk=int(record))
    said = cause.facts
    named = [cause.subject_id, *(int(pk) for key in PLACES for pk in said.get(key, []))]
    indexing.follow_place(named)


def index_erased(*, now: datetime, record: str) -> None:
    """What was erased from matters is erased from the index; where none are named, from all."""
    named = Record.objects.get(pk=int(record)).facts.get("matters")
    if named is None:
        indexing.sweep()
    else:
        indexing.follow_erasure([int(pk) for pk in named])


def sweep_index(*, now: datetime) -> None:
    """Once a day every row of the index is compared with its matter."""
    indexing.sweep()


def answer_duplicates(*, now: datetime, record: str) -> None:
    """一并答复: the main matter was answered or refused, and so is each that goes along with it.

    Safe to run twice: one that was answered no longer goes along.
    """
    cause, actor = Record.objects.get(pk=int(record)), door.Founder()
    waiting = Duplicate.objects.filter(into_id=cause.subject_id, matter__state=State.MERGED)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        acts.answer_duplicate(actor=actor, matter_id=pk, now=now)


def draw_samples(*, now: datetime) -> None:
    """抽签: every county has a salt for this week before it is over; weeks that are over are drawn."""
    actor, today = door.Founder(), clock.day_of(now)
    first, _last = week_of(today)
    begun = Draw.objects.filter(first=first).values("county_id")
    counties = Place.objects.filter(kind=Kind.COUNTY, until=None).exclude(pk__in=begun)
    for pk in counties.values_list("pk", flat=True):
        acts.begin_draw(actor=actor, county_id=pk, now=now)
    over = Draw.objects.filter(drawn_at=None, last__lt=today)
    for pk in over.order_by("first", "pk").values_list("pk", flat=True):
        acts.draw_sample(actor=actor, draw_id=pk, now=now)


def learn_sorting(*, now: datetime) -> None:
    """每周学一次: `yuanba train` in a process of its own, so that no memory of it stays in the server."""
    if Matter.objects.filter(category__isnull=False)[:ENOUGH].count() < ENOUGH:
        return
    command = [sys.executable, "-m", "yuanba", "train"]
    subprocess.run(command, check=True, capture_output=True, timeout=LEARNS.total_seconds())  # noqa: S603  our own
