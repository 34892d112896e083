"""Who keeps the points, who looks at them, who sets the county's rows."""

from yuanba.base.permits import Role, allow

R = Role
FIELD = (R.GRID, R.GRIDLEAD)
THERE = (R.WORKER, R.TOWNSHIP, R.COUNTY)

allow("patrols.see", *FIELD, *THERE, R.SUPERVISOR)
allow("patrols.add_point", R.GRIDLEAD, *THERE)
allow("patrols.change_point", R.GRIDLEAD, *THERE)
allow("patrols.retire_point", R.GRIDLEAD, *THERE)
allow("patrols.set_pace", R.ADMIN, R.COUNTY)
allow("patrols.set_lines", R.ADMIN, R.COUNTY)
allow("patrols.look", *FIELD, *THERE)
allow("patrols.photograph_sheet", *FIELD, *THERE)
allow("patrols.type_sheet", *FIELD, *THERE)
allow("patrols.fix_finding", *FIELD, *THERE)
allow("patrols.raise_finding", *FIELD, *THERE)
allow("patrols.take_step", *THERE)
allow("patrols.hand_over", *FIELD, *THERE)
allow("patrols.answer_handover", *FIELD, *THERE)
allow("patrols.set_rung", R.ADMIN, R.COUNTY)
allow("patrols.enroll_device", *FIELD, *THERE)
allow("patrols.revoke_device", *FIELD, *THERE, R.SECURITY)
allow("patrols.hear_from_device", *FIELD, *THERE)
