"""The closed box of a sealed ballot: what is posted of it, and its three files."""

import json
from dataclasses import dataclass

from yuanba.councils.models import Ballot, Box
from yuanba.councils.queries import ballots
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.counting import sealed, tellers
from yuanba.councils.rules.counting.tallies import Tally
from yuanba.councils.rules.kinds import Stage


@dataclass(frozen=True)
class Opening:
    """What is posted of a sealed ballot. `trackers`: those that begin with one sign, if they are many."""

    digest: str
    envelopes: int
    papers: int
    trackers: list[str]
    sheets: int
    differ: bool
    table: bool  # whether two tellers agree on the paper, so that the file for the tool is there


def fours(code: str) -> str:
    """A code in groups of four, to be read aloud and compared."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def box(ballot: Ballot, sign: str = "") -> Opening | None:
    """The closed box. Three statements."""
    kept = Box.objects.filter(ballot=ballot).first()
    if kept is None:
        return None
    said = json.loads(kept.content)
    posted = sealed.box_trackers(kept.content.encode())
    _turn, handed_in = ballots.sheets(ballot, Stage.BOX)
    _round, papers = ballots.sheets(ballot, Stage.PAPER)
    return Opening(
        digest=kept.digest,
        envelopes=said["marks"],
        papers=said["papers"],
        trackers=[fours(one) for one in posted if one.startswith(sign)],
        sheets=len(handed_in),
        differ=len(handed_in) > 1 and handed_in[0] != handed_in[1],
        table=tellers.agree(papers, tellers=ballots.tellers(ballot)),
    )


def box_file(ballot: Ballot) -> bytes | None:
    """The closed box as a file; None while voting goes on."""
    kept = Box.objects.filter(ballot=ballot).first()
    return kept.content.encode() if kept is not None else None


def result_file(ballot: Ballot) -> bytes | None:
    """The opening's result as it was handed in, byte for byte; None when the box was empty."""
    _turn, handed_in = ballots.sheets(ballot, Stage.BOX)
    return box_tool.canonical(handed_in[0]) if handed_in else None


def table_file(ballot: Ballot) -> bytes | None:
    """The tellers' count as the file beside the box, once both have counted the same."""
    _turn, papers = ballots.sheets(ballot, Stage.PAPER)
    kept = Box.objects.filter(ballot=ballot).first()
    if kept is None or not tellers.agree(papers, tellers=ballots.tellers(ballot)):
        return None
    counts, given = papers[0], ballots.at_table(ballot)
    votes = {text: counts[str(n)] for text, n in ballots.numbers(ballot).items()}
    return sealed.table_file(str(ballot.pk), Tally(votes, given, spoiled=counts[tellers.SPOILED]))
