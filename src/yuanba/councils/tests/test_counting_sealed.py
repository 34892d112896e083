"""The sealed ballot (trust.md 6, X-VOTE): model and machine, planted faults, the tool by itself."""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from yuanba.base.errors import Refused
from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.open import Fault
from yuanba.councils.rules.counting.sealed import Mark, Way
from yuanba.councils.rules.counting.tallies import Tally

PAPER = ("修路", "修桥", "装路灯")
KEY, CODES = tool.make_key("2026-石桥-3", custodians=3, needed=2)


def on_phone(voter: str, *choices: str) -> Mark:
    envelope = sealed.seal(KEY, choices, PAPER)
    return sealed.vote(Mark(voter), way=Way.PHONE, stopped=False, envelope=envelope)


def boxed(
    marks: list[Mark], most: int = 1, keep_ballots: bool = False, least_shown: int = 1
) -> bytes:
    return sealed.box_file(
        sealed.close(marks),
        KEY,
        question="今年先办哪一件",
        paper=PAPER,
        most=most,
        least_shown=least_shown,
        keep_ballots=keep_ballots,
    )


TEN = [on_phone(f"户{n}", PAPER[n % 2]) for n in range(9)] + [on_phone("户9")]
BOX = boxed(TEN)


def changed(**change: object) -> bytes:
    return tool.canonical(json.loads(BOX) | change)


# ── votes ──


def test_every_envelope_looks_alike():
    envelopes = {sealed.seal(KEY, PAPER[:n], PAPER) for n in (0, 0, 1, 3)}
    assert {len(envelope) for envelope in envelopes} == {tool.ENVELOPE} == {144}
    assert len(envelopes) == 4, "the same choice twice is not the same envelope"


def test_the_last_vote_on_the_phone_counts():
    first = on_phone("罗", "修路")
    second = sealed.vote(
        first, way=Way.PHONE, stopped=False, envelope=sealed.seal(KEY, ["修桥"], PAPER)
    )
    told = tool.open_box(boxed([second]), CODES)
    assert (told.votes, told.envelopes) == ({"修路": 0, "修桥": 1, "装路灯": 0}, 1)


def test_the_table_takes_the_place_of_the_phone_and_not_the_other_way():
    at_table = sealed.vote(on_phone("罗", "修路"), way=Way.TABLE, stopped=False)
    assert (at_table.way, at_table.envelope) == (Way.TABLE, None)
    for way, envelope, whose in (
        (Way.PHONE, sealed.seal(KEY, [], PAPER), "您"),
        (Way.TABLE, None, "这位投票人"),
    ):
        with pytest.raises(Refused, match="voted_at_table") as told:
            sealed.vote(at_table, way=way, stopped=False, envelope=envelope)
        assert str(told.value.message).startswith(whose)


@pytest.mark.parametrize("way", Way)
def test_after_the_stop_nobody_votes(way):
    with pytest.raises(Refused, match="voting_stopped"):
        sealed.vote(Mark("罗"), way=way, stopped=True, envelope=sealed.seal(KEY, [], PAPER))


@pytest.mark.parametrize(
    ("way", "envelope"), [(Way.PHONE, None), (Way.PHONE, b"short"), (Way.TABLE, bytes(144))]
)
def test_a_mark_and_its_envelope_belong_together(way, envelope):
    with pytest.raises(ValueError, match="envelope"):
        sealed.vote(Mark("罗"), way=way, stopped=False, envelope=envelope)


# ── closing: who and what are cut apart ──


@given(order=st.permutations(range(len(TEN))))
def test_whatever_the_order_of_voting_it_is_the_same_box(order):
    """The box is made of the set of envelopes alone: nothing of the order is left to be found."""
    assert boxed([TEN[at] for at in order]) == BOX


def test_a_box_that_kept_an_order_would_be_seen():
    kept = [b64encode(mark.envelope or b"").decode() for mark in TEN]
    assert kept != sorted(kept, key=b64decode)
    with pytest.raises(Fault, match="order"):
        tool.open_box(changed(envelopes=kept), CODES)


def test_no_name_stands_in_the_box_or_in_the_result():
    told = json.dumps(tool.open_box(BOX, CODES).__dict__, ensure_ascii=False)
    for said in (BOX.decode(), told):
        assert not [mark.voter for mark in TEN if mark.voter in said]
    assert all(mark.envelope is None for mark in sealed.close(TEN).marks)


