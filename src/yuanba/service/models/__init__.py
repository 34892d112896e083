"""What is kept about service days: the days (days.py) and the county's checklists (checklists.py)."""

from yuanba.service.models.checklists import Checklist, ChecklistLine, Tick
from yuanba.service.models.days import (
    Change,
    DeedDone,
    Member,
    Opinion,
    Present,
    Reception,
    Schedule,
    ServiceDay,
    Taskforce,
)

__all__ = [
    "Change",
    "Checklist",
    "ChecklistLine",
    "DeedDone",
    "Member",
    "Opinion",
    "Present",
    "Reception",
    "Schedule",
    "ServiceDay",
    "Taskforce",
    "Tick",
]
