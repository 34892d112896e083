"""Who may do what about people: role × act, at the place or any place above it."""

from yuanba.base.permits import Role, allow

STAFF = (
    Role.GRID,
    Role.GRIDLEAD,
    Role.WORKER,
    Role.TOWNSHIP,
    Role.COUNTY,
    Role.SUPERVISOR,
    Role.ADMIN,
)

# Staff and their posts
allow("people.see_staff", Role.ADMIN, Role.SUPERVISOR)
allow("people.add_person", Role.ADMIN)
allow("people.give_password", Role.ADMIN)
allow("people.block", Role.ADMIN)
allow("people.unblock", Role.ADMIN)
allow("people.appoint", Role.ADMIN)
allow("people.end_post", Role.ADMIN)
allow("people.found_unit", Role.ADMIN)
allow("people.change_unit", Role.ADMIN)

# Households and residents: those who keep the register of the village
allow("people.see_households", *STAFF)
allow("people.found_household", Role.WORKER, Role.ADMIN)
allow("people.join_household", Role.WORKER, Role.ADMIN)
allow("people.enrol", Role.WORKER, Role.ADMIN)
allow("people.leave_household", Role.WORKER, Role.ADMIN)
allow("people.split_household", Role.WORKER, Role.ADMIN)
allow("people.merge_households", Role.WORKER, Role.ADMIN)
allow("people.register_resident", Role.GRID, Role.GRIDLEAD, Role.WORKER, Role.ADMIN)
allow("people.move_home", Role.REPORTER, Role.WORKER, Role.ADMIN)

# One's own account: REPORTER is the person himself
allow("people.change_me", Role.REPORTER)
allow("people.set_password", Role.REPORTER)
allow("people.sign_in", Role.RESIDENT)
allow("people.send_code", Role.RESIDENT)
allow("people.confirm_phone", Role.RESIDENT)
