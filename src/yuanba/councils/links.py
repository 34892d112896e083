"""Links and codes of a meeting: an id with a proof, nothing stored.

A slip carries the link of one line of the roll (whoever holds it votes for that line) and six digits that
say the same to somebody who scanned the code of the hall. The hall's code carries the meeting, and four
digits that whoever opened his slip's link types to show that he is there.
"""

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "councils.vote"
HALL = "councils.hall"
PERSON = "councils.person"


def token(entry_id: int) -> str:
    return _signed(SALT, entry_id)


def entry_of(said: str) -> int | None:
    """The id of the line, or None if the link was not made by us."""
    return _read(SALT, said)


def hall(meeting_id: int) -> str:
    return _signed(HALL, meeting_id)


def meeting_of(said: str) -> int | None:
    return _read(HALL, said)


def person(procedure_id: int) -> str:
    """For somebody who was appraised: what was found, and how to ask again."""
    return _signed(PERSON, procedure_id)


def procedure_of(said: str) -> int | None:
    return _read(PERSON, said)


def slip_code(entry_id: int) -> str:
    return _digits("councils.slip", entry_id, 6)


def hall_code(meeting_id: int) -> str:
    return _digits("councils.hall.code", meeting_id, 4)


def same(typed: str, code: str) -> bool:
    """Whether somebody typed this code, with or without the gap in its middle."""
    return constant_time_compare("".join(typed.split()), code)


def _signed(salt: str, pk: int) -> str:
    return Signer(salt=salt).sign(str(pk))


def _read(salt: str, said: str) -> int | None:
    try:
        found = Signer(salt=salt).unsign(said)
    except BadSignature:
        return None
    return int(found) if found.isdecimal() else None


def _digits(salt: str, pk: int, many: int) -> str:
    mac = salted_hmac(salt, str(pk), algorithm="sha256").digest()
    return str(int.from_bytes(mac[:8]) % 10**many).zfill(many)
