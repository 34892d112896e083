"""What runs later: a plan that was asked for is drawn. Killed and begun again, it draws the same."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from yuanba.base.errors import Refused
from yuanba.base.models import Record
from yuanba.grids import queries
from yuanba.grids.acts.planning import write_drawn
from yuanba.grids.models import Plan
from yuanba.grids.rules import plan as rules
from yuanba.grids.rules.organisations import sizes


def draw(*, now: datetime, record: str) -> None:
    """After 请求划格."""
    subject = Record.objects.filter(pk=record).values_list("subject_id", flat=True).first()
    plan = Plan.objects.filter(pk=subject or 0, drawn_at=None, dropped_at=None).first()
    if plan is None:
        return
    found = queries.ground(plan.place, sizes()[plan.size])
    try:
        if not found.spots:
            raise Refused("nothing", gettext("这里没有又有住户、又有位置的楼栋、小组或院坝。"))
        if len(found.spots) > rules.MOST_SPOTS:
            raise Refused("many", gettext("这里太大了，请按镇街或村分开划。"))
        parts = rules.propose(found.spots, size=sizes()[plan.size], many=plan.many, keep=plan.keep)
    except Refused as no:
        Plan.objects.filter(pk=plan.pk).update(trouble=str(no.message)[:200], drawn_at=now)
        return
    with transaction.atomic():
        write_drawn(plan, parts, found.spots, now)
