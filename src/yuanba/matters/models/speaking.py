"""Who spoke, who typed, how to answer, in which language; and the receipts of the anonymous.

A row stands only where there is something to say: most people tell their own matter in Chinese.
"""

from django.db import models
from django.db.models import Q

from yuanba.base.fields import Sealed, choices
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules import Relation, Who
from yuanba.people.models import Person, Unit


class Speaking(models.Model):
    """代记: whose words these are. The person whose matter it is stands in Contact."""

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="speaking"
    )
    who = models.CharField(max_length=9, choices=choices(Who))
    relation = models.CharField(max_length=9, choices=choices(Relation), blank=True)
    # the one who spoke or typed for another; sealed on the disk as in the contact
    speaker = Sealed(blank=True, default="")
    speaker_phone = Sealed(blank=True, default="")
    gone = models.BooleanField(default=False)  # erased when its time was over (rights.store)
    present = models.BooleanField(null=True)  # was the person there
    to_speaker = models.BooleanField(default=False)  # answers go to the one who spoke for him
    # the account of the one who spoke for him: sees it among his own matters, marked 代
    helper = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, blank=True)  # messages; empty: Chinese
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="speaking_for_another_says_who",
                condition=~Q(who__in=[Who.PROXY, Who.TYPED])
                | (~Q(relation="") & (~Q(speaker="") | Q(gone=True))),
            ),
            models.CheckConstraint(
                name="speaking_gone_names_nobody",
                condition=Q(gone=False) | Q(speaker="", speaker_phone=""),
            ),
            models.CheckConstraint(
                name="speaking_body_has_its_unit",
                condition=Q(who=Who.BODY, unit__isnull=False)
                | (~Q(who=Who.BODY) & Q(unit__isnull=True)),
            ),
            models.CheckConstraint(
                name="speaking_anonymous_names_nobody",
                condition=~Q(who=Who.ANONYMOUS)
                | Q(speaker="", speaker_phone="", helper__isnull=True, to_speaker=False),
            ),
        ]
        indexes = [
            models.Index(fields=["who", "at"], name="speaking_who"),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.matter_id}"


class Receipt(models.Model):
    """回执: how an anonymous reporter finds his matter again (trust.md 29).

    Of the 16 digits the first eight, keyed with the server's secret, find the row; all sixteen
    are checked against an Argon2id hash. Nobody, we neither, can read the digits from here.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="receipt"
    )
    lookup = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"receipt of {self.matter_id}"
