"""What the signer keeps outside the database, in the data folder: its key and the last head it signed of
each tree. Somebody who rewrites the whole database still has these against him."""

import fcntl
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from yuanba.base.log import note

KEY = "record.key"  # 32 bytes in base64, for its user alone
HEADS = "heads"  # heads/<origin>.note
SEEN = "witness"  # witness/<origin>.note: of houses whose heads we cosign


def key() -> Ed25519PrivateKey:
    """The signing key: made once, kept in a file that only its user reads."""
    file = Path(settings.HOME) / KEY
    if not file.exists():
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of ours was quicker
            pass
        else:
            with os.fdopen(handle, "w") as out:
                made = Ed25519PrivateKey.generate().private_bytes_raw()
                out.write(b64encode(made).decode() + "\n")
    return Ed25519PrivateKey.from_private_bytes(b64decode(file.read_text()))


def verifier(origin: str) -> note.Verifier:
    """By which anybody checks our heads of this tree."""
    return note.Verifier(origin, note.SIGNED, note.public_of(key()))


def last(origin: str) -> str | None:
    """The last note signed of this log, or None."""
    return read(HEADS, name_of(origin))


def keep(origin: str, text: str) -> None:
    write(HEADS, name_of(origin), text)


def kept() -> dict[str, str]:
    """Every last note: origin → text. Also of a log that the database no longer knows."""
    files = sorted((Path(settings.HOME) / HEADS).glob("*.note"))
    texts = [file.read_text() for file in files]
    return {text.split("\n", 1)[0]: text for text in texts}


def name_of(origin: str) -> str:
    """The name of its file."""
    return origin.replace("/", "-")


def read(folder: str, name: str) -> str | None:
    file = Path(settings.HOME) / folder / f"{name}.note"
    return file.read_text() if file.exists() else None


def write(folder: str, name: str, text: str) -> None:
    """Whole or not at all, and on the disk when it returns."""
    file = Path(settings.HOME) / folder / f"{name}.note"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = file.with_suffix(f".{os.getpid()}")
    with scratch.open("w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    scratch.chmod(0o600)
    scratch.replace(file)
    parent = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


@contextmanager
def alone(folder: str) -> Iterator[None]:
    """One at a time, over all processes: what is read in here is still so when it is written."""
    where = Path(settings.HOME) / folder
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (where / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def aside(folder: str, name: str) -> Path | None:
    """Put a note aside under another name: it stays for everybody to compare with."""
    file = Path(settings.HOME) / folder / f"{name}.note"
    if not file.exists():
        return None
    n = 1
    while (other := file.with_name(f"{file.name}.before-{n}")).exists():
        n += 1
    return file.rename(other)
