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

# Staff and their posts: the security administrator, and those who look over his shoulder
allow("people.see_staff", Role.SECURITY, Role.AUDIT, Role.SUPERVISOR)
allow("people.add_person", Role.SECURITY)
allow("people.give_password", Role.SECURITY)
allow("people.block", Role.SECURITY)
allow("people.unblock", Role.SECURITY)
# Two administrators, never one alone (trust.md T20); the auditor looks on
allow("people.see_resets", Role.SECURITY, Role.ADMIN, Role.AUDIT)
allow("people.see_records", Role.AUDIT)
allow("people.ask_reset", Role.SECURITY)
allow("people.agree_reset", Role.SECURITY, Role.ADMIN)
allow("people.end_reset", Role.SECURITY, Role.ADMIN)
allow("people.use_reset", Role.RESIDENT)
allow("people.appoint", Role.SECURITY)
allow("people.end_post", Role.SECURITY)
allow("people.carry_on", Role.SECURITY)

# Units: the system administrator
allow("people.see_units", Role.ADMIN, Role.AUDIT, Role.SUPERVISOR)
allow("people.found_unit", Role.ADMIN)
allow("people.change_unit", Role.ADMIN)

# Households and residents: those who keep the register of the village
allow("people.see_cards", Role.GRID, Role.GRIDLEAD, Role.WORKER, Role.ADMIN)
allow("people.ask_card", Role.WORKER, Role.ADMIN)
allow("people.agree_card", Role.WORKER, Role.ADMIN)
allow("people.print_card", Role.WORKER, Role.ADMIN)
allow("people.stop_card", Role.REPORTER, Role.GRID, Role.GRIDLEAD, Role.WORKER, Role.ADMIN)
allow("people.begin_card", Role.RESIDENT)
allow("people.change_pin", Role.REPORTER)
allow("people.see_households", *STAFF)
allow("people.found_household", Role.WORKER, Role.ADMIN)
allow("people.join_household", Role.WORKER, Role.ADMIN)
allow("people.enrol", Role.WORKER, Role.ADMIN)
allow("people.leave_household", Role.WORKER, Role.ADMIN)
allow("people.vouch", Role.GRID, Role.GRIDLEAD, Role.WORKER, Role.ADMIN)
allow("people.split_household", Role.WORKER, Role.ADMIN)
allow("people.merge_households", Role.WORKER, Role.ADMIN)
allow("people.move_household", Role.WORKER, Role.ADMIN)
allow("people.register_resident", Role.GRID, Role.GRIDLEAD, Role.WORKER, Role.ADMIN)
allow("people.move_home", Role.REPORTER, Role.WORKER, Role.ADMIN)

# One's own account: REPORTER is the person himself
allow("people.change_me", Role.REPORTER)
allow("people.set_password", Role.REPORTER)
allow("people.offer_second_factor", Role.REPORTER)
allow("people.confirm_second_factor", Role.REPORTER)
allow("people.pass_second_factor", Role.REPORTER)
allow("people.renew_recovery_codes", Role.REPORTER)
allow("people.sign_out_others", Role.REPORTER)
allow("people.sign_in", Role.RESIDENT)
allow("people.send_code", Role.RESIDENT)
allow("people.confirm_phone", Role.RESIDENT)
