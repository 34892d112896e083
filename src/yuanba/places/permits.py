"""Who may change places and days: the administrator of the county. All may read the tree.

A right over a township does not reach these acts: their reach is the county alone. Days are one
calendar for the whole house, so the administrator of any county here may set them.
"""

from yuanba.base.permits import Role, allow

R = Role

allow("places.see", R.COUNTY, R.SUPERVISOR, R.ADMIN)
allow("places.found_county", R.ADMIN)  # its reach is empty: only the founder, see acts/founding.py
allow("places.found", R.ADMIN)
allow("places.rename", R.ADMIN)
allow("places.move", R.ADMIN)
allow("places.recode", R.ADMIN)
allow("places.merge", R.ADMIN)
allow("places.split", R.ADMIN)
allow("places.dissolve", R.ADMIN)
allow("places.close", R.ADMIN)
allow("places.take_in", R.ADMIN)  # only the founder, as found_county
CALL = (R.GRID, R.GRIDLEAD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.ADMIN)
allow("places.call_also", *CALL)  # whoever works there knows what people say
allow("places.drop_alias", *CALL)
allow("places.draw_outline", R.ADMIN)
allow("places.wipe_outline", R.ADMIN)
allow("places.locate", R.GRIDLEAD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.ADMIN)
allow("places.set_day", R.ADMIN)
allow("places.load_calendar_year", R.ADMIN)
allow("places.settle_year", R.ADMIN)