def test_only_totals_leave_the_box_unless_the_count_needs_ballots():
    marks = [on_phone("a", "修路", "修桥"), on_phone("b", "修桥", "修路"), on_phone("c", "修路")]
    assert tool.open_box(boxed(marks, most=2), CODES).ballots == []
    kept = tool.open_box(boxed(marks, most=2, keep_ballots=True), CODES).ballots
    assert kept == [(["修桥", "修路"], 1), (["修路"], 1), (["修路", "修桥"], 1)]


@pytest.mark.parametrize(
    "marks", [[Mark("a", Way.PHONE)], [Mark("a", None, bytes(144))], [Mark("a"), Mark("a")]]
)
def test_a_roll_that_does_not_add_up_is_not_closed(marks):
    with pytest.raises(ValueError, match=r"marks|roll"):
        sealed.close(marks)


# ── opening ──


def test_any_two_of_three_open_it_and_always_to_the_same():
    results = [tool.open_box(BOX, codes) for codes in combinations(CODES, 2)]
    results += [tool.open_box(BOX, tuple(reversed(CODES[:2]))), tool.open_box(BOX, CODES)]
    assert all(result == results[0] for result in results)
    assert results[0].votes == {"修路": 5, "修桥": 4, "装路灯": 0}
    assert (results[0].blank, results[0].spoiled, results[0].unreadable) == (1, 0, [])


@pytest.mark.parametrize("codes", [CODES[:1], (CODES[0], CODES[0]), ()])
def test_one_alone_opens_nothing(codes):
    with pytest.raises(Fault, match="too few"):
        tool.open_box(BOX, codes)


def test_codes_of_another_ballot_open_nothing():
    _key, others = tool.make_key("2026-石桥-4", custodians=3, needed=2)
    with pytest.raises(Fault, match="do not open"):
        tool.open_box(BOX, (CODES[0], others[1]))


@given(
    raw=st.binary(min_size=16, max_size=16),
    at=st.integers(0, 27),
    sign=st.sampled_from(tool.LETTERS),
)
def test_a_mistyped_code_is_told_and_a_sloppy_one_is_read(raw, at, sign):
    words = tool.code_words(raw)
    sloppy = words.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert tool.code_bytes(words) == tool.code_bytes(sloppy) == raw
    plain = words.replace("-", "")
    slip = plain[:at] + sign + plain[at + 1 :]
    if slip != plain:
        try:
            other = tool.code_bytes(slip)
        except Fault:
            pass
        else:  # one in 4,096 slips passes the check, and then opens nothing
            assert other != raw


def test_hardly_a_slip_of_one_sign_passes():
    passed = 0
    for at in range(28):
        plain = CODES[0].replace("-", "")
        for sign in tool.LETTERS:
            if sign != plain[at]:
                try:
                    tool.code_bytes(plain[:at] + sign + plain[at + 1 :])
                except Fault:
                    continue
                passed += 1
    assert passed <= 5  # of 868


@settings(max_examples=200)
@given(choices=st.lists(st.integers(0, 94), max_size=95))
def test_what_is_written_is_read(choices):
    assert tool.read(tool.written(choices)) == tuple(choices)


@given(ballot=st.binary(min_size=96, max_size=96))
def test_what_nobody_wrote_is_no_ballot(ballot):
    try:
        places = tool.read(ballot)
    except ValueError:
        return
    assert tool.written(places) == ballot


def test_too_many_choices_spoil_and_a_strange_choice_spoils():
    marks = [on_phone("a", "修路", "修桥"), on_phone("b", "修路")]
    paper = [str(n) for n in range(20)]  # a longer one than the box knows
    strange = sealed.seal(KEY, ["9"], paper)
    marks.append(sealed.vote(Mark("c"), way=Way.PHONE, stopped=False, envelope=strange))
    told = tool.open_box(boxed(marks), CODES)
    assert (told.votes["修路"], told.spoiled, told.envelopes) == (1, 2, 3)


# ── few on one way: only the sum ──


def at_table(number: int) -> list[Mark]:
    return [Mark(f"桌{n}", Way.TABLE) for n in range(number)]


PAPERS = Tally({"修路": 9, "修桥": 1, "装路灯": 1}, ballots=12, blank=1)


