"""What was spoken: voice notes, and what somebody wrote down of them."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.matters.models.matter import Matter
from yuanba.people.models import Person


class VoiceNote(models.Model):
    """语音: a spoken note of a matter. The file holds sound and nothing written beside it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="voices")
    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=4)  # the container: base.voices.TYPES
    digest = models.CharField(max_length=64)
    bytes = models.IntegerField()
    seconds = models.IntegerField(null=True)  # None: the recording does not say
    at = models.DateTimeField()
    words = models.CharField(max_length=2000, blank=True)  # written down by a worker
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="voice_words_have_a_writer",
                condition=Q(words="") | Q(written_by__isnull=False, written_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
