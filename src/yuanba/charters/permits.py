"""村规民约、章程、制度: written by the village, passed by its meeting, filed with the township, which sends
back what breaks the law."""

from yuanba.base.permits import Role, allow

R = Role

allow("charters.see", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)
allow("charters.write", R.WORKER)
allow("charters.adopt", R.WORKER)
allow("charters.record", R.WORKER)
allow("charters.take_down", R.WORKER)
allow("charters.file", R.TOWNSHIP)
allow("charters.send_back", R.TOWNSHIP)
allow("charters.repeal", R.WORKER)