@pytest.mark.parametrize(("phones", "papers"), [(9, 12), (10, 9), (1, 1)])
def test_fewer_than_ten_on_one_way_are_shown_only_with_the_others(phones, papers):
    box = boxed([*TEN[:phones], *at_table(papers)], least_shown=10)
    with pytest.raises(Fault, match="only the sum"):
        tool.open_box(box, CODES)


@pytest.mark.parametrize("papers", [0, 10])
def test_ten_on_both_ways_or_on_one_alone_may_be_shown(papers):
    told = tool.open_box(boxed([*TEN, *at_table(papers)], least_shown=10), CODES)
    assert (told.envelopes, told.papers, told.votes["修路"]) == (10, 0, 5)


def test_an_empty_box_shows_nobody():
    assert tool.open_box(boxed(at_table(3), least_shown=10), CODES).envelopes == 0


def test_with_the_paper_only_the_sum_leaves_the_box():
    box = boxed([*TEN[:3], *at_table(12)], least_shown=10)
    told = tool.open_box(box, CODES, table=sealed.table_file(KEY.ballot, PAPERS))
    assert told.votes == {"修路": 11, "修桥": 2, "装路灯": 1}
    assert (told.blank, told.envelopes, told.papers) == (1, 3, 12)


def test_ranked_paper_is_put_to_the_ranked_envelopes():
    box = boxed([on_phone("a", "修桥", "修路"), *at_table(2)], 3, keep_ballots=True, least_shown=10)
    tally = Tally({"修路": 2, "修桥": 1, "装路灯": 0}, ballots=2)
    papers = [(["修桥", "修路"], 1), (["修路"], 1)]
    told = tool.open_box(box, CODES, table=sealed.table_file(KEY.ballot, tally, papers))
    assert told.ballots == [(["修桥", "修路"], 2), (["修路"], 1)]
    assert told.votes == {"修路": 3, "修桥": 2, "装路灯": 0}


@pytest.mark.parametrize(
    "table",
    [
        sealed.table_file("2026-石桥-4", PAPERS),
        sealed.table_file(KEY.ballot, Tally({"修路": 9}, ballots=12)),
        sealed.table_file(KEY.ballot, replace(PAPERS, ballots=40, spoiled=5)),
        sealed.table_file(KEY.ballot, PAPERS, [(["修路"], 9)]),  # nobody asked for ballots
        sealed.table_file(KEY.ballot, PAPERS).replace(b'"spoiled": 0', b'"spoiled": -1'),
        b"{}",
    ],
)
def test_a_count_that_is_not_of_this_ballot_is_not_added(table):
    box = boxed([*TEN, *at_table(12)], least_shown=10)
    with pytest.raises(Fault, match=r"not of this ballot|Not a file"):
        tool.open_box(box, CODES, table=table)


def test_ranked_envelopes_are_not_put_to_totals():
    box = boxed([*TEN, *at_table(12)], 3, keep_ballots=True, least_shown=10)
    with pytest.raises(Fault, match="not of this ballot"):
        tool.open_box(box, CODES, table=sealed.table_file(KEY.ballot, PAPERS))


# ── planted faults ──

ENVELOPES = json.loads(BOX)["envelopes"]
FORGED = sorted(
    [*ENVELOPES[1:], b64encode(sealed.seal(KEY, ["装路灯"], PAPER)).decode()], key=b64decode
)


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (changed(envelopes=ENVELOPES[1:]), "9 envelopes"),  # one taken out
        (changed(envelopes=ENVELOPES, marks=9), "9 marks"),  # one put in
        (changed(envelopes=sorted([*ENVELOPES[1:], ENVELOPES[1]], key=b64decode)), "twice"),
        (b"{}", "Not a file"),
        (b"not json", "Not a file"),
        (changed(format="yuanba-box-2"), "Not a file"),
    ],
)
def test_a_box_that_was_touched_is_not_opened(box, why):
    with pytest.raises(Fault, match=why):
        tool.open_box(box, CODES)


def test_a_vote_put_in_the_place_of_another_after_closing_is_not_the_box_that_was_posted():
    from hashlib import sha256

    posted = sha256(BOX).hexdigest()
    assert tool.open_box(BOX, CODES, digest=posted.upper()).box == posted
    for touched in (changed(envelopes=FORGED), changed(envelopes=ENVELOPES[1:], marks=9)):
        assert tool.open_box(touched, CODES).unreadable == [], "well made: only the digest tells"
        with pytest.raises(Fault, match="Not the box that was posted"):
            tool.open_box(touched, CODES, digest=posted)


