r"""The stand-alone tool of the sealed ballot: makes the key, opens the box. Run in the hall.

    python -m yuanba.councils.rules.counting.open key  BALLOT KEY.json
    python -m yuanba.councils.rules.counting.open box  BOX.json RESULT.json \
        [--digest SHA256] [--table TABLE.json]

This one file can be carried to a laptop that has Python and `cryptography` and nothing of Yuanba
(`python open.py …`), and anybody can open the same box again with the same codes: same result.
What the files hold is said in docs/ballots.md.
"""

import argparse
import getpass
import json
import secrets
import sys
import unicodedata
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY, BOX, TABLE, RESULT = "yuanba-key-1", "yuanba-box-1", "yuanba-table-1", "yuanba-result-1"
# HPKE, RFC 9180, base mode: 32 bytes of the sender's one-time key, the ballot, 16 bytes of tag.
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
BALLOT = 96  # bytes of a ballot, whatever is on it
ENVELOPE = 32 + BALLOT + 16
MOST_CHOICES = BALLOT - 1


class Fault(Exception):
    """The box is not what it should be: nothing is opened. Says what, in Chinese and English."""


# ---- a ballot, and its envelope


def written(places: Sequence[int]) -> bytes:
    """The ballot as bytes: how many choices, the place of each on the paper, zeros to the end."""
    return bytes([len(places), *places]).ljust(BALLOT, b"\0")


def read(ballot: bytes) -> tuple[int, ...]:
    """The places of the choices. ValueError for what `written` cannot have made."""
    places = tuple(ballot[1 : 1 + ballot[0]])
    if len(places) > MOST_CHOICES or written(places) != ballot:
        raise ValueError("not a ballot")
    return places


def purpose(ballot: str) -> bytes:
    """Bound into every envelope: one from another ballot does not open."""
    return f"{BOX}\n{ballot}".encode()


def tracker(envelope: bytes) -> str:
    """20 hex digits the voter keeps and finds again on the posted list; tells nothing of the choice."""
    return sha256(envelope).hexdigest()[:20]


# ---- the key, and the custodians' codes on paper


@dataclass(frozen=True)
class Lock:
    """The private key, locked with the codes of these custodians together."""

    custodians: tuple[int, ...]  # counted from 1
    locked: str  # base64


@dataclass(frozen=True)
class Key:
    """What may lie on the server: it opens nothing without enough codes."""

    ballot: str
    public: str  # base64
    locks: tuple[Lock, ...]
    format: str = KEY


def make_key(ballot: str, *, custodians: int, needed: int) -> tuple[Key, tuple[str, ...]]:
    """A new key and a code for each custodian; any `needed` of them together open the box.

    The codes go onto paper and nowhere else. The private key is forgotten when this returns.
    """
    if not 1 < needed <= custodians:
        raise ValueError("no one alone opens a box")
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    codes = [secrets.token_bytes(16) for _ in range(custodians)]
    locks = tuple(
        Lock(
            tuple(at + 1 for at in some),
            b64encode(
                _cipher(public, [codes[at] for at in some]).encrypt(
                    NONCE, private.private_bytes_raw(), None
                )
            ).decode(),
        )
        for some in combinations(range(custodians), needed)
    )
    key = Key(ballot, b64encode(public).decode(), locks)
    return key, tuple(code_words(code) for code in codes)


NONCE = bytes(12)  # each cipher below is used for one message only


def _cipher(public: bytes, codes: Sequence[bytes]) -> ChaCha20Poly1305:
    made = HKDF(SHA256(), 32, salt=public, info=KEY.encode()).derive(b"".join(codes))
    return ChaCha20Poly1305(made)


def unlock(key: dict[str, Any], codes: Sequence[str]) -> X25519PrivateKey:
    """The private key. Fault when the codes do not belong to it, or are too few."""
    public = b64decode(key["public"])
    words = [code_bytes(code) for code in codes]
    for lock in key["locks"]:
        for some in permutations(words, len(lock["custodians"])):
            try:
                raw = _cipher(public, some).decrypt(NONCE, b64decode(lock["locked"]), None)
            except InvalidTag:
                continue
            private = X25519PrivateKey.from_private_bytes(raw)
            if private.public_key().public_bytes_raw() == public:
                return private
    raise Fault(
        "口令与这只票箱不符，或还不够数。 These codes do not open this box, or are too few."
    )


LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are read for 1, 1, 0, V


def code_words(code: bytes) -> str:
    """16 bytes as seven groups of four signs, the last twelve bits a check on typing."""
    number = int.from_bytes(code, "big") << 12 | _check(code)
    signs = "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(28)))
    return "-".join(signs[at : at + 4] for at in range(0, 28, 4))


