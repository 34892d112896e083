"""What is kept about matters. One chapter a file."""

from yuanba.matters.models.asking import Ask
from yuanba.matters.models.concerns import Concern
from yuanba.matters.models.contest import Contest, Ending
from yuanba.matters.models.duplicates import Duplicate
from yuanba.matters.models.exclusion import LEFT_OUT, Exclusion, Ground
from yuanba.matters.models.helpers import OPEN_HELP, HelperTask, OutsideLink
from yuanba.matters.models.looks import Alarm, Decoy
from yuanba.matters.models.matter import OPEN, SCOPES, SORTED, Matter, Register
from yuanba.matters.models.people import Contact
from yuanba.matters.models.sampling import TO_ASK, Draw, Drawn, Share
from yuanba.matters.models.saved import SavedView
from yuanba.matters.models.settling import Arbiter, Convening, Hop
from yuanba.matters.models.showing import Showing
from yuanba.matters.models.shown import Photo
from yuanba.matters.models.speaking import Receipt, Speaking
from yuanba.matters.models.voice import VoiceNote
from yuanba.matters.models.voiding import VoidRequest
from yuanba.matters.models.waits import Pause, Question

__all__ = [
    "LEFT_OUT",
    "OPEN",
    "OPEN_HELP",
    "SCOPES",
    "SORTED",
    "TO_ASK",
    "Alarm",
    "Arbiter",
    "Ask",
    "Concern",
    "Contact",
    "Contest",
    "Convening",
    "Decoy",
    "Draw",
    "Drawn",
    "Duplicate",
    "Ending",
    "Exclusion",
    "Ground",
    "HelperTask",
    "Hop",
    "Matter",
    "OutsideLink",
    "Pause",
    "Photo",
    "Question",
    "Receipt",
    "Register",
    "SavedView",
    "Share",
    "Showing",
    "Speaking",
    "VoiceNote",
    "VoidRequest",
    "choices",
]
