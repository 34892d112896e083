"""Pictures of claims: looked at before the act, refused if this village has seen them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image

from yuanba.base import photos
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture as Kept
from yuanba.points.models import Claim, Picture
from yuanba.points.rules import pictures as rules

REMEMBERED = timedelta(days=731)  # as long as points live


@dataclass(frozen=True)
class Seen:
    """A stored picture with its looks, worked out before the transaction."""

    kept: Kept
    looks: tuple[int, ...]


def seen(kept: Kept) -> Seen:
    """Read the small copy that base.photos made itself: never a file from outside."""
    side = rules.SIDE
    with Image.open(photos.path(kept.name, thumb=True), formats=["JPEG"]) as small:
        grey = small.convert("L").resize((side, side), Image.Resampling.BOX).tobytes()
    square = [list(grey[i * side : (i + 1) * side]) for i in range(side)]
    return Seen(kept, tuple(rules.looks(square)))


def hang(claim: Claim, found: Sequence[Seen], *, now: datetime) -> None:
    """Tie pictures to a claim. The village is locked by its household's lock only, so the same content
    twice at once is refused by the database; the same look by reading what is there."""
    if not found:
        return
    before = Picture.objects.filter(place_id=claim.place_id)
    digests = [one.kept.digest for one in found]
    if len(set(digests)) < len(digests) or before.filter(digest__in=digests).exists():
        raise _twice()
    looked = before.filter(at__gte=now - REMEMBERED).exclude(look="")
    kept = [int(look, 16) for look in looked.values_list("look", flat=True)]
    for one in found:
        if any(rules.same(one.looks, look) for look in kept):
            raise _twice()
        kept += one.looks[:1]
    Picture.objects.bulk_create(
        Picture(
            claim=claim,
            place_id=claim.place_id,
            name=one.kept.name,
            digest=one.kept.digest,
            look=f"{one.looks[0]:x}" if one.looks else "",
            width=one.kept.width,
            height=one.kept.height,
            at=now + timedelta(microseconds=i),
        )
        for i, one in enumerate(found)
    )


def _twice() -> Refused:
    say = _("这张照片报过了（转个方向、重新存一次也算同一张）。请拍一张新的。")
    return Refused("picture_twice", say, field="photos")
