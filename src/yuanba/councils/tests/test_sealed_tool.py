"""`open.py` by itself: the file that opens the box in the hall and needs nothing of Yuanba."""

import ast
import json
import shutil
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from itertools import combinations
from pathlib import Path

import pytest

from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.sealed import Mark, Way
from yuanba.councils.tests.sealing import (
    CODES,
    ENVELOPES,
    KEY,
    PAPER,
    PAPERS,
    TEN,
    at_table,
    boxed,
    changed,
)

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
