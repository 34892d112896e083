"""Counting: from ballots to a result that anybody can count again. Plain Python, nothing kept.

    thresholds  "more than half", "at least two thirds", in whole numbers
    lots        a tie decided by a lot that is recorded and can be drawn again
    tallies     show of hands, one choice, several choices, approval, beans
    tellers     two people count the same paper or beans; a mismatch blocks
    splits      which sub-totals may be shown without showing how anybody voted
    owners      by floor area and by heads, both at once
    ranked      instant run-off and single transferable vote, round by round
    budget      which projects a sum of money buys: greedy, equal shares
    sealed      the two envelopes: who voted apart from what; closing the box
    open        the stand-alone tool that opens the box (also a file to carry away)
    opinions    agree / disagree / pass on many statements: groups and common ground

Numbers a law or a charter sets (thresholds, seats, least support) are arguments; none stands here.
"""
