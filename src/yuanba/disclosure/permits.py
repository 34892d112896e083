"""Who looks after the wall: those of the place, read by a second person before it is public."""

from yuanba.base.permits import Role, allow

READERS = (Role.WORKER, Role.TOWNSHIP, Role.SUPERVISOR)

allow("disclosure.see", *READERS)
allow("disclosure.publish", *READERS)
allow("disclosure.edit_row", *READERS)
allow("disclosure.hold", *READERS)