def test_a_vote_changed_before_closing_is_missed_by_its_voter():
    """The server put another envelope in: 户3's tracker is not on the posted list."""
    trackers = {mark.voter: tool.tracker(mark.envelope or b"") for mark in TEN}
    touched = [on_phone("户3", "装路灯") if mark.voter == "户3" else mark for mark in TEN]
    posted = sealed.box_trackers(boxed(touched))
    assert [voter for voter, one in trackers.items() if one not in posted] == ["户3"]
    assert sorted(trackers.values()) == list(sealed.box_trackers(BOX))
    assert tool.open_box(BOX, CODES).trackers == sorted(trackers.values())


@example(at=31, bit=7)  # the one bit of the sender's key that X25519 passes over (RFC 7748)
@given(at=st.integers(0, 143), bit=st.integers(0, 7))
def test_a_changed_bit_makes_an_envelope_that_does_not_open(at, bit):
    raw = bytearray(b64decode(ENVELOPES[0]))
    raw[at] ^= 1 << bit
    touched = sorted([*ENVELOPES[1:], b64encode(raw).decode()], key=b64decode)
    told = tool.open_box(changed(envelopes=touched), CODES)
    assert told.unreadable == [tool.tracker(bytes(raw))]
    assert sum(told.votes.values()) + told.blank + told.spoiled == 9


def test_an_envelope_of_another_ballot_does_not_open():
    other = tool.Key("2026-石桥-4", KEY.public, KEY.locks)
    mark = Mark("a", Way.PHONE, sealed.seal(other, ["修路"], PAPER))
    assert len(tool.open_box(boxed([mark]), CODES).unreadable) == 1


# ── X-VOTE ──


class TheVote(RuleBasedStateMachine):
    """Voters, phone, table and stop, against a dictionary."""

    voters = tuple(f"户{n}" for n in range(6))

    def __init__(self) -> None:
        super().__init__()
        self.marks = {voter: Mark(voter) for voter in self.voters}
        self.on_phone: dict[str, str] = {}
        self.at_table: set[str] = set()
        self.stopped = False

    @rule(voter=st.sampled_from(voters), choice=st.sampled_from(PAPER))
    def votes_on_the_phone(self, voter, choice):
        envelope = sealed.seal(KEY, [choice], PAPER)
        allowed = not self.stopped and voter not in self.at_table
        if self.does(voter, allowed, way=Way.PHONE, envelope=envelope):
            self.on_phone[voter] = choice

    @rule(voter=st.sampled_from(voters))
    def votes_at_the_table(self, voter):
        allowed = not self.stopped and voter not in self.at_table
        if self.does(voter, allowed, way=Way.TABLE):
            self.at_table.add(voter)
            self.on_phone.pop(voter, None)

    def does(self, voter, allowed, **how):
        try:
            self.marks[voter] = sealed.vote(self.marks[voter], stopped=self.stopped, **how)
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @precondition(lambda self: len(self.on_phone) + len(self.at_table) > 2)
    @rule()
    def stop(self):
        self.stopped = True

    @invariant()
    def the_box_holds_what_was_last_said(self):
        told = tool.open_box(boxed(list(self.marks.values())), CODES[1:])
        said = list(self.on_phone.values())
        assert told.votes == {choice: said.count(choice) for choice in PAPER}
        assert told.envelopes == len(said)
        closed = sealed.close(self.marks.values())
        assert {mark.voter for mark in closed.marks if mark.way is Way.TABLE} == self.at_table


