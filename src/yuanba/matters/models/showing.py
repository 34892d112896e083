"""Whether the person who told lets the neighbours know while it is open."""

from django.db import models

from yuanba.matters.models.matter import Matter


class Showing(models.Model):
    """在办时公开: since when he agrees; taken back, until when. What was said stands in the records."""

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="showing"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="showing_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
            )
        ]

    def __str__(self) -> str:
        return f"showing of {self.matter_id}"
