"""The wall over JSON: the same figures and rows as the page; and the desk's three acts."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock, words_in
from yuanba.disclosure import acts, pages_also, queries, rules, shared
from yuanba.disclosure.models import Release
from yuanba.matters import acts as matters
from yuanba.matters import follow
from yuanba.people import door
from yuanba.people.acts import tries

router = Router(tags=["wall"])


class RateOut(Schema):
    id: str
    name: str
    formula: str
    numerator: int
    denominator: int
    excluded: int
    excluded_why: str
    percent: str | None  # none where the base is under five
    hours: str | None  # of a median of times, in working hours

    @staticmethod
    def of(rate: rules.Rate) -> "RateOut":
        return RateOut(
            id=rate.id,
            name=str(rate.name),
            formula=str(rate.formula),
            numerator=rate.numerator,
            denominator=rate.denominator,
            excluded=rate.excluded,
            excluded_why=str(rate.excluded_why),
            percent=rate.percent or None,
            hours=rate.hours or None,
        )


class StandsOut(Schema):
    unit: str
    open: int
    late: int
    steps: dict[str, int]


class RowOut(Schema):
    id: str
    number: str
    title: str
    text: str
    lane: str
    category: str
    unit: str
    outcome: str
    confirmed: bool | None
    days: int
    received: date
    closed: date
    contests: int  # neighbours who said that it is not done
    contest_reply: str


class WallOut(Schema):
    place: str
    name: str
    month: str
    as_of: datetime | None
    formula_version: str
    counts: dict[str, int]
    rates: list[RateOut]
    open: int
    late: int
    standing: list[StandsOut]
    rows: list[RowOut]
    next: str


@router.get("/{int:place_id}", response=WallOut)
def wall(request: HttpRequest, place_id: int, month: str = "", after: str = "") -> WallOut:
    """What the wall of a village, township or county shows for a month (2026-11)."""
    first = rules.month_of(month, today=clock.day_of(clock.now()))
    shown = queries.wall(place_id, first=first, after=after)
    return WallOut(
        place=str(shown.place.pk),
        name=shown.place.name,
        month=f"{shown.first:%Y-%m}",
        as_of=shown.as_of,
        formula_version=rules.FORMULA,
        counts=dict(shown.counts),
        rates=[RateOut.of(rate) for rate in shown.rates],
        open=shown.open,
        late=shown.late,
        standing=[
            StandsOut(
                unit=s.unit_name, open=s.n, late=s.late, steps={k.value: n for k, n in s.steps}
            )
            for s in shown.standing
        ],
        rows=[
            RowOut(
                id=str(r.pk),
                number=r.number,
                title=r.title,
                text=r.text,
                lane=r.lane,
                category=r.category_name,
                unit=r.unit_name,
                outcome=r.outcome,
                confirmed=r.confirmed,
                days=r.days_taken,
                received=r.received,
                closed=cast(date, r.closed),  # none that is open stands in a month
                contests=r.contests,
                contest_reply=r.contest_reply,
            )
            for r in shown.rows
        ],
        next=shown.next_after,
    )


class HeardOut(Schema):
    ok: bool = True


class OpenOut(Schema):
    id: str
    title: str
    text: str
    lane: str
    category: str
    corner: str
    unit: str
    received: date
    others: int  # households that already go along


@router.get("/{int:place_id}/open", response=list[OpenOut])
def still_open(request: HttpRequest, place_id: int) -> list[OpenOut]:
    """大家的事: what is being worked on in this village and may be known of; nameless."""
    return [
        OpenOut(
            id=str(o.id),
            title=o.title,
            text=o.text,
            lane=o.lane,
            category=o.category,
            corner=o.corner,
            unit=o.unit,
            received=o.received,
            others=o.others,
        )
        for o in shared.open_ones(place_id)
    ]


class AlsoIn(Schema):
    text: str = ""
    contact_phone: str = ""
    contact_name: str = ""


class AlsoOut(Schema):
    number: str
    token: str  # of the follow link: /f/…
    along: bool  # false: it could not go along any more and stands by itself


@router.post("/rows/{int:row_id}/also", response={200: AlsoOut, 404: HeardOut})
def also(request: HttpRequest, row_id: int, body: AlsoIn) -> Any:
    """我家也是: goes along with an open matter, under a number of one's own. No account."""
    found = shared.open_row(row_id)
    if found is None:
        return Status(404, {"ok": False})
    key = request.headers.get("Idempotency-Key", "")[:64]
    told, along = pages_also.go_along(
        found[0], now=clock.now(), key=key and f"also-{key}", **body.dict()
    )
    return Status(200, {"number": told.number, "token": follow.token(told.pk), "along": along})


