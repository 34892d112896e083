"""Counting: from ballots to a result that anybody can count again. Plain Python, nothing kept.

    lots        a tie decided by a lot that is recorded and can be drawn again
    tallies     what lay in a box
    tellers     two people count the same paper or beans; a mismatch blocks
    splits      which parts may be shown without showing how anybody voted
    ranked      instant run-off and single transferable vote, round by round
    budget      which projects a sum of money buys: greedy, equal shares
    sealed      the two envelopes: who voted apart from what; closing the box
    open        the stand-alone tool that opens the box (also a file to carry away)
    opinions    agree / disagree / pass on many statements: groups and common ground

Shares of a whole ("more than half", by heads and by area) are judged by rules/terms and deciding.
Numbers a law or a charter sets (thresholds, seats, least support) are arguments; none stands here.
"""
