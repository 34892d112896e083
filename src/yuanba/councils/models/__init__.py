"""What is kept of councils. One chapter a file."""

from yuanba.councils.models.ballot import Ballot, Box, Choice, Envelope, Mark, Slip, Tally
from yuanba.councils.models.body import Body, Member
from yuanba.councils.models.election import Candidate, ListPosted, Objection
from yuanba.councils.models.law import Confirmed, CountyFlow, RuleRow
from yuanba.councils.models.levy import Exemption
from yuanba.councils.models.meeting import Entry, Meeting, Suggestion, Told
from yuanba.councils.models.procedure import Posting, Procedure, StepDone, Task

__all__ = [
    "Ballot",
    "Body",
    "Box",
    "Candidate",
    "Choice",
    "Confirmed",
    "CountyFlow",
    "Entry",
    "Envelope",
    "Exemption",
    "ListPosted",
    "Mark",
    "Meeting",
    "Member",
    "Objection",
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
