"""Two people count the same box, each alone. Only where they agree to the last paper is it a result.

Neither may see the other's figures before writing down his own; that is for the pages to keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.counting.tallies import Tally


@dataclass(frozen=True)
class Sheet:
    """What one teller wrote down. `ballots` = papers (or voters' rounds of beans) counted."""

    teller: str  # who counted: an id that tells two people apart
    votes: Mapping[str, int]
    ballots: int
    blank: int = 0
    spoiled: int = 0


@dataclass(frozen=True)
class Difference:
    """Where the two sheets part. `line` is a choice, or "ballots", "blank", "spoiled"."""

    line: str
    first: int
    second: int


def checked(sheet: Sheet, *, most: int, given: int) -> Tally:
    """One sheet by itself. `most` = choices a ballot may have, `given` = ballots handed out.

    Refused beside the field: "below_zero"; "more_than_given" (more papers in the box than were
    handed out: the box is not counted, the meeting must be told); "too_many_spoiled"; "too_many_votes"
    (more votes than the good papers can carry); "too_few_votes" (with one choice a paper every good
    paper is one vote).
    """
    lines = {"ballots": sheet.ballots, "blank": sheet.blank, "spoiled": sheet.spoiled}
    for line, number in (lines | dict(sheet.votes)).items():
        if number < 0:
            raise Refused("below_zero", _("数目不能小于零，请改正。"), field=line)
    if sheet.ballots > given:
        words = {"ballots": sheet.ballots, "given": given}
        message = _(
            "箱内有%(ballots)s张票，只发出%(given)s张。请再数一遍；仍然多出的，请当场报告会议，不能计票。"
        )
        raise Refused("more_than_given", message % words, field="ballots")
    good = sheet.ballots - sheet.blank - sheet.spoiled
    if good < 0:
        message = _("空白票和废票加起来比总票数还多，请核对。")
        raise Refused("too_many_spoiled", message, field="spoiled")
    votes = sum(sheet.votes.values())
    if votes > good * most or any(number > good for number in sheet.votes.values()):
        words = {"votes": votes, "good": good}
        message = _("各项得票共%(votes)s，有效票只有%(good)s张，装不下这么多，请核对。")
        raise Refused("too_many_votes", message % words, field="votes")
    if votes < good:
        words = {"votes": votes, "good": good}
        message = _("各项得票共%(votes)s，有效票有%(good)s张，少了的请找出来，空白票请记在空白里。")
        raise Refused("too_few_votes", message % words, field="votes")
    return Tally(dict(sheet.votes), sheet.ballots, sheet.blank, sheet.spoiled)


def differences(first: Sheet, second: Sheet) -> tuple[Difference, ...]:
    """Every line on which the two do not say the same, in the order of the sheet."""
    names = dict.fromkeys([*first.votes, *second.votes])
    lines = [("ballots", first.ballots, second.ballots)]
    lines += [(name, first.votes.get(name, 0), second.votes.get(name, 0)) for name in names]
    lines += [("blank", first.blank, second.blank), ("spoiled", first.spoiled, second.spoiled)]
    return tuple(Difference(*line) for line in lines if line[1] != line[2])


def agreed(first: Sheet, second: Sheet, *, most: int, given: int) -> Tally:
    """The result both wrote down. Refused: "two_tellers" (one person twice), "tellers_differ"
    (nothing is published; the box is counted again), or what `checked` says of either sheet."""
    if first.teller == second.teller:
        raise Refused("two_tellers", _("两份计票单须由两个人分别填写。"), field="teller")
    if differences(first, second):
        message = _("两位计票人的数目不一致，不能公布。请两人各自再数一遍。")
        raise Refused("tellers_differ", message, field="votes")
    checked(first, most=most, given=given)
    return checked(second, most=most, given=given)
