"""Who may act on common problems: over the smallest place that all who tell it live in, or above.

A village cannot decide on what two villages tell; the town above both can.
"""

from yuanba.base.permits import Role, allow

R = Role
DESK = (R.WORKER, R.TOWNSHIP, R.COUNTY)

allow("problems.see", *DESK, R.SUPERVISOR, R.HANDLER)
allow("problems.confirm", *DESK)
allow("problems.drop", *DESK)
allow("problems.add_matter", *DESK)
allow("problems.take_out", *DESK)
allow("problems.join", *DESK)
allow("problems.begin", *DESK)
allow("problems.advance", *DESK, R.HANDLER)
allow("problems.finish", *DESK, R.HANDLER)
allow("problems.suggest", R.WORKER, R.TOWNSHIP)
allow("problems.choose", R.COUNTY)
