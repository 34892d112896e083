"""What a matter waits for, as one sentence for its file."""

from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

from yuanba.matters.models import Matter
from yuanba.matters.queries import beside
from yuanba.matters.queries.words import day as day_words


def note(matter: Matter) -> str:
    """The most pressing thing it waits for; empty for nothing."""
    held = beside.of(matter)
    if held.question is not None:
        said = {"text": held.question.text, "day": day_words(held.question.answer_by)}
        return gettext("问了居民，等到%(day)s：%(text)s") % said
    if held.pause is not None:
        said = {
            "day": day_words(held.pause.review_on),
            "ground": held.pause.ground_name,
            "why": held.pause.reason,
        }
        if held.pause.since is None:
            return gettext("申请停到%(day)s，等别人批。%(ground)s：%(why)s") % said
        return gettext("先停一下，到%(day)s再看。%(ground)s：%(why)s") % said
    return ""


def stood(matter: Matter, now: datetime) -> str:
    """中间停了 9 天，不算: how long its clock stood in this limit; empty for never."""
    total = timedelta(0)
    for since, until in beside.of(matter).stops:
        total += max(timedelta(0), min(until, now) - max(since, matter.clock_at))
    if not total:
        return ""
    if total < timedelta(days=1):
        hours = max(1, round(total / timedelta(hours=1)))
        return ngettext("停了 %(n)d 小时不算", "停了 %(n)d 小时不算", hours) % {"n": hours}
    return ngettext("停了 %(n)d 天不算", "停了 %(n)d 天不算", total.days) % {"n": total.days}
