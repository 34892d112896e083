"""Who may do what with the disclosure of village affairs (村务居务公开).

The supervision committee reviews and changes nothing else; asking is open to everybody at the door.
"""

from yuanba.base.permits import Role, allow

R = Role
KEEPS = (R.WORKER, R.TOWNSHIP, R.COUNTY)

allow("catalogue.see", R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)
allow("catalogue.adopt", *KEEPS)
# the way of an issue (一期): drafted, reviewed, decided, published, filed, archived
allow("catalogue.draft", R.WORKER)
allow("catalogue.draft_due", R.ADMIN)  # the clock
allow("catalogue.remind", R.ADMIN)  # the clock
allow("catalogue.redraw", R.WORKER)
allow("catalogue.edit_part", R.WORKER)
allow("catalogue.attach_voucher", R.WORKER)
allow("catalogue.look_at_voucher", R.SUPERVISOR)
allow("catalogue.send", R.WORKER)
allow("catalogue.review", R.SUPERVISOR)
allow("catalogue.answer_review", R.WORKER)
allow("catalogue.decide", R.WORKER)
allow("catalogue.publish", R.WORKER)
allow("catalogue.hang_again", R.WORKER)
allow("catalogue.file", R.TOWNSHIP)
allow("catalogue.correct", R.WORKER)
allow("catalogue.archive", R.WORKER)
# 有疑问，问一句
allow("catalogue.ask", R.RESIDENT, R.SUPERVISOR)
allow("catalogue.answer", R.WORKER)
allow("catalogue.ask_above", R.RESIDENT, R.SUPERVISOR)
allow("catalogue.answer_above", R.TOWNSHIP)
