"""Who may bring many things in, take the register out, and fill the demo."""

from yuanba.base.permits import Role, allow
from yuanba.matters.permits import DESK

allow("exchange.import_matters", Role.COUNTY, Role.ADMIN)
allow("exchange.export_register", *DESK, Role.HANDLER, Role.SUPERVISOR, Role.ADMIN)
# The demo's own bulk roads: only who runs the command line stands in for ADMIN of an empty house.
allow("exchange.settle_homes", Role.ADMIN)
allow("exchange.publish_all", Role.ADMIN)
