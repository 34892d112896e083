"""Rule rows and flows: stocked once, confirmed by a county, added to, never changed."""

from datetime import date, datetime
from typing import Any

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import place_of, row_facts
from yuanba.councils.models import Confirmed, CountyFlow, RuleRow
from yuanba.councils.rules import flows, rows, saying, sitting
from yuanba.councils.rules.kinds import BodyKind, Measure
from yuanba.councils.rules.numbers import read as read_numbers
from yuanba.people.models import Person
from yuanba.places.rules import Kind

COLUMNS = (
    "code", "name", "body", "unit", "valid", "decides", "initiative", "notice_days",
    "publicity_days", "proxies", "leave_out", "paper_only", "source", "article", "note", "since",
    "until", "carried",
)  # fmt: skip


@act
def stock_rules(*, actor: Actor, now: datetime) -> RuleRow:
    """载入规则: the rows of rules.toml that are not here yet (domain of law: see each row's source).
    What is there stays as it is."""
    permits.require(actor, "councils.stock_rules", reach=frozenset())
    there = set(RuleRow.objects.filter(county=None).values_list("code", "since"))
    new = [r for r in rows.shipped() if (r.code, r.since) not in there]
    RuleRow.objects.bulk_create(
        RuleRow(
            **{c: getattr(r, c) for c in COLUMNS},
            composition=dict(r.composition),
            numbers=dict(r.numbers),
        )
        for r in new
    )
    first = RuleRow.objects.filter(county=None).order_by("id").first()
    assert first is not None  # the file holds some
    records.write("councils.stock_rules", first, actor=actor, at=now, added=len(new))
    return first


@act
def confirm_rule(
    *, actor: Person, row_id: int, county_id: int, read: str, now: datetime
) -> Confirmed:
    """核实规则: the county has read the text in force and found the row right; from now on meetings
    judged by it carry no banner. What was decided before keeps its mark."""
    county = _county(actor, county_id, "councils.confirm_rule")
    row = queries.row(row_id, county_id)
    if row is None:
        raise Denied("councils.confirm_rule")
    said = saying.say(read, field="read", least=4)
    if Confirmed.objects.filter(row=row, county=county).exists():
        raise Refused("confirmed", _("这一条已经核实过了。"))
    made = Confirmed.objects.create(
        row=row, county=county, by=actor, on=clock.day_of(now), read=said[:200]
    )
    facts = {"row": row_facts(row), "read": made.read}
    records.write("councils.confirm_rule", made, actor=actor, at=now, **facts)
    return made


@act
def add_rule(
    *,
    actor: Person,
    county_id: int,
    code: str,
    name: str,
    body: BodyKind,
    unit: Measure,
    valid: str,
    decides: str,
    source: str,
    article: str,
    since: date,
    now: datetime,
    initiative: str = "",
    notice_days: int = 0,
    publicity_days: int = 0,
    proxies: int = 0,
    leave_out: bool = False,
    paper_only: bool = False,
    note: str = "",
    numbers: str = "",
    composition: str | None = None,
) -> RuleRow:
    """立规则: a county's own row, or the new text of a law, in force from a day on. The row of this code
    before it stays for what was judged by it. Who may sit stays as it was, unless it is written anew."""
    county = _county(actor, county_id, "councils.add_rule")
    before = queries.row_for(code.strip(), county.pk, since)
    sits = before.composition if before else {}
    said = rows.check(
        rows.Row(
            code=saying.say(code, field="code", least=1)[:12],
            name=saying.say(name, field="name")[:60],
            body=body,
            unit=unit,
            valid=" ".join(valid.split()),
            decides=" ".join(decides.split()),
            initiative=" ".join(initiative.split()),
            notice_days=notice_days,
            publicity_days=publicity_days,
            proxies=proxies,
            leave_out=leave_out,
            paper_only=paper_only,
            composition=sits if composition is None else sitting.read(composition),
            numbers=read_numbers(numbers),
            source=source.strip()[:120],
            article=article.strip()[:120],
            note=note.strip()[:300],
            since=since,
            until=None,
            carried=False,
        )
    )
    if RuleRow.objects.filter(county=county, code=said.code, since=since).exists():
        raise Refused("same_day", _("同一天已经立过这一条，请换一个开始的日子。"), field="since")
    made = RuleRow.objects.create(
        county=county,
        composition=dict(said.composition),
        numbers=dict(said.numbers),
        **{c: getattr(said, c) for c in COLUMNS},
    )
    facts: dict[str, Any] = {"row": row_facts(made), "valid": made.valid, "decides": made.decides}
    facts |= {"numbers": made.numbers, "composition": made.composition}
    records.write("councils.add_rule", made, actor=actor, at=now, **facts, source=made.source)
    return made


@act
def keep_flow(*, actor: Actor, county_id: int, text: str, now: datetime) -> CountyFlow:
    """存程序: a county's own procedure, as its file is written; a change is the next version."""
    county = _county(actor, county_id, "councils.keep_flow")
    flow = flows.proofread(text)
    day = clock.day_of(now)
    for n, step in enumerate(flow.steps, 1):
        if step.rule and queries.row_for(step.rule, county.pk, day) is None:
            raise Refused(
                "no_rule",
                _("第 %(n)d 步说的规则 %(code)s 这里没有。") % {"n": n, "code": step.rule},
                field="text",
            )
    last = CountyFlow.objects.filter(county=county, code=flow.code).order_by("-version").first()
    if last is not None and flow.version <= last.version:
        raise Refused(
            "version",
            _("现在是第 %(n)d 版，请把 version 写成更大的数。") % {"n": last.version},
            field="text",
        )
    made = CountyFlow.objects.create(
        county=county, code=flow.code, version=flow.version, text=text, kept_at=now
    )
    facts = {"code": flow.code, "version": flow.version}
    records.write("councils.keep_flow", made, actor=actor, at=now, **facts)
    return made


def _county(actor: Actor, county_id: int, name: str) -> Any:
    county = place_of(actor, county_id, name)
    if county.kind != Kind.COUNTY:
        raise Denied(name)
    return county
