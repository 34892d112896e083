"""What was shown for it: pictures."""

from django.db import models

from yuanba.base import ids
from yuanba.matters.models.matter import Matter


class Photo(models.Model):
    """A picture of a matter: as told, or as done. The file carries no EXIF (trust.md 21)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="photos")
    name = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    width = models.IntegerField()
    height = models.IntegerField()
    done = models.BooleanField(default=False)  # False: as told; True: as done
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
