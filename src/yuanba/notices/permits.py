"""Who sees what was sent and does by hand what a machine cannot: at the matter's place or above."""

from yuanba.base.permits import Role, allow

DESK = (Role.WORKER, Role.TOWNSHIP, Role.COUNTY)

allow("notices.choose_language", Role.RESIDENT)
allow("notices.read", Role.RESIDENT)  # one's own messages: nobody else sees how far
allow("notices.see", *DESK)
allow("notices.mark_called", *DESK)
allow("notices.mark_printed", *DESK)
allow("notices.visit", Role.GRID, Role.GRIDLEAD, *DESK)
# whom one is sent to: as long as the visit waits, with a reason; it opens nothing else of the matter
allow("notices.look", Role.GRID, Role.GRIDLEAD, *DESK)
