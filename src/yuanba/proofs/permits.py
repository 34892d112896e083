"""Who may do what about proofs: the village's worker issues, the levels above and the supervisors look."""

from yuanba.base.permits import Role, allow

R = Role
allow("proofs.see", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)
allow("proofs.issue", R.WORKER)
allow("proofs.turn_away", R.WORKER)
allow("proofs.withdraw", R.WORKER, R.TOWNSHIP)
