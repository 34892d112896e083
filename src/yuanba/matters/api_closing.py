"""Closing over JSON: the random call-backs, the draws to be checked, the grounds and the share."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.matters import acts
from yuanba.matters.models import Draw, Drawn
from yuanba.matters.queries import exclusion, sampling
from yuanba.matters.rules.sampling import METHOD, Answer

router = Router(tags=["closing"])
PLAIN = (
    "first", "last", "commitment", "begun_at", "drawn_at", "per_mille", "source", "closed",
    "wanted", "seed",
)  # fmt: skip


class SpotCheckIn(Schema):
    answer: Answer
    why: str = ""


class DrawnOut(Schema):
    id: Id
    matter: Id
    state: str
    tries: int

    @staticmethod
    def of(row: Drawn) -> dict[str, Any]:
        return {
            "id": str(row.pk),
            "matter": str(row.matter_id),
            "state": row.state,
            "tries": row.tries,
        }


class DrawOut(Schema):
    """One week's draw. The salt, the seed and the counts are there once the week is over."""

    id: Id
    first: date
    last: date
    method: str
    commitment: str
    begun_at: datetime
    drawn_at: datetime | None
    per_mille: int | None
    source: str
    closed: int | None
    wanted: int | None
    salt: str
    seed: str
    answers: dict[str, int]

    @staticmethod
    def of(draw: Draw) -> dict[str, Any]:
        done = draw.drawn_at is not None
        return {name: getattr(draw, name) for name in PLAIN} | {
            "id": str(draw.pk),
            "method": METHOD,
            "salt": draw.salt if done else "",
            "answers": {a.value: getattr(draw, f"n_{a.value}", 0) for a in Answer},
        }


class GroundIn(Schema):
    county_id: Id
    code: str
    text: str
    source: str


class GroundOut(Schema):
    id: Id
    code: str
    text: str
    source: str
    since: date
    until: date | None

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class ShareIn(Schema):
    county_id: Id
    per_mille: int
    source: str


class ShareOut(Schema):
    per_mille: int
    source: str
    since: date


class RetireIn(Schema):
    reason: str = ""


@router.get("/draws/{county_id}", response=list[DrawOut], auth=None)
def draws(request: HttpRequest, county_id: Id) -> list[dict[str, Any]]:
    """The last weeks' draws of a county: hash of the salt before, salt and seed after. Public."""
    return [DrawOut.of(draw) for draw in sampling.draws(number(county_id))]


@router.post("/drawn/{drawn_id}/spot_check", response=DrawnOut, auth=django_auth)
def spot_check(request: HttpRequest, drawn_id: Id, body: SpotCheckIn) -> dict[str, Any]:
    """抽查回访: what the person said to somebody who had no hand in it."""
    said = body.dict() | {"drawn_id": number(drawn_id)}
    return DrawnOut.of(acts.spot_check(**said, **asked(request)))


@router.get("/grounds/{county_id}", response=list[GroundOut], auth=None)
def grounds(request: HttpRequest, county_id: Id) -> list[Any]:
    """On which grounds this county leaves demands out of its rates, with their sources. Public."""
    return exclusion.grounds(number(county_id), all_=True)


@router.post("/grounds", response=GroundOut, auth=django_auth)
def publish_ground(request: HttpRequest, body: GroundIn) -> Any:
    """公布理由."""
    said = body.dict() | {"county_id": number(body.county_id)}
    return acts.publish_ground(**said, **asked(request))


@router.post("/grounds/{ground_id}/retire", response=GroundOut, auth=django_auth)
def retire_ground(request: HttpRequest, ground_id: Id, body: RetireIn) -> Any:
    """停用理由."""
    return acts.retire_ground(ground_id=number(ground_id), reason=body.reason, **asked(request))


@router.post("/share", response=ShareOut, auth=django_auth)
def set_share(request: HttpRequest, body: ShareIn) -> Any:
    """抽查比例."""
    said = body.dict() | {"county_id": number(body.county_id)}
    return acts.set_share(**said, **asked(request))
