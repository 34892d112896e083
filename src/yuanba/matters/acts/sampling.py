"""抽查: the share, the week's draw, and what the person said to somebody who had no hand in it."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import LEFT_OUT, Draw, Drawn, Exclusion, Matter, Share
from yuanba.matters.queries.alike import hidden
from yuanba.matters.queries.involved import worked
from yuanba.matters.queries.sampling import frame
from yuanba.matters.rules import sampling
from yuanba.matters.rules.sampling import Answer, Skip
from yuanba.places.models import Place
from yuanba.places.rules import Kind

STEP = 200  # matters looked at at a time


@act
def set_share(*, actor: Actor, county_id: int, per_mille: int, source: str, now: datetime) -> Share:
    """抽查比例: of a thousand closed matters, how many are asked about again, from today's draws on."""
    permits.require(actor, "matters.set_share", reach={county_id})
    sampling.share(per_mille=per_mille, source=source)
    county = Place.objects.filter(pk=county_id, kind=Kind.COUNTY).first()
    if county is None:
        raise Denied("matters.set_share")
    row, _new = Share.objects.update_or_create(
        county=county,
        since=clock.day_of(now),
        defaults={"per_mille": per_mille, "source": source.strip()[:200]},
    )
    facts = {"per_mille": per_mille, "source": row.source}
    records.write("matters.set_share", row, actor=actor, at=now, **facts)
    return row


@act
def begin_draw(*, actor: Actor, county_id: int, now: datetime) -> Draw:
    """定盐: a secret salt for this week's draw; its hash is public at once. Once a week."""
    permits.require(actor, "matters.begin_draw", reach={county_id})
    first, last = sampling.week_of(clock.day_of(now))
    salt = secrets.token_hex(32)
    draw, new = Draw.objects.get_or_create(
        county_id=county_id,
        first=first,
        defaults={
            "last": last,
            "salt": salt,
            "commitment": sampling.commitment(salt),
            "begun_at": now,
        },
    )
    facts = {"first": first.isoformat(), "commitment": draw.commitment, "new": new}
    records.write("matters.begin_draw", draw, actor=actor, at=now, **facts)
    return draw


@act
def draw_sample(*, actor: Actor, draw_id: int, now: datetime) -> Draw:
    """抽签: the week is over; draw by the published method. Done once, by nobody's choice."""
    draw = Draw.objects.select_for_update().filter(pk=draw_id).first()
    if draw is None:
        raise Denied("matters.draw_sample")
    permits.require(actor, "matters.draw_sample", reach={draw.county_id})
    if draw.drawn_at is not None or clock.day_of(now) <= draw.last:
        raise Refused("not_now", _("这一周还没过完，或者已经抽过了。"))
    listed = frame(draw)
    share = _share(draw.county_id, draw.last)
    draw.per_mille = share.per_mille if share else sampling.USUAL
    draw.source = share.source if share else str(_("本系统默认，区县可改"))
    draw.seed = sampling.seed(
        county_id=draw.county_id, first=draw.first, last=draw.last, salt=draw.salt, ids=listed
    )
    draw.closed, draw.drawn_at = len(listed), now
    draw.wanted = sampling.size(len(listed), draw.per_mille)
    draw.save(update_fields=["per_mille", "source", "seed", "closed", "wanted", "drawn_at"])
    rows = list(_walk(draw, sampling.order(draw.seed, listed)))
    Drawn.objects.bulk_create(rows, batch_size=500)
    asked = sum(row.state == Answer.WAITING for row in rows)
    facts = {"seed": draw.seed, "salt": draw.salt, "closed": draw.closed, "asked": asked}
    records.write("matters.draw_sample", draw, actor=actor, at=now, **facts)
    return draw


def _share(county_id: int, day: date) -> Share | None:
    """The row in force on this day."""
    rows = Share.objects.filter(county_id=county_id, since__lte=day)
    return rows.order_by("-since").first()


def _walk(draw: Draw, ordered: list[int]) -> Iterator[Drawn]:
    """Down the order until enough are found whom we may ask; those passed over say why."""
    found = 0
    for start in range(0, len(ordered), STEP):
        some = ordered[start : start + STEP]
        matters = Matter.objects.select_related("contact").in_bulk(some)
        out = Exclusion.objects.filter(LEFT_OUT, matter_id__in=some)
        excluded = set(out.values_list("matter_id", flat=True))
        for at, pk in enumerate(some, start + 1):
            if found == (draw.wanted or 0):
                return
            matter = matters[pk]
            skip = _skip(matter, excluded=pk in excluded)
            found += skip is None
            yield Drawn(
                draw=draw,
                matter=matter,
                county_id=matter.county_id,
                township_id=matter.township_id,
                village_id=matter.village_id,
                rank=at,
                state=Answer.SKIPPED if skip else Answer.WAITING,
                why=skip or "",
            )


def _skip(matter: Matter, *, excluded: bool) -> Skip | None:
    contact = getattr(matter, "contact", None)
    known = matter.reporter_id is not None or bool(contact and (contact.phone or contact.name))
    again = matter.state != rules.State.CLOSED
    return sampling.skip(restricted=hidden(matter), reachable=known, again=again, excluded=excluded)


@act
def spot_check(
    *, actor: Actor, drawn_id: int, answer: Answer, now: datetime, why: str = ""
) -> Drawn:
    """抽查回访: somebody who had no hand in it asked the person; "no" asks for a reopening."""
    row = Drawn.objects.select_for_update().filter(pk=drawn_id).first()
    if row is None:
        raise Denied("matters.spot_check")
    matter = take(actor, row.matter_id, "matters.spot_check", None)
    sampling.spot_check(
        was=Answer(row.state),
        answer=answer,
        why=why,
        actor_id=actor.pk,
        worked=worked(matter),
    )
    row.state, row.why, row.asked_at, row.asked_by_id = answer, why.strip()[:300], now, actor.pk
    row.tries += 1
    row.save(update_fields=["state", "why", "asked_at", "asked_by", "tries"])
    fields: list[str] = []
    again = rules.can(rules.State(matter.state), "ask_reopen") and matter.reopen_asked_at is None
    if answer is Answer.UNSOLVED and again:
        matter.reopen_asked_at, matter.reopen_reason = now, row.why
        fields = ["reopen_asked_at", "reopen_reason"]
    facts = {"answer": answer, "why": row.why, "draw": str(row.draw_id), "asks": bool(fields)}
    keep(matter, "matters.spot_check", fields, actor=actor, now=now, **facts)
    return row
