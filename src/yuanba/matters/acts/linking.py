"""换新链接: the link and the code that were given out before open nothing any more."""

from datetime import datetime

from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Matter, Speaking
from yuanba.matters.rules import Who

MOST = 1000  # Matter.links is a small number


@act
def renew_link(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Matter:
    """换新链接: after a message went to the wrong person, or a slip was lost. `reason` says how the desk
    knows that it stands before the right one; what was told on a phone stays on that phone."""
    matter = take(actor, matter_id, "matters.renew_link", None)
    if Speaking.objects.filter(matter=matter, who=Who.ANONYMOUS).exists():
        raise Refused("anonymous", _("匿名说的事没有链接，只有本人手里的回执打得开。"))
    said = rules.say_why(reason)
    if matter.links >= MOST:
        raise Refused("too_often", _("这件事的链接换得太多了，请找系统管理员。"))
    matter.links += 1
    keep(matter, "matters.renew_link", ["links"], actor=actor, now=now, reason=said)
    return matter
