"""The supervision committee (村务监督委员会) reads everything and changes nothing: what it does here are its
own remarks, read by everybody. The village answers; a resident's clue is heard by supervisors alone."""

from yuanba.base.permits import Role, allow

R = Role

allow("supervision.see", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)
allow("supervision.draw", R.SUPERVISOR)
allow("supervision.judge", R.SUPERVISOR)
allow("supervision.explain", R.WORKER)
allow("supervision.suggest", R.SUPERVISOR)
allow("supervision.answer_suggestion", R.WORKER)
allow("supervision.report", R.SUPERVISOR)
# a clue: told by anybody, seen by nobody but supervisors, each look a record
allow("supervision.tell_clue", R.RESIDENT)
allow("supervision.see_clues", R.SUPERVISOR)
allow("supervision.open_clue", R.SUPERVISOR)
allow("supervision.hand_clue", R.SUPERVISOR)
allow("supervision.close_clue", R.SUPERVISOR)
# 巡察与群众监督贯通: what inspectors found goes to the village, is put right, is checked by its own people
allow("supervision.hand_finding", R.SUPERVISOR)
allow("supervision.put_right", R.WORKER)
allow("supervision.check_finding", R.SUPERVISOR)
