"""Who may do what about duties. Categories are one list for the whole house."""

from yuanba.base.permits import Role, allow

allow("duties.see_categories", Role.ADMIN, Role.SUPERVISOR)
allow("duties.load_categories", Role.ADMIN)  # its reach is empty: only the founder
allow("duties.change_category", Role.ADMIN)  # at a county
allow("duties.load_lists", Role.ADMIN)  # its reach is empty: only the founder
allow("duties.add_item", Role.ADMIN)  # at a county
allow("duties.change_item", Role.ADMIN)
allow("duties.name_lanes", Role.ADMIN, Role.COUNTY)  # of one county
