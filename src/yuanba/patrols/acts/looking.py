"""看一次: no change, something found, or put right; from a page, a telephone or a paper sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yuanba.base import clock, permits, records, trail
from yuanba.base.act import act, digest
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import acts as matters
from yuanba.matters.acts.common import Picture
from yuanba.matters.acts.voice import Sound
from yuanba.matters.rules import Channel
from yuanba.patrols import rules
from yuanba.patrols.acts.points import taken
from yuanba.patrols.acts.steps import begin
from yuanba.patrols.models import Finding, FindingPicture, FindingSound, Look, PaperSheet, Point
from yuanba.patrols.queries.pace import days_of
from yuanba.patrols.rules import findings
from yuanba.patrols.rules.findings import Result, Then
from yuanba.places.models import Place


@act
def look(
    *,
    actor: Actor,
    point_id: int,
    result: Result,
    now: datetime,
    text: str = "",
    hurts: bool = False,
    soon: bool = False,
    then: Then = Then.WATCH,
    fix: str = "",
    pictures: Sequence[Picture] = (),
    sounds: Sequence[Sound] = (),
    sent: Sequence[str] = (),
    seen_at: datetime | None = None,
    saw: int | None = None,
    key: str = "",
) -> Look:
    """看一次: 没有变化, 有问题 or 弄好了.

    `key` was made on the telephone before the first try; the same look sent again answers with the
    first one, whenever that is. `sent` names the files that came with it, `saw` the state of the point
    that the telephone knew; `seen_at` is what its clock said. Raises Refused("conflict") where somebody
    else wrote something there since.
    """
    said: dict[str, Any] = {"text": text, "hurts": hurts, "soon": soon, "then": then, "fix": fix}
    asked = digest(
        "patrols.look", {**said, "point": point_id, "result": result, "sent": list(sent)}
    )
    if (first := _done_before(key)) is not None:  # also at a point that was stopped since
        permits.require(actor, "patrols.look", reach=first.point.reach)
        return _repeated(first, asked)
    point = taken(point_id, "patrols.look", actor)
    if (first := _done_before(key)) is not None:  # the same one, while this waited for the point
        return _repeated(first, asked)
    clash = findings.clash(
        result=result, saw=saw, now=point.version, open_now=_open(point).exists()
    )
    findings.conflict(clash)
    today = clock.day_of(now)
    seen, day, doubtful = rules.looked_on(
        now=now, today=today, seen=seen_at, day=clock.day_of(seen_at) if seen_at else None
    )
    made = Look(
        point=point, result=result, day=day, seen_at=seen, at=now, doubtful=doubtful,
        sent_key=key or None, digest=asked if key else "", before=point.version, after=point.version,
    )  # fmt: skip
    facts: dict[str, Any] = {"result": result, "day": day.isoformat()}
    if result is Result.SAME:
        made.save(force_insert=True)
        _look_again(point, day)
    elif result is Result.FIXED:
        facts["fixed"] = _put_right(made, text)
    else:
        days = days_of(_county(point))
        found = findings.find(**said, shown=bool(pictures or sounds), day=day, days=days)
        facts |= _found(made, found, actor, pictures, sounds, now)
    if point.last_on is None or point.last_on < day:
        point.last_on = day
    point.version = made.after
    point.save(update_fields=["last_on", "version"])
    records.write("patrols.look", made, actor=actor, at=now, **facts)
    return made


def _done_before(key: str) -> Look | None:
    return Look.objects.select_related("point__place").filter(sent_key=key).first() if key else None


def _repeated(first: Look, asked: str) -> Look:
    """The look that this key already did. Raises Refused if it was another."""
    if first.digest != asked:
        raise Refused("key_reused", _("这一条已经传过，内容不同，请另记一条。"))
    if (mine := trail.current.get()) is not None:
        mine.repeated = True
    return first


def _county(point: Point) -> int:
    return point.place.county_id or point.place_id


def _open(point: Point) -> Any:
    return point.findings.filter(fixed_on=None)


def _look_again(point: Point, day: date) -> None:
    """没有变化: what was found here is still there; the day of the next look moves on."""
    days = days_of(_county(point))
    point.findings.filter(fixed_on__isnull=False, recheck_on__lte=day).update(recheck_on=None)
    for finding in _open(point):
        wait = days[findings.PACE_OF[findings.Weight(finding.weight)]]
        finding.recheck_on = findings.again(today=day, days=wait)
        finding.save(update_fields=["recheck_on"])


def _put_right(made: Look, how: str) -> list[str]:
    """弄好了: everything open at this point, as somebody saw it."""
    rows = list(_open(made.point))
    said = findings.fix(fixed=False, how=how)
    made.after += bool(rows)
    made.save(force_insert=True)
    made.point.findings.filter(recheck_on__isnull=False, fixed_on__isnull=False).update(
        recheck_on=None
    )
    for finding in rows:
        finding.fixed_on, finding.how, finding.recheck_on = made.day, said, None
        finding.save(update_fields=["fixed_on", "how", "recheck_on"])
    return [str(finding.pk) for finding in rows]


def _found(
    made: Look,
    found: findings.Finding,
    actor: Actor,
    pictures: Sequence[Picture],
    sounds: Sequence[Sound],
    now: datetime,
) -> dict[str, Any]:
    """有问题: the finding, its matter where it weighs so much, its pictures where it does not."""
    made.after += 1
    made.save(force_insert=True)
    finding = Finding(
        point=made.point, look=made, weight=found.weight, text=found.text, day=made.day,
        due_on=found.due_on, recheck_on=found.recheck_on, on_spot=found.on_spot,
    )  # fmt: skip
    if found.on_spot:
        finding.fixed_on, finding.how = made.day, found.fix
    if found.matter:
        finding.matter_id = report(finding, actor, pictures, sounds, now)
    finding.save(force_insert=True)
    if found.matter:
        begin(finding, now)
    else:
        _hang(finding, pictures, sounds)
    facts = {"weight": found.weight, "text": found.text, "on_spot": found.on_spot}
    return facts | {"fix": found.fix, "matter": str(finding.matter_id or "")}


def report(
    finding: Finding,
    actor: Actor,
    pictures: Sequence[Picture],
    sounds: Sequence[Sound],
    now: datetime,
) -> int:
    """The matter that a finding becomes, by the ordinary act: whoever found it is the recorder."""
    point = finding.point
    told = matters.report(
        actor=actor,
        place_id=point.place_id,
        text=findings.told_words(
            name=point.name,
            text=finding.text,
            fix=finding.how,
            weight=findings.Weight(finding.weight),
        ),
        spot=point.spot or point.name,
        channel=Channel.PATROL,
        for_other=True,
        pictures=pictures,
        sounds=sounds,
        now=now,
    )
    return told.pk


def _hang(finding: Finding, pictures: Sequence[Picture], sounds: Sequence[Sound]) -> None:
    FindingPicture.objects.bulk_create(
        FindingPicture(
            finding=finding, name=p.name, digest=p.digest, width=p.width, height=p.height
        )
        for p in pictures
    )
    FindingSound.objects.bulk_create(
        FindingSound(finding=finding, **vars(sound)) for sound in sounds
    )


@dataclass(frozen=True)
class Row:
    """One line of a paper sheet."""

    point_id: int
    result: Result
    text: str = ""
    hurts: bool = False
    soon: bool = False
    then: Then = Then.WATCH
    fix: str = ""


@act
def type_sheet(
    *, actor: Actor, place_id: int, code: str, day: date, rows: Sequence[Row], now: datetime
) -> PaperSheet:
    """录入巡查单: a paper sheet with all its lines, once, and all of them or none."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Denied("patrols.type_sheet")
    permits.require(actor, "patrols.type_sheet", reach=place.reach)
    sheet = PaperSheet.objects.filter(code=code, place=place).first() or PaperSheet(
        place=place, code=code
    )
    rules.not_typed(sheet.at is not None)
    if not rows:
        raise Refused("nothing", _("请至少选一个点看得怎么样。"))
    today = clock.day_of(now)
    if not day <= today:
        raise Refused("day", _("巡查的日子不能在今天以后。"), field="day")
    if now - rules.noon(day) > rules.MOST_AGE:
        raise Refused("day", _("这张单子太久了，请重新看一次。"), field="day")
    sheet.day, sheet.at = day, now
    sheet.save()
    for row in rows:
        if not Point.objects.filter(pk=row.point_id, place=place).exists():
            raise Denied("patrols.type_sheet")
        try:
            look(actor=actor, now=now, seen_at=min(rules.noon(day), now), **vars(row))
        except Refused as no:
            raise Refused(no.code, no.message, field=f"{no.field or 'text'}_{row.point_id}") from no
    results = [row.result for row in rows]
    counts = {result.value: results.count(result) for result in Result}
    records.write("patrols.type_sheet", sheet, actor=actor, at=now, day=day.isoformat(), **counts)
    return sheet


@act
def photograph_sheet(
    *, actor: Actor, place_id: int, code: str, points: Sequence[int], picture: Picture,
    now: datetime,
) -> PaperSheet:  # fmt: skip
    """拍下巡查单: the sheet as it came back, for whoever types it in; a better photo takes its place."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Denied("patrols.photograph_sheet")
    permits.require(actor, "patrols.photograph_sheet", reach=place.reach)
    sheet = PaperSheet.objects.filter(code=code, place=place).first() or PaperSheet(
        place=place, code=code
    )
    rules.not_typed(sheet.at is not None)
    sheet.points, sheet.shot_at = [str(pk) for pk in points], now
    sheet.name, sheet.digest = picture.name, picture.digest
    sheet.save()
    records.write("patrols.photograph_sheet", sheet, actor=actor, at=now, digest=picture.digest)
    return sheet
