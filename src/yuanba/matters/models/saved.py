"""What somebody at a desk wants to find again."""

from django.db import models

from yuanba.base import ids
from yuanba.matters.rules.views import ViewOf
from yuanba.people.models import Person


class SavedView(models.Model):
    """A filter of the register or of the queue under a name (我的视图), for the one who saved it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    place_id = models.BigIntegerField(null=True)  # where it was saved, for the record
    page = models.CharField(max_length=8, choices=[(p, p) for p in ViewOf], default=ViewOf.REGISTER)
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=300)  # as it stands in the address

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "name"], name="view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
