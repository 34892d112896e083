"""Heads, cosignatures and receipts from files alone: no database, no Django."""

from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yuanba.base.log import leaf, note, receipt, tree
from yuanba.base.log.faults import Untrue

# The key of RFC 8032, 7.1, test 1: everybody can sign again what stands below.
KEY = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
VERIFIER = note.Verifier("yuanba/7", note.SIGNED, PUBLIC)
TOWN = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)


def village(n: int = 5) -> tuple[list[str], list[bytes], str]:
    """Bodies, keys and the signed head of a small log."""
    bodies, keys, peaks = [], [], []
    for i in range(n):
        keys.append(bytes([i + 1]) * 32)
        fields = leaf.committed(keys[-1], {"number": f"石桥-2026-000{i}", "words": "路灯不亮"})
        bodies.append(
            leaf.body(
                origin="yuanba/7", index=i, act="matters.report", who="resident:", subject="00",
                at=1790215200 + i, back=False, fields=fields,
            )
        )  # fmt: skip
        tree.grow(i, peaks, tree.leaf_hash(bodies[-1].encode()))
    return bodies, keys, note.sign(note.Head("yuanba/7", n, tree.root_of(peaks)), KEY)


def file_of(i: int = 3, n: int = 5) -> str:
    bodies, keys, head = village(n)
    hashes = [tree.leaf_hash(body.encode()) for body in bodies]

    def get(height: int, index: int) -> bytes:
        some = hashes[index << height : (index + 1) << height]
        while len(some) > 1:
            some = [tree.node_hash(a, b) for a, b in zip(some[::2], some[1::2], strict=True)]
        return some[0]

    opened = {"number": (leaf.field_key(keys[i], "number"), f"石桥-2026-000{i}")}
    path = tree.inclusion(get, i, n)
    return receipt.write(body=bodies[i], index=i, path=path, head=head, opened=opened)


def test_a_head_is_the_note_that_c2sp_describes():
    _bodies, _keys, head = village()
    lines = head.split("\n")
    assert lines[0] == "yuanba/7"
    assert lines[1] == "5"
    assert len(b64decode(lines[2])) == 32
    assert lines[3] == ""
    dash, name, raw = lines[4].split(" ")
    assert (dash, name) == ("—", "yuanba/7")
    assert b64decode(raw)[:4] == sha256(b"yuanba/7\n\x01" + PUBLIC).digest()[:4]
    assert len(b64decode(raw)) == 4 + 64
    assert lines[5:] == [""]
    assert note.checked(head, VERIFIER).size == 5
    assert note.Verifier.read(str(VERIFIER)) == VERIFIER


def test_a_note_of_the_go_checksum_database_is_read():
    """A checkpoint that is not ours: https://pkg.go.dev/golang.org/x/mod/sumdb/note, its example key."""
    verifier = note.Verifier.read(
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    assert verifier.id.hex() == "c74f20a3"
    raw = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    signature = b64decode(raw)
    text = b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    assert signature[:4] == verifier.id
    Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature[4:], text)


def test_another_house_cosigns_a_head_and_says_when():
    _bodies, _keys, head = village()
    seen, _ = note.parse(head)
    line = note.cosign(seen, "town.example", TOWN, 1790215260)
    town = note.Verifier("town.example", note.COSIGNED, note.public_of(TOWN))
    assert note.cosigned(head + line, town) == 1790215260
    assert note.checked(head + line, VERIFIER) == seen
    late = b64decode(line.split(" ")[2])
    forged = late[:11] + bytes([late[11] ^ 1]) + late[12:]
    with pytest.raises(Untrue, match="签名对不上"):
        note.cosigned(head + f"— town.example {b64encode(forged).decode()}\n", town)


def test_a_receipt_says_what_was_said_and_when_and_is_about_as_long_as_promised():
    text = file_of()
    proven = receipt.verify(text, [VERIFIER])
    assert proven.said == {"number": "石桥-2026-0003"}
    assert proven.shut == ["words"]
    assert (proven.index, proven.head.size, proven.leaf["t"]) == (3, 5, 1790215203)
    assert len(text) < 1750
    assert (
        receipt.verify(text.replace("\n", "\r\n"), [VERIFIER]) == proven
    )  # through a mail program


def changed(text: str, at: int, old: str, new: str) -> str:
    """The receipt with its line `at` changed inside its base64."""
    lines = text.split("\n")
    head, _, raw = lines[at].rpartition(" ")
    said = b64decode(raw).decode()
    assert old in said
    lines[at] = f"{head} {b64encode(said.replace(old, new).encode()).decode()}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (lambda t: changed(t, 1, "石桥-2026-0003", "石桥-2026-0009"), "not_said"),
        (lambda t: changed(t, 1, "1790215203", "1790215100"), "not_in_tree"),
        (lambda t: t.replace("index 3", "index 2"), "not_in_tree"),
        (lambda t: t.replace("\n5\n", "\n6\n"), "not_signed"),
        (lambda t: t.replace("\nyuanba/7\n5", "\nyuanba/8\n5"), "other_log"),
        (lambda t: "\n".join(line for i, line in enumerate(t.split("\n")) if i != 3), "not_in_tree"),
        (lambda t: t[: len(t) // 2], "not_a_proof"),
        (lambda t: "PK\x03\x04", "not_a_proof"),
        (lambda t: "", "not_a_proof"),
        (lambda t: t.replace("index 3", "index 03"), "not_a_proof"),
    ],
)  # fmt: skip
def test_a_receipt_with_one_thing_changed_is_refused_in_plain_words(fault, code):
    with pytest.raises(Untrue) as wrong:
        receipt.verify(fault(file_of()), [VERIFIER])
    assert wrong.value.code == code
    assert wrong.value.chinese
    assert wrong.value.english


def test_a_head_signed_by_somebody_else_is_refused():
    other = note.Verifier("yuanba/7", note.SIGNED, note.public_of(TOWN))
    with pytest.raises(Untrue, match="签名对不上"):
        receipt.verify(file_of(), [other])


def test_the_line_for_the_notice_board_is_the_size_and_eight_groups_of_five():
    assert note.board(12, bytes(31) + b"\x2a") == "12 · " + "00000 " * 7 + "00042"
    size, _, groups = note.board(5, sha256(b"x").digest()).partition(" · ")
    assert size == "5"
    assert [len(group) for group in groups.split(" ")] == [5] * 8