def code_bytes(words: str) -> bytes:
    """The code as typed: capitals or not, with or without dashes. Fault for a typing error."""
    plain = unicodedata.normalize("NFKC", words).upper()
    plain = "".join(plain.translate(str.maketrans("ILO", "110", "-")).split())
    if len(plain) == 28 and set(plain) <= set(LETTERS):
        number = 0
        for sign in plain:
            number = number << 5 | LETTERS.index(sign)
        code, check = divmod(number, 1 << 12)
        if code < 1 << 128 and check == _check(raw := code.to_bytes(16, "big")):
            return raw
    raise Fault("口令有一处打错，请对照纸条重打。 A code is mistyped: compare it with the paper.")


def _check(code: bytes) -> int:
    return int.from_bytes(sha256(code).digest()[:2], "big") >> 4


# ---- the box

BOX_FIELDS = {
    "ballot", "question", "choices", "most", "keep_ballots", "least_shown", "key", "marks", "papers",
    "envelopes",
}  # fmt: skip
TABLE_FIELDS = {"ballot", "votes", "blank", "spoiled", "ballots"}


@dataclass(frozen=True)
class Result:
    """What was in the box. No names; sorted, so that no order is left."""

    box: str  # SHA-256 of the box file
    ballot: str
    question: str
    envelopes: int
    papers: int  # counted in from the table; 0: the envelopes alone
    votes: dict[str, int]  # in the order of the paper
    blank: int
    spoiled: int
    ballots: list[tuple[list[str], int]]  # distinct ballots, only where the count needs them
    trackers: list[str]
    unreadable: list[str]  # trackers of those that did not open: nothing is published before why
    format: str = RESULT


def open_box(
    box: bytes, codes: Sequence[str], *, digest: str = "", table: bytes | None = None
) -> Result:
    """Open the box file with the custodians' codes. The same box and any codes: the same result.

    `table`: what two tellers counted of the paper ballots; then only the sum leaves the box. Fault,
    and nothing opened: the file is not the one whose digest was posted; the envelopes are not as
    many as the marks on the roll; one lies there twice, or they keep an order; wrong codes; fewer
    than `least_shown` voted one way, so that only the sum may be shown, and the table is missing.
    """
    said, envelopes, counted = looked_at(box, digest=digest, table=table)
    private = unlock(said["key"], codes)
    names: list[str] = said["choices"]
    votes = {name: counted["votes"][name] for name in names}
    kept: Counter[tuple[str, ...]] = Counter()
    for names_on_it, number in counted["ballots"]:
        kept[tuple(names_on_it)] += number
    blank, spoiled, unreadable = counted["blank"], counted["spoiled"], []
    for envelope in envelopes:
        try:
            ballot = SUITE.decrypt(envelope, private, info=purpose(said["ballot"]))
        except InvalidTag:
            unreadable.append(tracker(envelope))
            continue
        places = _valid(ballot, len(names), said["most"])
        if places is None:
            spoiled += 1
            continue
        blank += not places
        kept[tuple(names[place] for place in places)] += 1
        for place in places:
            votes[names[place]] += 1
    return Result(
        box=sha256(box).hexdigest(),
        ballot=said["ballot"],
        question=said["question"],
        envelopes=len(envelopes),
        papers=said["papers"] if table else 0,
        votes=votes,
        blank=blank,
        spoiled=spoiled,
        ballots=sorted((list(one), n) for one, n in kept.items() if one and said["keep_ballots"]),
        trackers=sorted(tracker(one) for one in envelopes),
        unreadable=sorted(unreadable),
    )


def looked_at(
    box: bytes, *, digest: str, table: bytes | None
) -> tuple[dict[str, Any], list[bytes], dict[str, Any]]:
    """All that can be checked before anybody says a code: box, its envelopes, the tellers' count."""
    found = sha256(box).hexdigest()
    if digest and digest.strip().lower() != found:
        raise Fault(f"票箱与封箱时公布的校验码不符。 Not the box that was posted: {found}")
    said = parsed(box, BOX, BOX_FIELDS)
    return said, _envelopes(said), _paper(table, said)


def parsed(content: bytes, kind: str, fields: set[str]) -> dict[str, Any]:
    """The content of a box or table file. Fault when it is not one, or not a whole one."""
    try:
        said = json.loads(content)
        whole = said["format"] == kind and said.keys() >= fields
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise Fault(f"文件不对，或不完整。 Not a file of this kind, or not a whole one: {kind}")
    return dict(said)


def _envelopes(said: dict[str, Any]) -> list[bytes]:
    envelopes = [b64decode(one) for one in said["envelopes"]]
    if len(envelopes) != said["marks"]:
        raise Fault(
            f"名册上有{said['marks']}人用手机投票，箱内有{len(envelopes)}个信封。"
            f" {said['marks']} marks on the roll, {len(envelopes)} envelopes in the box."
        )
    if any(one >= other for one, other in pairwise(envelopes)):
        raise Fault(
            "信封有重复，或没有打乱次序。 An envelope lies there twice, or they keep an order."
        )
    return envelopes


