"""The link by which a line of the roll votes on a telephone: its id with a proof, nothing stored."""

from django.core.signing import BadSignature, Signer

SALT = "councils.vote"


def token(entry_id: int) -> str:
    return Signer(salt=SALT).sign(str(entry_id))


def entry_of(said: str) -> int | None:
    """The id of the line, or None if the link was not made by us."""
    try:
        found = Signer(salt=SALT).unsign(said)
    except BadSignature:
        return None
    return int(found) if found.isdecimal() else None
