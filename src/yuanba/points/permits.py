"""Who may do what with points, at the village or any place above it.

What belongs to a household is done by whoever lives in it: its members are part of the reach, and
each holds Role.REPORTER over himself. Objecting is open to everybody of the village who has signed in.
"""

from yuanba.base.permits import Role, allow

R = Role
FIELD = (R.GRID, R.GRIDLEAD)
KEEPS = (R.WORKER, R.TOWNSHIP)

allow("points.see", *FIELD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.MEDIATOR, R.SUPERVISOR)
# the rule book and who judges
allow("points.adopt_book", *KEEPS)
allow("points.seat_panel", *KEEPS)
allow("points.declare_kin", *KEEPS)
# the way of a claim
allow("points.tell", R.REPORTER, *FIELD, R.WORKER, R.MEDIATOR)
allow("points.withdraw", R.REPORTER, *FIELD, R.WORKER, R.MEDIATOR)
allow("points.check", *FIELD, R.WORKER, R.MEDIATOR)
allow("points.propose_taking", R.WORKER)
allow("points.reply", R.REPORTER, *FIELD, R.WORKER)
allow("points.decide", R.WORKER)
allow("points.object_to", R.RESIDENT, *FIELD, R.WORKER)
allow("points.answer_objection", R.WORKER)
