"""What can be done about sorting: rules added, changed and ended by the county, each with its source;
a newly learned version kept."""

from datetime import datetime
from typing import Any

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties.models import Category
from yuanba.duties.rules import because
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place
from yuanba.triage.models import Learned, SortingRule
from yuanba.triage.rules import table

COLUMNS = ["name", "position", "words", "also", "but_not", "nature", "lane", "source"]


@act
def add_rule(
    *,
    actor: Actor,
    county_id: int,
    category_id: int,
    now: datetime,
    within_id: int | None = None,
    door: str = "",
    **said: Any,
) -> SortingRule:
    """加一条分流规则: from today it proposes; nothing is sorted by it alone."""
    permits.require(actor, "triage.add_rule", reach={county_id})
    rule = SortingRule(county_id=county_id, since=clock.day_of(now))
    _write(rule, table.Row(**said), category_id, within_id, door)
    rule.save(force_insert=True)
    records.write("triage.add_rule", rule, actor=actor, at=now, **_facts(rule))
    return rule


@act
def change_rule(
    *,
    actor: Actor,
    rule_id: int,
    category_id: int,
    reason: str,
    now: datetime,
    within_id: int | None = None,
    door: str = "",
    **said: Any,
) -> SortingRule:
    """改分流规则: what it asks for and proposes from now on."""
    rule = _standing(actor, "triage.change_rule", rule_id)
    before = _facts(rule)
    _write(rule, table.Row(**said), category_id, within_id, door)
    why = because(reason)
    rule.save(update_fields=[*COLUMNS, "category", "within", "door"])
    changed = {k: [before[k], v] for k, v in _facts(rule).items() if before[k] != v}
    records.write("triage.change_rule", rule, actor=actor, at=now, changed=changed, reason=why)
    return rule


@act
def retire_rule(*, actor: Actor, rule_id: int, reason: str, now: datetime) -> SortingRule:
    """停用分流规则: it proposes nothing more; what was sorted before stays as it is."""
    rule = _standing(actor, "triage.retire_rule", rule_id)
    why = because(reason)
    rule.until = clock.day_of(now)
    rule.save(update_fields=["until"])
    records.write("triage.retire_rule", rule, actor=actor, at=now, name=rule.name, reason=why)
    return rule


def _standing(actor: Actor, act_name: str, rule_id: int) -> SortingRule:
    rule = SortingRule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise Denied(act_name)
    permits.require(actor, act_name, reach={rule.county_id})
    if rule.until is not None:
        raise Refused("retired", _("这一条已经停用了，请刷新再看。"))
    return rule


def _write(
    rule: SortingRule, new: table.Row, category_id: int, within_id: int | None, door: str
) -> None:
    leaf = Category.objects.filter(pk=category_id, active=True).exclude(branch="").first()
    if leaf is None:
        raise Refused("category", _("请从列出的类别里选一个。"), field="category_id")
    if within_id is not None and not _in_county(within_id, rule.county_id):
        raise Refused("within", _("请选本区县的地方。"), field="within_id")
    kept = table.row(
        new, unit_kind=UnitKind(leaf.unit_kind), within=within_id is not None, door=door
    )
    for column in COLUMNS:
        setattr(rule, column, getattr(kept, column))
    rule.category, rule.within_id, rule.door = leaf, within_id, door


def _in_county(place_id: int, county_id: int) -> bool:
    return Place.objects.filter(pk=place_id, county_id=county_id, until=None).exists()


def _facts(rule: SortingRule) -> dict[str, Any]:
    return {
        **{column: getattr(rule, column) for column in COLUMNS},
        "category": rule.category.code,
        "within": str(rule.within_id or ""),
        "door": rule.door,
    }


@act
def keep_learned(
    *,
    actor: Actor,
    county_id: int,
    weights: bytes,
    dispatch: bytes,
    rows: int,
    score: dict[str, Any],
    now: datetime,
) -> Learned:
    """换上新学的: the next version, with its score; of the one before only the score stays."""
    permits.require(actor, "triage.keep_learned", reach={county_id})
    before = Learned.objects.select_for_update().filter(county_id=county_id)
    last = before.order_by("-version").first()
    before.exclude(weights=b"").update(weights=b"", dispatch=b"")
    kept = Learned.objects.create(
        county_id=county_id,
        version=last.version + 1 if last else 1,
        made_at=now,
        rows=rows,
        score=score,
        weights=weights,
        dispatch=dispatch,
    )
    facts = {"version": kept.version, "rows": rows, "score": score}
    records.write("triage.keep_learned", kept, actor=actor, at=now, **facts)
    return kept
