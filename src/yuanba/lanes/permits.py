"""Who may do what after the sorting: whoever works at the matter's place or above, or in its unit."""

from yuanba.base.permits import Role, allow

R = Role
DESK = (R.WORKER, R.TOWNSHIP, R.COUNTY)
FIELD = (R.GRID, R.GRIDLEAD, R.MEDIATOR)

allow("lanes.see", *FIELD, *DESK, R.HANDLER, R.SUPERVISOR)
# communal
allow("lanes.put_topic", *DESK)
allow("lanes.settle_topic", *DESK)
allow("lanes.give_order", *DESK)
allow("lanes.finish_order", *FIELD, *DESK)
allow("lanes.call_volunteers", *DESK)
allow("lanes.sign_up", R.RESIDENT, *FIELD, *DESK)
allow("lanes.leave_call", R.RESIDENT, *DESK)
allow("lanes.end_call", *DESK)
# personal
allow("lanes.show_way", *FIELD, *DESK, R.HANDLER)
allow("lanes.ask_later", *FIELD, *DESK, R.HANDLER)
allow("lanes.answer_way", R.REPORTER, *FIELD, *DESK, R.HANDLER)
allow("lanes.remind_way", R.ADMIN)  # the clock
# a doubtful class
allow("lanes.doubt_class", *DESK)
allow("lanes.say_view", *DESK)
allow("lanes.settle_class", *DESK)
