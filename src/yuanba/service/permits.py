"""Who arranges service days and groups, and who writes on a day."""

from yuanba.base.permits import Role, allow

R = Role
ABOVE = (R.TOWNSHIP, R.COUNTY)
THERE = (R.WORKER, *ABOVE)
FIELD = (R.GRID, R.GRIDLEAD)

allow("service.see", *FIELD, *THERE, R.SUPERVISOR)
allow("service.arrange", *ABOVE)
allow("service.change_day", *ABOVE)
allow("service.form_group", *ABOVE)
allow("service.dissolve_group", *ABOVE)
allow("service.seat_member", *THERE)
allow("service.unseat_member", *THERE)
allow("service.open_day", *THERE)
allow("service.mark_present", *THERE)
allow("service.receive", *FIELD, *THERE)
allow("service.note_opinion", *FIELD, *THERE)
allow("service.note_deed", *FIELD, *THERE)
allow("service.end_day", *THERE)
allow("service.revise_checklist", R.ADMIN, R.COUNTY)
allow("service.retire_checklist", R.ADMIN, R.COUNTY)
allow("service.tick", *FIELD, *THERE)
allow("service.untick", *FIELD, *THERE)
allow("service.settle_tick", *FIELD, *THERE)
