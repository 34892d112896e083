"""Neighbours help each other: whoever lives there, and who writes it down for him. The acts ask whether
he lives there."""

from yuanba.base.permits import Role, allow

R = Role
HELPERS = (R.GRID, R.GRIDLEAD, R.WORKER)  # who writes down for those without a telephone

allow("neighbours.see", *HELPERS, R.TOWNSHIP)
allow("neighbours.put_up", R.RESIDENT, *HELPERS)
allow("neighbours.answer", R.RESIDENT, *HELPERS)
allow("neighbours.give_back", R.REPORTER, *HELPERS)
allow("neighbours.finish", R.REPORTER, *HELPERS)
allow("neighbours.longer", R.REPORTER, *HELPERS)
allow("neighbours.take_down", R.REPORTER, *HELPERS)
allow("neighbours.clear", R.ADMIN)  # the clock
