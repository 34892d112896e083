"""What the page of one telephone needs, when a whole hall opens it at once: two short statements.

What is asked does not change once it was put to the meeting. So it is read once and kept in this process,
for as long as the meeting and its ballots stand as they stood; how they stand, and what this line has
given, is read every time.
"""

from django.db import connection

from yuanba.councils.models import Ballot, Entry, Mark, Meeting
from yuanba.councils.queries import papers
from yuanba.councils.rules.kinds import BallotKind, MeetingState

LINE = (
    "meeting_id", "n", "name", "household_id", "person_id", "came_at", "left_at", "out", "holder_id",
    "area", "shares",
)  # fmt: skip
STANDING = """
SELECT meeting.state, ballot.id, ballot.state, mark.id, mark.channel
FROM councils_meeting meeting
LEFT JOIN councils_ballot ballot ON ballot.meeting_id = meeting.id
LEFT JOIN councils_mark mark ON mark.ballot_id = ballot.id AND mark.entry_id = %s
WHERE meeting.id = %s ORDER BY ballot.n
"""
MOST = 32  # meetings kept
States = tuple[tuple[int, str], ...]
_kept: dict[int, tuple[States, Meeting, list[Ballot]]] = {}


def entry(entry_id: int) -> Entry | None:
    """A line of the roll, without what only the desk reads. One statement."""
    columns = ", ".join(f'"{name}"' for name in LINE)
    asked = f"SELECT id, {columns} FROM councils_entry WHERE id = %s"  # noqa: S608  our own names
    return next(iter(Entry.objects.raw(asked, [entry_id])), None)


def asked(entry: Entry) -> tuple[Meeting, list[Ballot], dict[int, Mark]]:
    """The meeting of this line, what it is asked, and which ballots it has given. One statement as long as
    nothing changes; the envelopes of sealed ballots are another."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [entry.pk, entry.meeting_id])
        rows = cursor.fetchall()
    states: States = tuple((pk, state) for _m, pk, state, _mark, _channel in rows if pk)
    kept = _kept.get(entry.meeting_id)
    if kept is None or kept[0] != states or rows[0][0] != MeetingState.OPEN:
        kept = _read(entry.meeting_id, states)
    _states, meeting, ballots = kept
    if any(b.kind == BallotKind.SEALED for b in ballots):
        return meeting, ballots, papers.marks_of(entry)
    given = {
        pk: Mark(id=mark, ballot_id=pk, entry_id=entry.pk, channel=channel)
        for _m, pk, _state, mark, channel in rows
        if mark
    }
    return meeting, ballots, given


def _read(meeting_id: int, states: States) -> tuple[States, Meeting, list[Ballot]]:
    meeting = Meeting.objects.get(pk=meeting_id)
    found = (states, meeting, papers.ballots_of(meeting_id))
    if meeting.state == MeetingState.OPEN:
        while len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)), None)
        _kept[meeting_id] = found
    return found
