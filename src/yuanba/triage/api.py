"""The county's rules of sorting over JSON: the table, and the same acts."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number
from yuanba.duties.rules import Lane
from yuanba.people import door
from yuanba.triage import acts, queries
from yuanba.triage.models import SortingRule
from yuanba.triage.rules import table

router = Router(tags=["triage"], auth=django_auth)


class SortingRuleOut(Schema):
    id: Id
    name: str
    position: int
    words: str
    also: str
    but_not: str
    within_id: Id | None
    door: str
    nature: str
    category: str
    lane: str
    source: str
    over: bool
    hidden_by: Id | None  # the earlier rule that fits whenever this one does

    @staticmethod
    def resolve_id(rule: SortingRule) -> str:
        return str(rule.pk)

    @staticmethod
    def resolve_within_id(rule: SortingRule) -> str | None:
        return str(rule.within_id) if rule.within_id else None

    @staticmethod
    def resolve_category(rule: SortingRule) -> str:
        return rule.category.code

    @staticmethod
    def resolve_over(rule: SortingRule) -> bool:
        return rule.until is not None

    @staticmethod
    def resolve_hidden_by(rule: SortingRule) -> str | None:
        found: table.Rule | None = getattr(rule, "hidden_by", None)
        return str(found.id) if found else None


class RuleIn(Schema):
    category_id: Id
    within_id: Id | None = None
    name: str = Field("", max_length=60)
    position: int
    words: str = ""
    also: str = ""
    but_not: str = ""
    door: str = ""
    nature: str = ""
    lane: Lane | None = None
    source: str = ""


class ChangeRuleIn(RuleIn):
    reason: str = ""


class RetireRuleIn(Schema):
    reason: str = ""


def _said(body: RuleIn) -> dict[str, Any]:
    said = body.dict()
    said["category_id"] = number(said["category_id"])
    said["within_id"] = number(said["within_id"]) if said["within_id"] else None
    said["lane"] = said["lane"] or ""
    return said


@router.get("/rules/{county_id}", response=list[SortingRuleOut])
def rules(request: HttpRequest, county_id: Id) -> list[SortingRule]:
    """Every rule there ever was, those that stand first, in the order in which they are tried."""
    pk = number(county_id)
    permits.require(door.actor(request), "triage.see_rules", reach={pk})
    found, today = queries.rules_of(pk), clock.day_of(clock.now())
    hidden = queries.hidden_rules(queries.standing(found, today))
    for rule in found:
        rule.hidden_by = hidden.get(rule.pk)  # type: ignore[attr-defined]
    return found


@router.post("/rules/{county_id}", response=SortingRuleOut)
def add_rule(request: HttpRequest, county_id: Id, body: RuleIn) -> SortingRule:
    """加一条分流规则."""
    said: dict[str, Any] = {"county_id": number(county_id), **_said(body), **asked(request)}
    return acts.add_rule(**said)


@router.post("/rules/one/{rule_id}", response=SortingRuleOut)
def change_rule(request: HttpRequest, rule_id: Id, body: ChangeRuleIn) -> SortingRule:
    """改分流规则, and why."""
    said: dict[str, Any] = {"rule_id": number(rule_id), **_said(body), **asked(request)}
    return acts.change_rule(**said)


@router.post("/rules/one/{rule_id}/retire", response=SortingRuleOut)
def retire_rule(request: HttpRequest, rule_id: Id, body: RetireRuleIn) -> SortingRule:
    """停用分流规则, and why."""
    return acts.retire_rule(rule_id=number(rule_id), reason=body.reason, **asked(request))
