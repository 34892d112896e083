"""Who may do what about the lists of a county. Reading them is everybody's."""

from yuanba.base.permits import Role, allow

KEEPS = (Role.ADMIN, Role.COUNTY)

allow("lists.see", *KEEPS, Role.SUPERVISOR)  # the desk page, with what waits to be checked
allow("lists.adopt", *KEEPS)
allow("lists.verify", *KEEPS)  # another person than who brought it
allow("lists.drop", *KEEPS)
