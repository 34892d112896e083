"""一事一议: who is exempt from money or labour. Why is nobody's business but the meeting's."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.councils.models.procedure import Procedure
from yuanba.councils.rules.levying import From, Ground
from yuanba.people.models import Household


class Exemption(models.Model):
    """减免: a household from money, a person from labour. `granted` is empty until the meeting decides."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="exemptions")
    what = models.CharField(max_length=6, choices=choices(From))
    name = models.CharField(max_length=40)
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=8, choices=choices(Ground))
    note = models.CharField(max_length=200, blank=True)
    granted = models.BooleanField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "household"],
                condition=Q(what=From.MONEY),
                name="household_exempt_once",
            ),
            models.CheckConstraint(
                name="exemption_from_money_is_a_household",
                condition=~Q(what=From.MONEY) | Q(household__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.what}"
