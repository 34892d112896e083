"""A telephone that may hold a round, until it is revoked."""

from django.db import models

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.people.models import Person
from yuanba.places.models import Place


class Device(models.Model):
    """`mark` is the digest of a token that only the telephone knows; with it, it may ask without a
    sign-in whether it was revoked, and nothing else."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # of the post
    mark = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    heard_on = models.DateField(null=True)  # last contact; a day, no hour
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="device_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.since:%Y-%m-%d}"

    @property
    def reach(self) -> Reach:
        return self.place.reach
