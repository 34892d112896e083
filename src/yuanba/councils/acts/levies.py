"""一事一议: what is asked of everybody is held against the year's bounds; who is exempt is written down."""

from datetime import datetime
from typing import Any

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import procedure_of
from yuanba.councils.models import Exemption, Procedure, RuleRow
from yuanba.councils.rules import levying, saying
from yuanba.councils.rules.flows import Step
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.councils.rules.levying import Asked, From, Ground
from yuanba.people.models import Household, Person
from yuanba.places.models import Place


def levy_facts(place: Place, steps: list[Step], asked: Asked, now: datetime) -> dict[str, Any]:
    """What a topic asks, held against the bounds in force today; nothing where nothing is asked. Kept with
    the topic as it was judged."""
    if not (asked.fen or asked.days):
        return {}
    day = clock.day_of(now)
    row = _row(place, steps, day)
    before = queries.levied(place, day.year)
    confirmed = queries.is_confirmed(row, place.county_id)
    clause = f"{row.source} {row.article}（{row.code}）"
    bounds = levying.within(row.numbers, asked, before, clause=clause, unsure=not confirmed)
    facts = {"fen": asked.fen, "days": asked.days, "bounds": [bound.facts() for bound in bounds]}
    return facts | {"clause": clause, "since": row.since.isoformat(), "confirmed": confirmed}


def _row(place: Place, steps: list[Step], day: Any) -> RuleRow:
    """The row of this procedure that bounds a levy."""
    for step in steps:
        row = queries.row_for(step.rule, place.county_id, day) if step.rule else None
        if row is not None and levying.may_levy(row.numbers):
            return row
    raise Refused("no_levy", _("这种程序不能筹资筹劳，请走“一事一议筹资筹劳”。"), field="levy_yuan")


@act
def exempt(
    *, actor: Person, procedure_id: int, what: From, name: str, ground: Ground, now: datetime,
    where: str = "", note: str = "",
) -> Exemption:  # fmt: skip
    """记减免: by the rule at once; on application the meeting decides."""
    procedure = _open(actor, procedure_id, "councils.exempt")
    granted = levying.exempt(what, ground)
    said = saying.say(name, field="name")[:40]
    home = _home(procedure, said, where) if what is From.MONEY else None
    if home is not None and procedure.exemptions.filter(household=home, what=what).exists():
        raise Refused("twice", _("这一户已经记过了。"), field="name")
    made = Exemption.objects.create(
        procedure=procedure,
        what=what,
        name=said,
        household=home,
        ground=ground,
        note=" ".join(note.split())[:200],
        granted=granted,
    )
    facts = {"what": what, "by_rule": granted is True}  # the ground is kept in its row alone
    records.write("councils.exempt", procedure, actor=actor, at=now, **facts)
    return made


@act
def decide_exemption(
    *, actor: Person, exemption_id: int, granted: bool, why: str, now: datetime
) -> Exemption:
    """定减免: what the meeting decided about an application."""
    found = Exemption.objects.select_for_update(of=("self",)).filter(pk=exemption_id).first()
    if found is None:
        raise Denied("councils.decide_exemption")
    procedure = _open(actor, found.procedure_id, "councils.decide_exemption")
    levying.decide(granted=found.granted, decided=queries.decided(procedure))
    found.granted, found.why = granted, saying.say(why, field="why")[:200]
    found.save(update_fields=["granted", "why"])
    records.write("councils.decide_exemption", procedure, actor=actor, at=now, granted=granted)
    return found


def _open(actor: Person, procedure_id: int, name: str) -> Procedure:
    procedure = procedure_of(actor, procedure_id, name)
    if procedure.state != ProcedureState.OPEN:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    if not procedure.levy:
        raise Refused("no_levy", _("这个议题没有筹资筹劳，不用记减免。"))
    return procedure


def _home(procedure: Procedure, name: str, where: str) -> Household:
    """The household of this head, of the place of the topic."""
    homes = queries.households_to_enter(procedure.place)
    found = [h for h in homes if h["name"] == name and where.strip() in h["where"]]
    if not found:
        raise Refused("no_home", _("户籍底册里没有这个户主，请核对姓名。"), field="name")
    if len(found) > 1:
        raise Refused("which", _("有几户的户主都叫这个名字，请再写住址。"), field="where")
    return Household.objects.get(pk=found[0]["household_id"])
