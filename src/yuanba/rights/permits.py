"""Who looks after what is forgotten. REPORTER is the person himself."""

from yuanba.base.permits import Role, allow

R = Role
TWO = (R.ADMIN, R.SECURITY)  # any two different people of these

allow("rights.see", *TWO, R.AUDIT, R.SUPERVISOR)
allow("rights.set_period", R.SECURITY)
allow("rights.draft_batch", R.ADMIN)
allow("rights.agree", *TWO)
allow("rights.carry_out", *TWO)
allow("rights.drop", *TWO)
allow("rights.erase_some", R.ADMIN)
allow("rights.erase_again", R.ADMIN)
allow("rights.set_heads_aside", R.ADMIN)
allow("rights.forget_head", R.ADMIN)
allow("rights.ask_erasure", R.REPORTER)
allow("rights.withdraw", R.REPORTER)
allow("rights.grant_erasure", R.SECURITY)
allow("rights.refuse_erasure", R.SECURITY)
allow("rights.correct_contact", R.REPORTER)
allow("rights.erase_contact", R.REPORTER)
allow("rights.disown", R.REPORTER)
