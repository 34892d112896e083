"""What comes of a finding: put right, or told as a matter after all."""

from datetime import datetime

from django.db.models import F

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.matters.acts.common import Picture
from yuanba.matters.acts.voice import Sound
from yuanba.patrols.acts.looking import report
from yuanba.patrols.acts.steps import begin
from yuanba.patrols.models import Finding, Point
from yuanba.patrols.rules import findings as rules


@act
def fix_finding(*, actor: Actor, finding_id: int, how: str, now: datetime) -> Finding:
    """弄好了: one finding was put right, with a word of how."""
    finding = taken(finding_id, "patrols.fix_finding", actor)
    finding.how = rules.fix(fixed=finding.fixed_on is not None, how=how)
    finding.fixed_on, finding.recheck_on = clock.day_of(now), None
    finding.save(update_fields=["how", "fixed_on", "recheck_on"])
    _count(finding)
    records.write("patrols.fix_finding", finding, actor=actor, at=now, how=finding.how)
    return finding


@act
def raise_finding(*, actor: Actor, finding_id: int, now: datetime) -> Finding:
    """报上去: what was only watched becomes a matter; its pictures and notes go along."""
    finding = taken(finding_id, "patrols.raise_finding", actor)
    rules.raise_up(fixed=finding.fixed_on is not None, told=finding.matter_id is not None)
    pictures = [Picture(p.name, p.digest, p.width, p.height) for p in finding.pictures.all()]
    sounds = [Sound(s.name, s.kind, s.digest, s.bytes, s.seconds) for s in finding.sounds.all()]
    finding.pictures.all().delete()
    finding.sounds.all().delete()
    finding.matter_id = report(finding, actor, pictures, sounds, now)
    finding.save(update_fields=["matter"])
    begin(finding, now)
    _count(finding)
    records.write(
        "patrols.raise_finding", finding, actor=actor, at=now, matter=str(finding.matter_id)
    )
    return finding


def taken(finding_id: int, act_name: str, actor: Actor) -> Finding:
    """The finding, its point locked. Raises Denied alike for "none" and "not yours"."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("point__place")
    finding = rows.filter(pk=finding_id).first()
    if finding is None:
        raise Denied(act_name)
    permits.require(actor, act_name, reach=finding.reach)
    return finding


def _count(finding: Finding) -> None:
    """Telephones that knew the older state are asked to look first."""
    Point.objects.filter(pk=finding.point_id).update(version=F("version") + 1)
