"""Who looks after the wall: those of the place, read by a second person before it is public."""

from yuanba.base.permits import Role, allow

READERS = (Role.WORKER, Role.TOWNSHIP, Role.SUPERVISOR)
# What a whole county brought in is released for the county, by two of its people.
MANY = (*READERS, Role.COUNTY)

allow("disclosure.see", *READERS)
allow("disclosure.publish", *READERS)
allow("disclosure.edit_row", *READERS)
allow("disclosure.hold", *READERS)
allow("disclosure.see_many", *MANY)
allow("disclosure.propose_release", *MANY)
allow("disclosure.release", *MANY)
allow("disclosure.drop_release", *MANY)
allow("disclosure.publish_many", *MANY)
