"""Signed heads: checkpoints of c2sp.org/tlog-checkpoint in signed notes (c2sp.org/signed-note), and
cosignatures of another house (c2sp.org/tlog-cosignature, cosignature/v1). Ed25519."""

import binascii
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yuanba.base.log.faults import UNREADABLE, UNSIGNED, untrue

SIGNED, COSIGNED = 0x01, 0x04  # kinds of signature, as the key id counts them in
DASH = "— "


@dataclass(frozen=True, slots=True)
class Head:
    """How large a tree was, and its root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """Whose signature is believed: `name+key id+base64(kind, public key)`, as c2sp writes it."""

    name: str
    kind: int
    public: bytes  # 32 bytes

    @property
    def id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> "Verifier":
        try:
            name, _hint, key = text.strip().split("+", 2)
            raw = b64decode(key, validate=True)
            if len(raw) != 33:
                raise ValueError("length")
            return cls(name, raw[0], raw[1:])
        except (ValueError, binascii.Error) as wrong:
            raise untrue(UNREADABLE) from wrong


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def sign(head: Head, key: Ed25519PrivateKey) -> str:
    """The note: three lines, a blank one, the log's own signature."""
    raw = key_id(head.origin, SIGNED, public_of(key)) + key.sign(head.text.encode())
    return f"{head.text}\n{DASH}{head.origin} {b64encode(raw).decode()}\n"


def cosign(head: Head, name: str, key: Ed25519PrivateKey, at: int) -> str:
    """The line by which another house says at that second: this is the largest head I saw, and it
    follows from those before."""
    said = f"cosignature/v1\ntime {at}\n{head.text}".encode()
    raw = key_id(name, COSIGNED, public_of(key)) + struct.pack(">Q", at) + key.sign(said)
    return f"{DASH}{name} {b64encode(raw).decode()}\n"


def public_of(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def parse(note: str) -> tuple[Head, list[tuple[str, bytes]]]:
    """The head and its signatures (name, raw). Raises Untrue if it is no head."""
    text, blank, below = note.partition("\n\n")
    lines = text.split("\n")
    try:
        if not blank or len(lines) < 3 or not lines[0] or not lines[1].isascii():
            raise ValueError("lines")
        size, root = int(lines[1]), b64decode(lines[2], validate=True)
        if str(size) != lines[1] or len(root) != 32:
            raise ValueError("size or root")
        signatures = []
        for line in below.splitlines():
            if not line.startswith(DASH):
                raise ValueError("signature")
            name, raw = line.removeprefix(DASH).split(" ")
            signatures.append((name, b64decode(raw, validate=True)))
    except (ValueError, binascii.Error) as wrong:
        raise untrue(UNREADABLE) from wrong
    head = Head(lines[0], size, root)
    if head.text != text + "\n":
        raise untrue(UNREADABLE)
    return head, signatures


def checked(note: str, verifier: Verifier) -> Head:
    """The head, if this key signed it. Raises Untrue."""
    head, signatures = parse(note)
    for name, raw in signatures:
        if name == verifier.name and raw[:4] == verifier.id and _fits(head, raw[4:], verifier):
            return head
    raise untrue(UNSIGNED)


def cosigned(note: str, verifier: Verifier) -> int:
    """When this house cosigned, in Unix seconds. Raises Untrue if it did not."""
    head, signatures = parse(note)
    for name, raw in signatures:
        if name == verifier.name and raw[:4] == verifier.id and len(raw) == 76:
            (at,) = struct.unpack(">Q", raw[4:12])
            if _fits(head, raw[4:], verifier):
                return int(at)
    raise untrue(UNSIGNED)


def _fits(head: Head, raw: bytes, verifier: Verifier) -> bool:
    said = head.text.encode()
    if verifier.kind == COSIGNED:
        (at,) = struct.unpack(">Q", raw[:8])
        said, raw = f"cosignature/v1\ntime {at}\n".encode() + said, raw[8:]
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(raw, said)
    except InvalidSignature:
        return False
    return True


def board(size: int, root: bytes) -> str:
    """The line for the notice board: the size, and eight groups of five digits made from the root
    (its number modulo 10^40): what a person can read out on the telephone."""
    digits = f"{int.from_bytes(root, 'big') % 10**40:040d}"
    return f"{size} · " + " ".join(digits[i : i + 5] for i in range(0, 40, 5))
