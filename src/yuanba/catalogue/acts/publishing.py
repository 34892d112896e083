"""定、公开、备案、更正、存档."""

from datetime import date, datetime

from yuanba.base import records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.catalogue.acts.common import person, the_issue, the_part, today
from yuanba.catalogue.models import Asked, Correction, Issue
from yuanba.catalogue.rules import issues
from yuanba.catalogue.rules.issues import State


@act
def decide(
    *, actor: Actor, issue_id: int, on: date, present: int, agreed: int, now: datetime
) -> Issue:
    """村（居）委会定: the meeting that decided to publish, how many came and agreed."""
    found = the_issue(actor, issue_id, "catalogue.decide")
    sent = today(found.sent_at or now)
    found.state = issues.decide(
        state=State(found.state), on=on, present=present, agreed=agreed, today=today(now), sent=sent
    )
    found.decided_on, found.present, found.agreed = on, present, agreed
    found.save(update_fields=["state", "decided_on", "present", "agreed"])
    facts = {"on": str(on), "present": present, "agreed": agreed}
    records.write("catalogue.decide", found, actor=actor, at=now, **facts)
    return found


@act
def publish(*, actor: Actor, issue_id: int, where: str, since: date, now: datetime) -> Issue:
    """公开: everybody reads it from now on; it hangs on the board at least so many days."""
    found = the_issue(actor, issue_id, "catalogue.publish")
    found.state = issues.step(State(found.state), "publish")
    found.hung_until = issues.hang(since=since, today=today(now), board_days=board_days(found))
    ask = _("请写贴在哪里，比如：村委会公开栏。")
    found.where = issues.said(where, field="where", ask=ask, most=120)
    found.hung_since, found.published_at = since, now
    found.published_by = person(actor, "catalogue.publish")
    found.save(
        update_fields=["state", "where", "hung_since", "hung_until", "published_at", "published_by"]
    )
    facts = {"where": found.where, "since": str(since), "until": str(found.hung_until)}
    records.write("catalogue.publish", found, actor=actor, at=now, **facts)
    return found


def board_days(issue: Issue) -> int:
    """The sheet hangs as long as the item that hangs longest. One statement."""
    return max(part.item.hangs for part in issue.parts.select_related("item__catalogue"))


@act
def hang_again(*, actor: Actor, issue_id: int, since: date, why: str, now: datetime) -> Issue:
    """重新张贴: it did not hang its days (rain, torn down); they begin anew."""
    found = the_issue(actor, issue_id, "catalogue.hang_again")
    issues.step(State(found.state), "hang_again")
    kept = issues.said(why, field="why", ask=_("请写为什么要重新贴。"), most=200)
    if found.hung_since is not None and since <= found.hung_since:
        raise Refused("since_past", _("要晚于上次贴出来的日子。"), field="since")
    found.hung_until = issues.hang(since=since, today=today(now), board_days=board_days(found))
    found.hung_since, found.again = since, found.again + 1
    found.save(update_fields=["hung_since", "hung_until", "again"])
    facts = {"since": str(since), "until": str(found.hung_until), "why": kept}
    records.write("catalogue.hang_again", found, actor=actor, at=now, **facts)
    return found


@act
def file(*, actor: Actor, issue_id: int, now: datetime) -> Issue:
    """镇街备案: the township notes that it has read what was published."""
    found = the_issue(actor, issue_id, "catalogue.file")
    issues.step(State(found.state), "file")
    if found.filed_at is not None:
        raise Refused("filed_already", _("已经备案了，请刷新再看。"))
    found.filed_at, found.filed_by = now, person(actor, "catalogue.file")
    found.save(update_fields=["filed_at", "filed_by"])
    records.write("catalogue.file", found, actor=actor, at=now)
    return found


@act
def correct(*, actor: Actor, part_id: int, words: str, why: str, now: datetime) -> Correction:
    """更正: added below what was published, archived or not; nothing is overwritten."""
    part = the_part(actor, part_id, "catalogue.correct")
    issues.step(State(part.issue.state), "correct")
    kept = issues.said(words, field="words", ask=_("请写对的应该是什么。"))
    because = issues.said(why, field="why", ask=_("请写为什么更正，凭什么。"), most=300)
    by = person(actor, "catalogue.correct")
    found = Correction.objects.create(part=part, words=kept, why=because, at=now, by=by)
    facts = {"part": str(part.pk), "words": kept, "why": because, "correction": str(found.pk)}
    records.write("catalogue.correct", part, actor=actor, at=now, **facts)
    return found


@act
def archive(*, actor: Actor, issue_id: int, place: str, now: datetime) -> Issue:
    """存档: it hung its days and every question is answered; where the paper lies."""
    found = the_issue(actor, issue_id, "catalogue.archive")
    waiting = Asked.objects.filter(part__issue=found)
    open_ones = waiting.filter(answered_at=None) | waiting.filter(
        raised_at__isnull=False, above_at=None
    )
    found.state = issues.archive(
        state=State(found.state),
        until=found.hung_until or today(now),
        today=today(now),
        open_questions=open_ones.count(),
    )
    ask = _("请写存在哪里，比如：村档案柜2026年第11卷。")
    found.archive = issues.said(place, field="place", ask=ask, most=120)
    found.archived_at = now
    found.save(update_fields=["state", "archive", "archived_at"])
    waiting.update(phone="")  # nobody is to be told any more
    records.write("catalogue.archive", found, actor=actor, at=now, place=found.archive)
    return found
