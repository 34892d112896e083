"""Who may act on matters: over the matter's place or any place above it, its unit, or as reporter."""

from yuanba.base.permits import Role, allow

R = Role
DESK = (R.WORKER, R.TOWNSHIP, R.COUNTY)
FIELD = (R.GRID, R.GRIDLEAD, R.MEDIATOR)

allow("matters.see", R.REPORTER, *FIELD, *DESK, R.HANDLER, R.SUPERVISOR)
allow("matters.report", R.RESIDENT, *FIELD, *DESK, R.HANDLER)
allow("matters.accept", *DESK)
allow("matters.refuse", *DESK)
allow("matters.triage", *DESK)
allow("matters.assign", *DESK, R.HANDLER)
allow("matters.transfer", *DESK, R.HANDLER)
allow("matters.hand_up", R.WORKER, R.TOWNSHIP)
allow("matters.hand_down", R.TOWNSHIP, R.COUNTY)
allow("matters.note", *FIELD, *DESK, R.HANDLER)
allow("matters.add", R.REPORTER)
allow("matters.ask_extension", *FIELD, *DESK, R.HANDLER)
allow("matters.grant_extension", *DESK)
allow("matters.deny_extension", *DESK)
allow("matters.finish", *FIELD, *DESK, R.HANDLER)
allow("matters.reply", *FIELD, *DESK, R.HANDLER)
allow("matters.attempt", *FIELD, *DESK, R.SUPERVISOR)
allow("matters.evaluate", R.REPORTER)
allow("matters.call_back", *DESK, R.SUPERVISOR)
allow("matters.check_hardship", *FIELD, *DESK)
allow("matters.ask_reopen", R.REPORTER, R.WORKER, R.SUPERVISOR)
allow("matters.grant_reopen", *DESK)
allow("matters.deny_reopen", *DESK)
allow("matters.close", *DESK)
allow("matters.reveal", R.GRID, *DESK, R.HANDLER)
allow("matters.move_limit", R.ADMIN)
