"""Who may do what with honours, at the village or any place above it.

What belongs to a household or a person is theirs to say: each holds Role.REPORTER over himself, and
those who live there are part of the reach. Nominating and objecting are open to everybody of the
village who has signed in; the acts ask whether he lives there.
"""

from yuanba.base.permits import Role, allow

R = Role
FIELD = (R.GRID, R.GRIDLEAD)
KEEPS = (R.WORKER, R.TOWNSHIP)

allow("honours.see", *FIELD, *KEEPS, R.COUNTY, R.SUPERVISOR)
allow("honours.call", *KEEPS)
allow("honours.nominate", R.RESIDENT, *FIELD, R.WORKER)
allow("honours.consent", R.REPORTER, *FIELD, R.WORKER)
allow("honours.judge", R.WORKER)
allow("honours.post_chosen", R.WORKER)
allow("honours.object_to_award", R.RESIDENT, *FIELD, R.WORKER)
allow("honours.answer_award_objection", R.WORKER)
allow("honours.present", R.WORKER)
allow("honours.revoke", R.WORKER)
allow("honours.drop", *KEEPS)
