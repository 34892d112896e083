"""What is kept of councils. One chapter a file."""

from yuanba.councils.models.ballot import Ballot, Box, Choice, Envelope, Mark, Slip, Tally
from yuanba.councils.models.body import Body, Member
from yuanba.councils.models.law import Confirmed, CountyFlow, RuleRow
from yuanba.councils.models.meeting import Entry, Meeting, Suggestion, Told
from yuanba.councils.models.procedure import Posting, Procedure, StepDone, Task

__all__ = [
    "Ballot",
    "Body",
    "Box",
    "Choice",
    "Confirmed",
    "CountyFlow",
    "Entry",
    "Envelope",
    "Mark",
    "Meeting",
    "Member",
    "Posting",
    "Procedure",
    "RuleRow",
    "Slip",
    "StepDone",
    "Suggestion",
    "Tally",
    "Task",
    "Told",
]
