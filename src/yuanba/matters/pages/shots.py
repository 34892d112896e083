"""Photos on their way in: looked at, stored, and carried along while a form is shown again.

A photo is made safe and stored before the act; until the act its name travels in the page, signed,
so that a mistake in another field never costs the person a photo.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from yuanba.base import photos
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture

MOST = 4
SALT = "matters.shots"
KEPT = 2 * 24 * 3600  # seconds a stored photo may wait for its form


@dataclass
class Shots:
    """The photos of one form: those kept so far, what was wrong with others, where one was taken."""

    pictures: list[Picture] = field(default_factory=list)
    errors: list[Any] = field(default_factory=list)
    position: tuple[float, float] | None = None
    most: int = MOST

    @property
    def signed(self) -> str:
        """For a hidden field: the photos already taken in."""
        rows = [[p.name, p.digest, p.width, p.height] for p in self.pictures]
        return signing.dumps(rows, salt=SALT, compress=True) if rows else ""

    @property
    def room(self) -> int:
        return self.most - len(self.pictures)


def kept(said: str, *, without: Sequence[str] = (), most: int = MOST) -> Shots:
    """The photos a page carried along; nothing if it was altered or is too old."""
    try:
        rows = signing.loads(said, salt=SALT, max_age=KEPT) if said else []
    except signing.BadSignature:
        return Shots(most=most)
    return Shots([Picture(*row) for row in rows if row[0] not in without][:most], most=most)


def take(files: "Sequence[UploadedFile[Any]]", shots: Shots) -> Shots:
    """Look at each new photo and store it; what is wrong with one leaves the others alone.

    Takes 0.1 to 0.4 s a photo: never inside a transaction.
    """
    for n, file in enumerate(files, 1):
        if not shots.room:
            shots.errors.append(_("最多放%(most)s张照片，多出来的没有收。") % {"most": shots.most})
            break
        try:
            if (file.size or 0) > photos.MOST_BYTES:
                photos.refuse("heavy")
            seen = photos.look(file.read())
        except Refused as no:
            which = {"n": n, "what": no.message}
            shots.errors.append(_("第%(n)s张：%(what)s") % which if len(files) > 1 else no.message)
            continue
        if any(picture.digest == seen.sha256 for picture in shots.pictures):
            continue  # the same photo twice
        picture = Picture(photos.store(seen), seen.sha256, seen.width, seen.height)
        shots.pictures.append(picture)
        shots.position = shots.position or seen.position
    return shots


def smalls(shots: Shots) -> list[tuple[str, str]]:
    """Each photo's name, and the same signed: with it this page may show the small copy."""
    return [(p.name, signing.dumps(p.name, salt=SALT)) for p in shots.pictures]


def served(name: str, *, small: bool) -> HttpResponse:
    """A stored photo. Raises FileNotFoundError; the caller has checked who may see it."""
    content = photos.path(name, thumb=small).read_bytes()  # re-encoded by us: 1 MB at most or so
    answer = HttpResponse(content, content_type="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="{name[:12]}.jpg"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
