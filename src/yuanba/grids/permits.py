"""Who keeps the network: the village its own, the township and the county those below."""

from yuanba.base.permits import Role, allow

R = Role
ABOVE = (R.TOWNSHIP, R.COUNTY)
KEEP = (R.WORKER, *ABOVE)

allow("grids.see", R.GRID, R.GRIDLEAD, *KEEP, R.SUPERVISOR)
allow("grids.found_team", *KEEP)
allow("grids.cover", *KEEP)
allow("grids.end_team", *KEEP)
allow("grids.seat", *KEEP)
allow("grids.end_seat", *KEEP)
allow("grids.set_duties", R.COUNTY)
