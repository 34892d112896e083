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
# the naming list: off until the assembly turns it on; no role here can do all of it alone
allow("honours.see_naming", R.WORKER, R.TOWNSHIP, R.SUPERVISOR)
allow("honours.see_archive", R.TOWNSHIP, R.SUPERVISOR)  # what came down
allow("honours.turn_on_naming", R.WORKER)
allow("honours.file_naming", R.TOWNSHIP)
allow("honours.turn_off_naming", R.WORKER, R.TOWNSHIP)
allow("honours.propose_naming", R.WORKER)
allow("honours.second_naming", R.WORKER)
allow("honours.notify_named", R.WORKER)
allow("honours.reply_to_naming", R.REPORTER, R.WORKER)
allow("honours.judge_naming", R.WORKER)
allow("honours.review_naming", R.WORKER)
allow("honours.check_naming", R.SUPERVISOR)
allow("honours.hang_naming", R.WORKER)
allow("honours.doubt_naming", R.REPORTER, R.WORKER)
allow("honours.answer_doubt", R.WORKER)
allow("honours.tell_mended", R.REPORTER, R.WORKER)
allow("honours.take_down", R.WORKER, R.TOWNSHIP)
allow("honours.drop_naming", R.WORKER)
allow("honours.end_naming", R.ADMIN)  # the clock
