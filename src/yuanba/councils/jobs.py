"""What the clock starts for councils."""

from datetime import datetime

from yuanba.councils import acts
from yuanba.councils.models import RuleRow
from yuanba.councils.rules import rows
from yuanba.places.acts.founding import FOUNDER


def stock_rules(*, now: datetime) -> None:
    """A house gets the rule rows it is shipped with, new ones with a new edition of the program."""
    if RuleRow.objects.filter(county=None).count() < len(rows.shipped()):
        acts.stock_rules(actor=FOUNDER, now=now)
