"""What is kept of councils. One chapter a file."""

from yuanba.councils.models.appraisal import Appraisal
from yuanba.councils.models.ballot import (
    Ballot,
    Box,
    Choice,
    Envelope,
    Mark,
    SheetPhoto,
    Slip,
    Tally,
)
from yuanba.councils.models.body import Body, Member
from yuanba.councils.models.custom import Ceremony, Standard
from yuanba.councils.models.election import Candidate, ListPosted, Objection
from yuanba.councils.models.hearing import Hearing, HearingKey, Stance, Statement
from yuanba.councils.models.law import Confirmed, CountyFlow, RuleRow
from yuanba.councils.models.levy import Exemption
from yuanba.councils.models.meeting import Entry, Meeting, Suggestion, Told
from yuanba.councils.models.procedure import Posting, Procedure, StepDone, Task

__all__ = [
    "Appraisal",
    "Ballot",
    "Body",
    "Box",
    "Candidate",
    "Ceremony",
    "Choice",
    "Confirmed",
    "CountyFlow",
    "Entry",
    "Envelope",
    "Exemption",
    "Hearing",
    "HearingKey",
    "ListPosted",
    "Mark",
    "Meeting",
    "Member",
    "Objection",
    "Posting",
    "Procedure",
    "RuleRow",
    "SheetPhoto",
    "Slip",
    "Stance",
    "Standard",
    "Statement",
    "StepDone",
    "Suggestion",
    "Tally",
    "Task",
    "Told",
]
