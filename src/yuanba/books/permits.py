"""Who may read the books and have them added up. What is entered asks leave in the context that does it."""

from yuanba.base.permits import Role, allow

R = Role

allow("books.see", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR, R.ADMIN, R.AUDIT)
allow("books.check", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR, R.ADMIN)  # ADMIN: the clock
