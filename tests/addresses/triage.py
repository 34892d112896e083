"""Addresses of `triage`."""

from .kinds import Address, at

OPERATIONS: dict[str, Address] = {
    "GET /api/triage/rules/{county_id}": at("triage.see_rules", "county"),
    "POST /api/triage/rules/{county_id}": at("triage.add_rule", "county"),
    "POST /api/triage/rules/one/{rule_id}": at("triage.change_rule", "county"),
    "POST /api/triage/rules/one/{rule_id}/retire": at("triage.retire_rule", "county"),
}
