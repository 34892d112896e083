"""What the clock starts for duties."""

from datetime import datetime

from yuanba.duties import acts
from yuanba.duties.models import ListItem
from yuanba.places.acts.founding import FOUNDER


def stock_lists(*, now: datetime) -> None:
    """A house without lists gets those it is shipped with; what people keep is left alone."""
    if not ListItem.objects.exists():
        acts.load_lists(actor=FOUNDER, now=now)