def test_whatever_voters_do_the_box_holds_what_each_said_last():
    """60 × 30; YUANBA_EXAMPLES=2000 makes it the long run, of 60 steps each."""
    examples = int(os.environ.get("YUANBA_EXAMPLES", "60"))
    steps = 30 if examples < 1_000 else 60
    run_state_machine_as_test(
        TheVote, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


# ── the tool by itself ──

FILE = Path(tool.__file__)


def test_the_tool_stands_on_python_and_cryptography_alone():
    named = set()
    for node in ast.walk(ast.parse(FILE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named.add((node.module or "").split(".")[0])
    assert named - set(sys.stdlib_module_names) == {"cryptography"}


@pytest.mark.parametrize("carried", [True, False])
def test_the_tool_opens_the_box_in_the_hall(tmp_path, carried):
    """Carried away as one file, or as a module of the house."""
    shutil.copy(FILE, tmp_path / "carried.py")
    command = ["carried.py"] if carried else ["-m", "yuanba.councils.rules.counting.open"]

    def run(*arguments: str, codes: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command, *arguments],
            cwd=tmp_path, input=codes, capture_output=True, text=True, encoding="utf-8", check=False,
            env={"PYTHONPATH": "" if carried else str(FILE.parents[4]), "PYTHONUTF8": "1"},
        )  # fmt: skip

    made = run("key", "2026-石桥-5", "key.json")
    codes = [line.split(": ")[1] for line in made.stdout.splitlines()]
    assert len(codes) == 3, made.stderr
    assert not any(code in (tmp_path / "key.json").read_text() for code in codes)
    said = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))
    key = tool.Key(said["ballot"], said["public"], tuple(tool.Lock(**one) for one in said["locks"]))
    marks = [Mark(f"户{n}", Way.PHONE, sealed.seal(key, [PAPER[n % 3]], PAPER)) for n in range(12)]
    box = sealed.box_file(
        sealed.close(marks), key, question="先办哪一件", paper=PAPER, most=1, least_shown=10
    )
    (tmp_path / "box.json").write_bytes(box)
    results = []
    for pair in combinations(codes, 2):
        told = run("box", "box.json", "result.json", codes="\n".join(pair))
        assert told.returncode == 0, told.stderr
        results.append((tmp_path / "result.json").read_bytes())
    assert len(set(results)) == 1
    assert json.loads(results[0])["votes"] == dict.fromkeys(PAPER, 4)
    wrong = run("box", "box.json", "other.json", "--digest", "0" * 64, codes="\n".join(codes[:2]))
    assert (wrong.returncode, (tmp_path / "other.json").exists()) == (1, False)
    assert "Not the box that was posted" in wrong.stderr


def test_an_envelope_that_does_not_open_is_not_passed_over(tmp_path, capsys, monkeypatch):
    import io

    raw = bytearray(b64decode(ENVELOPES[0]))
    raw[50] ^= 1
    touched = sorted([*ENVELOPES[1:], b64encode(raw).decode()], key=b64decode)
    (tmp_path / "box.json").write_bytes(changed(envelopes=touched))
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(CODES[:2])))
    assert tool.main(["box", str(tmp_path / "box.json"), str(tmp_path / "result.json")]) == 2
    assert "do not open" in capsys.readouterr().out


def test_the_tool_says_what_it_lacks_and_leaves_nothing_half_written(tmp_path, capsys, monkeypatch):
    import io

    box, table, result = (tmp_path / name for name in ("box.json", "table.json", "result.json"))
    box.write_bytes(boxed([*TEN[:3], *at_table(12)], least_shown=10))
    table.write_bytes(sealed.table_file(KEY.ballot, PAPERS))

    def run(*more: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(CODES[1:])))
        return tool.main(["box", str(box), str(result), *more])

    assert run() == 1
    assert "--table" in capsys.readouterr().err
    assert run("--table", str(tmp_path / "none.json")) == 1
    assert sorted(tmp_path.iterdir()) == [box, table]
    assert run("--table", str(table)) == 0
    assert "纸票 papers 12" in capsys.readouterr().out
    assert sorted(tmp_path.iterdir()) == [box, result, table]


def test_a_key_is_not_written_over_another(tmp_path, capsys):
    assert tool.main(["key", "2026-石桥-6", str(tmp_path / "key.json")]) == 0
    kept = (tmp_path / "key.json").read_bytes()
    assert tool.main(["key", "2026-石桥-6", str(tmp_path / "key.json")]) == 1
    assert (tmp_path / "key.json").read_bytes() == kept


def test_three_thousand_are_opened_in_two_seconds():
    marks = [Mark(str(n), Way.PHONE, sealed.seal(KEY, [PAPER[n % 3]], PAPER)) for n in range(3000)]
    box = boxed(marks)
    begun = time.process_time()
    told = tool.open_box(box, CODES[:2])
    assert time.process_time() - begun <= 2
    assert told.votes == dict.fromkeys(PAPER, 1000)
