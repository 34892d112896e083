"""Who may bring many things in, take the register out, and fill the demo."""

from yuanba.base.permits import Role, allow
from yuanba.matters.permits import DESK

# A table is brought for the place of one's post, and only into places that post reaches. What stands in
# it asks for its own right besides (rules.RIGHTS): units and corners of the administrator, staff of the
# security administrator, households of the worker too.
for name in ("bring_table", "agree_table", "drop_table"):
    allow(f"exchange.{name}", *DESK, Role.ADMIN, Role.SECURITY)
for name in ("set_columns", "import_matters"):
    allow(f"exchange.{name}", *DESK, Role.ADMIN)
allow("exchange.export_register", *DESK, Role.HANDLER, Role.SUPERVISOR, Role.ADMIN)
allow("exchange.ask_export", *DESK, Role.HANDLER, Role.SUPERVISOR, Role.ADMIN)
allow("exchange.fetch_export", *DESK, Role.HANDLER, Role.SUPERVISOR, Role.ADMIN)
# Names and telephones leave the house only when two of the desk want it.
allow("exchange.ask_contacts", *DESK)
allow("exchange.agree_export", *DESK)
allow("exchange.deny_export", *DESK)
allow("exchange.answer_hotline", *DESK)
allow("exchange.renew_answer", *DESK)
# The demo's own bulk roads: only who runs the command line stands in for ADMIN of an empty house.
allow("exchange.settle_homes", Role.ADMIN)
allow("exchange.publish_all", Role.ADMIN)
