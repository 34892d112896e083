"""What a matter waits for, as one sentence for its file."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from yuanba.base import clock, permits
from yuanba.matters.models import HelperTask, Matter, OutsideLink
from yuanba.matters.pages.posts import Here
from yuanba.matters.queries import beside
from yuanba.matters.queries.words import day as day_words


def note(matter: Matter) -> str:
    """The most pressing thing it waits for; empty for nothing."""
    missing = [task for task in beside.of(matter).helpers if task.open]
    if (void := beside.of(matter).void) is not None:
        said = {"ground": void.ground_name, "why": void.reason}
        if void.other_number:
            said["other"] = void.other_number
            return gettext("申请作废，等别人定。%(ground)s（另一件 %(other)s）：%(why)s") % said
        return gettext("申请作废，等别人定。%(ground)s：%(why)s") % said
    if matter.settling_since is not None:
        return _whose(matter, matter.settling_since)
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
    if missing:
        return gettext("还等%(units)s协办答复。") % {
            "units": "、".join(task.unit.name for task in missing)
        }
    return ""


def helpers(matter: Matter, here: Here) -> list[dict[str, Any]]:
    """Every helper's task as its lead sees it: what was asked, what is missing."""
    may = permits.may(here.person, "matters.withdraw_help", reach=matter.reach) is not None
    return [_helper(task, here, may) for task in beside.of(matter).helpers]


def _helper(task: HelperTask, here: Here, may: bool) -> dict[str, Any]:
    late = task.open and task.due_on < clock.day_of(here.now)
    said = {"day": day_words(task.due_on)}
    if task.withdrawn_at is not None:
        kind, state = "", gettext("不用了")
    elif task.answered_at is not None:
        kind, state = ("ok", gettext("办好了")) if task.done else ("warn", gettext("办不了"))
    elif late:
        kind, state = "late", gettext("该%(day)s答复，没有答复") % said
    else:
        kind, state = "warn", gettext("等答复，%(day)s前") % said
    return {
        "unit": task.unit.name,
        "text": task.text,
        "answer": task.answer or task.withdrawn_why,
        "by": task.answered_by.name if task.answered_by else "",
        "kind": kind,
        "state": state,
        "withdraw": reverse("desk_matters:withdraw_help", args=[task.pk])
        if may and task.open
        else "",
    }


def outside(matter: Matter, here: Here) -> list[dict[str, Any]]:
    """The links given to firms without an account, and what came back."""
    may = permits.may(here.person, "matters.revoke_outside", reach=matter.reach) is not None
    return [_link(link, here, may) for link in beside.of(matter).outside]


def _link(link: OutsideLink, here: Here, may: bool) -> dict[str, Any]:
    open_ = link.answered_at is None and link.revoked_at is None and here.now < link.expires_at
    if link.answered_at is not None:
        kind, state = "ok", gettext("答复了")
    elif link.revoked_at is not None:
        kind, state = "", gettext("链接收回了")
    elif not open_:
        kind, state = "", gettext("到期没有答复")
    else:
        kind, state = "warn", gettext("等答复，%(day)s前") % {"day": day_words(link.expires_at)}
    revoked = link.revoked_at is not None
    return {
        "name": link.name,
        "text": link.text,
        "answer": link.answer,
        "kind": kind,
        "state": state,
        "revoke": reverse("desk_matters:revoke_outside", args=[link.pk])
        if may and not revoked and here.now < link.expires_at
        else "",
    }


def _whose(matter: Matter, since: datetime) -> str:
    """Since when it is open whose it is, and who settles it by when."""
    row = beside.of(matter).convening
    said = {"since": day_words(since)}
    if row is None:
        return gettext("%(since)s起在定由谁办。看过退回的理由，请重新分给该办的单位。") % said
    said |= {"day": day_words(row.meet_on), "place": row.place.name}
    if row.leader is not None:
        said["name"] = row.leader.name
        return gettext("%(since)s起在定由谁办，%(day)s前由%(name)s来定，定了不能再退。") % said
    said["units"] = "、".join(unit.name for unit in row.units.all())
    return gettext("%(since)s起在定由谁办，%(day)s前由%(place)s的协调员召集：%(units)s。") % said


def stood(matter: Matter, now: datetime) -> str:
    """中间停了 9 天，不算: how long its clock stood in this limit; empty for never."""
    total = timedelta(0)
    for since, until in beside.of(matter).stops:
        total += max(timedelta(0), min(until, now) - max(since, matter.clock_at))
    if total < timedelta(hours=1):
        return ""
    if total < timedelta(days=1):
        hours = round(total / timedelta(hours=1))
        return ngettext("停了 %(n)d 小时不算", "停了 %(n)d 小时不算", hours) % {"n": hours}
    return ngettext("停了 %(n)d 天不算", "停了 %(n)d 天不算", total.days) % {"n": total.days}
