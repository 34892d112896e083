"""Who may do what about needs, resources, projects, bought services and associations."""

from yuanba.base.permits import Role, allow

R = Role
DESK = (R.WORKER, R.TOWNSHIP, R.COUNTY)
allow("projects.see", *DESK, R.HANDLER, R.SUPERVISOR)
allow(
    "projects.raise_need", R.HANDLER, *DESK
)  # a department says what it hears that a village lacks
allow("projects.drop_need", *DESK)
# whoever works in a unit offers and adopts for it: a department, a street, a body of the village
allow("projects.offer", R.HANDLER, *DESK)
allow("projects.take_back", R.HANDLER, *DESK)
allow("projects.adopt", R.HANDLER, *DESK)
allow("projects.end", R.HANDLER, *DESK)
# bought services
allow("projects.buy", *DESK)
allow("projects.note_delivery", *DESK)
allow("projects.accept_delivery", *DESK)  # another person than who noted it
# associations
allow("projects.enter_association", R.TOWNSHIP, R.COUNTY)
allow("projects.renew_association", R.TOWNSHIP, R.COUNTY)
allow("projects.strike_association", R.TOWNSHIP, R.COUNTY)
allow("projects.remind", R.ADMIN)  # the clock
