"""Who looks after the wall: those of the place, read by a second person before it is public. A supervisor may
be that second reader, as with every issue (审核, domain.md 13.1), and keep a row back; he writes not a word of it."""

from yuanba.base.permits import Role, allow

READERS = (Role.WORKER, Role.TOWNSHIP, Role.SUPERVISOR)
# What a whole county brought in is released for the county, by two of its people.
MANY = (*READERS, Role.COUNTY)
WRITES = (Role.WORKER, Role.TOWNSHIP)

allow("disclosure.see", *READERS)
allow("disclosure.publish", *READERS)
allow("disclosure.edit_row", *WRITES)
allow("disclosure.hold", *READERS)
allow("disclosure.see_many", *MANY)
allow("disclosure.propose_release", *WRITES, Role.COUNTY)
allow("disclosure.release", *MANY)
allow("disclosure.drop_release", *WRITES, Role.COUNTY)
allow("disclosure.publish_many", *MANY)
