"""Who may do what about tasks that departments hand down to villages."""

from yuanba.base.permits import Role, allow

R = Role
allow("admissions.see", R.HANDLER, R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)
# the department, for its own unit
allow("admissions.hand", R.HANDLER)
allow("admissions.ask", R.HANDLER)
allow("admissions.explain", R.HANDLER)
allow("admissions.withdraw", R.HANDLER)
# the county decides, through the city where its rule says so
allow("admissions.ask_more", R.COUNTY)
allow("admissions.send_up", R.COUNTY)
allow("admissions.admit", R.COUNTY)
allow("admissions.refuse", R.COUNTY)
allow("admissions.set_rule", R.COUNTY)
allow("admissions.lapse", R.ADMIN)  # the clock
# the village
allow("admissions.finish", R.WORKER)
allow("admissions.send_back", R.WORKER)