def _paper(table: bytes | None, said: dict[str, Any]) -> dict[str, Any]:
    """What the tellers counted, if it belongs to this ballot; nothing, where nothing need be added."""
    papers, marks, least = said["papers"], said["marks"], said["least_shown"]
    if table is None:
        if papers and marks and min(papers, marks) < least:
            raise Fault(
                f"有一种投票方式不足{least}人，只能合计公布，请用--table给出纸票的计票。"
                f" Fewer than {least} voted one way: only the sum may be shown, give --table."
            )
        return {"votes": dict.fromkeys(said["choices"], 0), "blank": 0, "spoiled": 0, "ballots": []}
    counted = parsed(table, TABLE, TABLE_FIELDS)
    votes, rest = counted["votes"], counted["blank"] + counted["spoiled"]
    kept = sum(number for ballot, number in counted["ballots"] if ballot)
    numbers = [*votes.values(), counted["blank"], counted["spoiled"]]
    if (
        counted["ballot"] != said["ballot"]
        or sorted(votes) != sorted(said["choices"])
        or min(numbers) < 0
        or max(*votes.values(), kept) + rest > papers
        or bool(kept) != bool(said["keep_ballots"] and any(votes.values()))
    ):
        raise Fault("纸票的计票与这次投票不符。 The count of the paper is not of this ballot.")
    return counted


def _valid(ballot: bytes, choices: int, most: int) -> tuple[int, ...] | None:
    try:
        places = read(ballot)
    except ValueError:
        return None
    good = len(places) <= most and len(set(places)) == len(places)
    return places if good and all(place < choices for place in places) else None


def canonical(said: Any) -> bytes:
    """JSON that is the same bytes for the same content."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


# ---- the command line


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="open", description="密封投票：制作钥匙、开箱。")
    which = parser.add_subparsers(dest="which", required=True)
    key = which.add_parser("key", help="为一次投票制作钥匙，口令各自抄在纸上")
    key.add_argument("ballot")
    key.add_argument("file", type=Path)
    key.add_argument("--custodians", type=int, default=3)
    key.add_argument("--needed", type=int, default=2)
    box = which.add_parser("box", help="开箱计票")
    box.add_argument("file", type=Path)
    box.add_argument("result", type=Path)
    box.add_argument("--digest", default="", help="封箱时公布的校验码")
    box.add_argument("--table", type=Path, help="两位计票人对纸票的计票，只公布合计")
    asked = parser.parse_args(arguments)
    try:
        return _make(asked) if asked.which == "key" else _open(asked)
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
    except OSError as trouble:
        sys.stderr.write(f"文件读不了或写不了。 A file cannot be read or written: {trouble}\n")
    return 1


def _make(asked: argparse.Namespace) -> int:
    made, codes = make_key(asked.ballot, custodians=asked.custodians, needed=asked.needed)
    with asked.file.open("xb") as file:
        file.write(canonical(asdict(made)))
    for number, code in enumerate(codes, 1):
        sys.stdout.write(f"{number}: {code}\n")
    return 0


def _open(asked: argparse.Namespace) -> int:
    content = asked.file.read_bytes()
    table = asked.table.read_bytes() if asked.table else None
    said, *_rest = looked_at(content, digest=asked.digest, table=table)
    codes = list(_codes(min(len(lock["custodians"]) for lock in said["key"]["locks"])))
    result = open_box(content, codes, digest=asked.digest, table=table)
    half = asked.result.with_name(asked.result.name + ".half")  # a power cut leaves no half result
    half.write_bytes(canonical(asdict(result)))
    half.replace(asked.result)
    out = sys.stdout.write
    out(f"{result.question}\n校验码 digest {result.box}\n")
    out(f"信封 envelopes {result.envelopes}, 纸票 papers {result.papers}\n")
    for name, votes in result.votes.items():
        out(f"{votes:>7}  {name}\n")
    out(f"{result.blank:>7}  空白 blank\n{result.spoiled:>7}  废票 spoiled\n")
    if result.unreadable:
        out(f"{len(result.unreadable):>7}  打不开，先查明再公布 do not open: find out why first\n")
        return 2
    return 0


def _codes(needed: int) -> Iterator[str]:
    """From the keyboard, unseen, again until it is typed right; or line by line from a program."""
    for number in range(1, needed + 1):
        while True:
            terminal = sys.stdin.isatty()
            ask = f"口令 code {number}/{needed}: "
            code = getpass.getpass(ask) if terminal else sys.stdin.readline()
            try:
                code_bytes(code)
            except Fault as fault:
                if not terminal:
                    raise
                sys.stderr.write(f"{fault}\n")
            else:
                yield code
                break


if __name__ == "__main__":
    sys.exit(main())
