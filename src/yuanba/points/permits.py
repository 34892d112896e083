"""Who may do what with points, at the village or any place above it.

What belongs to a household is done by whoever lives in it: its members are part of the reach, and
each holds Role.REPORTER over himself. Objecting is open to everybody of the village who has signed in.
"""

from yuanba.base.permits import Role, allow

R = Role
FIELD = (R.GRID, R.GRIDLEAD)
KEEPS = (R.WORKER, R.TOWNSHIP)

allow("points.see", *FIELD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.MEDIATOR, R.SUPERVISOR)
allow("points.see_shop", *FIELD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR, R.SHOP)
allow("points.see_pairs", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)
# the rule book and who judges
allow("points.adopt_book", *KEEPS)
allow("points.ratify_book", *KEEPS)
allow("points.seat_panel", *KEEPS)
allow("points.declare_kin", *KEEPS)
# the way of a claim
allow("points.tell", R.REPORTER, *FIELD, R.WORKER, R.MEDIATOR)
allow("points.tell_hazard", R.REPORTER)
allow("points.tell_list", *FIELD, R.WORKER, R.MEDIATOR)
allow("points.check_list", *FIELD, R.WORKER, R.MEDIATOR)
allow("points.arise", R.ADMIN)  # the clock, after a meeting
allow("points.unarise", R.ADMIN)
allow("points.withdraw", R.REPORTER, *FIELD, R.WORKER, R.MEDIATOR)
allow("points.check", *FIELD, R.WORKER, R.MEDIATOR)
allow("points.choose_name", R.REPORTER, *FIELD, R.WORKER)
allow("points.propose_taking", R.WORKER)
allow("points.reply", R.REPORTER, *FIELD, R.WORKER)
allow("points.decide", R.WORKER)
allow("points.rule_on_taking", R.WORKER)
allow("points.answer_taking", R.WORKER)
allow("points.object_to", R.RESIDENT, *FIELD, R.WORKER)
allow("points.answer_objection", R.WORKER)
# the ledger
allow("points.set_budget", *KEEPS)
allow("points.book", R.WORKER)
allow("points.book_due", R.WORKER)
allow("points.import_opening", *KEEPS, R.ADMIN)  # the administrator: by the command line
allow("points.export_balances", *KEEPS, R.ADMIN)
allow("points.lapse", R.ADMIN)  # the clock
allow("points.warn_lapse", R.ADMIN)  # the clock
# the shop
allow("points.keep_item", R.WORKER)
allow("points.stock_up", R.WORKER)
allow("points.reserve", R.REPORTER, *FIELD, R.WORKER)
allow("points.give_back", R.REPORTER, *FIELD, R.WORKER)
allow("points.hand_out", *FIELD, R.WORKER, R.SHOP)
allow("points.undo_deal", R.WORKER)
allow("points.set_hours", R.WORKER)
allow("points.print_slips", R.WORKER, R.SHOP)
allow("points.enter_slip", R.WORKER)
allow("points.enter_slips", R.WORKER)
allow("points.dispute", R.REPORTER, *FIELD, R.WORKER)
allow("points.answer_dispute", R.WORKER)
allow("points.count_stock", *FIELD, R.WORKER, R.SHOP)
allow("points.agree_stock", *FIELD, R.WORKER, R.SHOP)
allow("points.end_reservation", R.ADMIN)  # the clock
