"""What can be done to the wall: publish, one by one or many that came closed from elsewhere; correct
before publishing; take down."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.disclosure import drafting, many, rules
from yuanba.disclosure.models import READABLE, Release, Row
from yuanba.disclosure.rules import ReleaseState, RowState
from yuanba.people.models import Person
from yuanba.places.models import Place

WAITING = (ReleaseState.PROPOSED, ReleaseState.GOING)


@act
def publish(*, actor: Actor, row_id: int, now: datetime) -> Row:
    """公开: a second person read the row (of an open matter: a worker); from now on everybody can."""
    row = _take(actor, row_id, "disclosure.publish")
    state = RowState(row.state)
    if row.closed is None:
        matter = drafting.LIVE.filter(pk=row.matter_id).first()
        reporter = matter.reporter_id if matter else None
        row.state = rules.publish_open(
            state=state, actor_id=actor.pk, reporter=reporter, live=matter is not None
        )
    else:
        row.state = rules.publish(state=state, actor_id=actor.pk, closed_by=row.closed_by_id)
    row.published_at, row.published_by = now, actor if isinstance(actor, Person) else None
    row.held_because = ""
    row.save(update_fields=["state", "published_at", "published_by", "held_because"])
    facts = {"matter": str(row.matter_id), "title": row.title, "text": row.text}
    records.write("disclosure.publish", row, actor=actor, at=now, **facts)
    return row


@act
def edit_row(*, actor: Actor, row_id: int, title: str, text: str, now: datetime) -> Row:
    """改公开文字: before it is public; the record keeps what stood there."""
    row = _take(actor, row_id, "disclosure.edit_row")
    before = {"title_before": row.title, "text_before": row.text}
    row.title, row.text = rules.edit(state=RowState(row.state), title=title, text=text)
    row.save(update_fields=["title", "text"])
    facts = {"matter": str(row.matter_id), "title": row.title, "text": row.text, **before}
    records.write("disclosure.edit_row", row, actor=actor, at=now, **facts)
    return row


@act
def hold(*, actor: Actor, row_id: int, reason: str, now: datetime) -> Row:
    """暂不公开: keep a row from the wall, or take it down, with a reason."""
    row = _take(actor, row_id, "disclosure.hold")
    was = row.state
    row.held_because = rules.hold(state=RowState(row.state), reason=reason)[:200]
    row.state, row.published_at, row.published_by = RowState.HELD, None, None
    row.save(update_fields=["state", "held_because", "published_at", "published_by"])
    facts = {"matter": str(row.matter_id), "reason": row.held_because, "was": was}
    records.write("disclosure.hold", row, actor=actor, at=now, **facts)
    return row


def _take(actor: Actor, row_id: int, name: str) -> Row:
    row = Row.objects.select_for_update().filter(READABLE, pk=row_id).first()
    if row is None:
        raise Denied(name)
    permits.require(actor, name, reach=row.reach)
    return row


# ---- many at once


@act
def propose_release(*, actor: Actor, place_id: int, reason: str, now: datetime) -> Release:
    """提出批量公开: of a place, the imported rows in which nothing personal was found, with a reason."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Denied("disclosure.propose_release")
    permits.require(actor, "disclosure.propose_release", reach=place.reach)
    if Release.objects.filter(place_id=place_id, state__in=WAITING).exists():
        raise Refused("waiting", _("这里已经有一批等着公开，请先处理那一批。"))
    meant = many.plain(place)
    said = rules.propose_release(reason=reason, n=meant.n)
    assert isinstance(actor, Person)  # no guest and no command line holds a post that may
    release = Release.objects.create(
        place=place,
        upto=meant.upto,
        n=meant.n,
        left_out=meant.left_out,
        reason=said,
        state=ReleaseState.PROPOSED,
        proposed_by=actor,
        proposed_at=now,
    )
    facts = {"n": meant.n, "left_out": meant.left_out, "reason": said}
    records.write("disclosure.propose_release", release, actor=actor, at=now, **facts)
    return release


@act
def release(*, actor: Actor, release_id: int, now: datetime) -> Release:
    """批量公开: another person looked at the sample; the rows go up in the background."""
    release = _taken(actor, release_id, "disclosure.release")
    state = ReleaseState(release.state)
    release.state = rules.release(
        state=state, actor_id=actor.pk, proposed_by=release.proposed_by_id
    )
    release.released_by_id, release.released_at = actor.pk, now
    release.save(update_fields=["state", "released_by", "released_at"])
    records.write("disclosure.release", release, actor=actor, at=now, n=release.n)
    return release


@act
def drop_release(*, actor: Actor, release_id: int, now: datetime) -> Release:
    """撤回批量公开: the rows stay to be read one by one."""
    release = _taken(actor, release_id, "disclosure.drop_release")
    release.state = rules.drop_release(state=ReleaseState(release.state))
    release.save(update_fields=["state"])
    records.write("disclosure.drop_release", release, actor=actor, at=now)
    return release


@act
def publish_many(*, actor: Actor, release_id: int, now: datetime, most: int = 1000) -> Release:
    """One batch of a release, each row with the record of 公开. Safe to run again: what is up is up."""
    release = _taken(actor, release_id, "disclosure.publish_many")
    rows = list(many.rows(release).select_for_update()[:most])
    kept = [row for row in rows if rules.leaks(f"{row.title} {row.text}")]
    going = [row for row in rows if row not in kept]
    meant = Row.objects.filter(pk__in=[row.pk for row in going])
    meant.update(
        state=RowState.PUBLISHED,
        published_at=release.released_at,
        published_by_id=release.released_by_id,
    )
    # A second look with the table of what may never hang there: to the ones read singly.
    Row.objects.filter(pk__in=[row.pk for row in kept]).update(masked=True)
    release.done += len(going)
    if len(rows) < most:
        release.state = ReleaseState.DONE
    release.save(update_fields=["done", "state"])
    drafting.note_published(going, release, actor, now)
    facts = {"n": len(going), "kept": len(kept)}
    records.write("disclosure.publish_many", release, actor=actor, at=now, **facts)
    return release


def _taken(actor: Actor, release_id: int, name: str) -> Release:
    found = Release.objects.select_for_update(of=("self",)).select_related("place")
    release = found.filter(pk=release_id).first()
    if release is None:
        raise Denied(name)
    permits.require(actor, name, reach=release.place.reach)
    return release