class NotYetIn(Schema):
    why: str


@router.post("/rows/{int:row_id}/contest", response={200: HeardOut, 404: HeardOut})
def contest(request: HttpRequest, row_id: int, body: NotYetIn) -> Any:
    """还没好: a neighbour contests a row of the wall. No account."""
    row = queries.public_row(row_id)
    if row is None:
        return Status(404, {"ok": False})
    tries.take("contest-from", door.address(request), now=clock.now())
    matters.contest(
        actor=door.Guest(),
        matter_id=row.matter_id,
        why=words_in.clean(body.why, most=300, field="why"),
        now=clock.now(),
        key=request.headers.get("Idempotency-Key", "")[:64],
    )
    return Status(200, {"ok": True})


class DeskOut(Schema):
    ok: bool = True
    id: str
    state: str


class WordsIn(Schema):
    title: str
    text: str = ""


class ReasonedIn(Schema):
    reason: str


@router.post("/rows/{int:row_id}/publish", response=DeskOut, auth=django_auth)
def publish(request: HttpRequest, row_id: int) -> DeskOut:
    """公开."""
    row = acts.publish(actor=door.actor(request), row_id=row_id, now=clock.now())
    return DeskOut(id=str(row.pk), state=row.state)


@router.post("/rows/{int:row_id}/edit", response=DeskOut, auth=django_auth)
def edit_row(request: HttpRequest, row_id: int, body: WordsIn) -> DeskOut:
    """改公开文字."""
    actor = door.actor(request)
    row = acts.edit_row(
        actor=actor, row_id=row_id, title=body.title, text=body.text, now=clock.now()
    )
    return DeskOut(id=str(row.pk), state=row.state)


@router.post("/rows/{int:row_id}/hold", response=DeskOut, auth=django_auth)
def hold(request: HttpRequest, row_id: int, body: ReasonedIn) -> DeskOut:
    """暂不公开."""
    actor = door.actor(request)
    row = acts.hold(actor=actor, row_id=row_id, reason=body.reason, now=clock.now())
    return DeskOut(id=str(row.pk), state=row.state)


class ManyOut(Schema):
    ok: bool = True
    id: str
    state: str
    n: int
    left_out: int
    done: int


def _many_out(release: Release) -> ManyOut:
    return ManyOut(
        id=str(release.pk),
        state=release.state,
        n=release.n,
        left_out=release.left_out,
        done=release.done,
    )


@router.post("/many/{int:place_id}/propose", response=ManyOut, auth=django_auth)
def propose_release(request: HttpRequest, place_id: int, body: ReasonedIn) -> ManyOut:
    """提出批量公开."""
    actor, now = door.actor(request), clock.now()
    done = acts.propose_release(actor=actor, place_id=place_id, reason=body.reason, now=now)
    return _many_out(done)


@router.post("/many/{int:release_id}/release", response=ManyOut, auth=django_auth)
def release(request: HttpRequest, release_id: int) -> ManyOut:
    """批量公开, by another person."""
    return _many_out(
        acts.release(actor=door.actor(request), release_id=release_id, now=clock.now())
    )


@router.post("/many/{int:release_id}/drop", response=ManyOut, auth=django_auth)
def drop_release(request: HttpRequest, release_id: int) -> ManyOut:
    """撤回批量公开."""
    return _many_out(
        acts.drop_release(actor=door.actor(request), release_id=release_id, now=clock.now())
    )
