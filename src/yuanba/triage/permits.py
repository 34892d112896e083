"""Who may do what about sorting: the county keeps its own table of rules, as it keeps its categories."""

from yuanba.base.permits import Role, allow

allow("triage.see_rules", Role.COUNTY, Role.ADMIN)
allow("triage.add_rule", Role.COUNTY, Role.ADMIN)
allow("triage.change_rule", Role.COUNTY, Role.ADMIN)
allow("triage.retire_rule", Role.COUNTY, Role.ADMIN)
allow("triage.keep_learned", Role.ADMIN)  # the command and the clock; people only read its score
