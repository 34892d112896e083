"""Who keeps the network: the village its own, the township and the county those below."""

from yuanba.base.permits import Role, allow

R = Role
ABOVE = (R.TOWNSHIP, R.COUNTY)
KEEP = (R.WORKER, *ABOVE)

allow("grids.see", R.GRID, R.GRIDLEAD, *KEEP, R.SUPERVISOR, R.ADMIN)
allow("grids.found_team", *KEEP)
allow("grids.cover", *KEEP)
allow("grids.end_team", *KEEP)
allow("grids.seat", *KEEP)
allow("grids.end_seat", *KEEP)
allow("grids.open_venue", *KEEP)
allow("grids.change_venue", *KEEP)
allow("grids.close_venue", *KEEP)
allow("grids.set_duties", R.COUNTY)
allow("grids.take_roster_row", R.ADMIN)  # it founds grids and moves places, as adopting a plan does

# Plans: drawn and changed by those who look over many; adopting one founds and moves places, which is
# the county administrator's right.
PLAN = (R.TOWNSHIP, R.COUNTY, R.ADMIN)
allow("grids.ask_plan", *PLAN)
allow("grids.shift", *PLAN)
allow("grids.drop_plan", *PLAN)
allow("grids.adopt_plan", R.ADMIN)
