"""`./yuanba test`: the suite on SQLite, then on PostgreSQL, and one line for both at the end."""

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter

from tools import ROOT
from tools.cluster import NoPostgres, binaries

NAMES = {"sqlite": "SQLite", "pg": "PostgreSQL"}
KINDS = ("passed", "failed", "skipped")


def test(args: argparse.Namespace) -> int:
    """Run pytest once per database; returns 0 only if nothing failed anywhere."""
    code, closing = run_both(args.paths, args.rest, db=args.db, at_once=args.n)
    print(closing)
    return code


def run_both(
    paths: list[str], more: list[str], *, db: str | None = None, at_once: str = "2"
) -> tuple[int, str]:
    """Returns the exit code and the closing line `N passed, N failed, N skipped`."""
    counts: Counter[str] = Counter()
    code = 0
    for kind in [db] if db else NAMES:
        if kind == "pg" and not _postgres_is_here():
            code = code or int(os.environ.get("CI") == "true" or db == "pg")
            continue
        print(f"── {NAMES[kind]} ──", flush=True)
        began = time.monotonic()
        # the second time round only what touches data: the rest cannot come out differently
        again = {"YUANBA_TEST_ONLY_DATA": "1"} if kind == "pg" and db is None else {}
        ended, found = _pytest(kind, paths, more, at_once, again)
        code = code or ended
        counts += found
        print(f"── {NAMES[kind]}: {_line(found)} ({time.monotonic() - began:.0f} s) ──", flush=True)
    return code, _line(counts)


def _line(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)


def _postgres_is_here() -> bool:
    if os.environ.get("YUANBA_TEST_PG"):
        return True
    try:
        binaries()
    except NoPostgres as reason:
        print(f"!! {reason} 没有在 PostgreSQL 上测试。", file=sys.stderr)
        print("!! No PostgreSQL here: nothing was tested on it.", file=sys.stderr, flush=True)
        return False
    return True


def _pytest(
    kind: str, paths: list[str], more: list[str], at_once: str, said: dict[str, str]
) -> tuple[int, Counter[str]]:
    """One run, shown as it goes. Errors (a fixture that fails) count as failed."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    together = ["-n", at_once, "--dist", "loadgroup"] if at_once != "0" else []
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "--tb=short", *together, *colour, *more, *paths],
        cwd=ROOT,
        env=os.environ | {"YUANBA_TEST_DB": kind} | said,
        stdout=subprocess.PIPE,
        text=True,
    )
    last = ""
    assert process.stdout is not None
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        if re.search(r"\b(passed|failed|skipped|errors?|no tests ran)\b.* in [\d.]+", line):
            last = line
    code = process.wait()
    counts: Counter[str] = Counter()
    for number, word in re.findall(r"(\d+) (passed|failed|skipped|errors?|xfailed)", last):
        name = "failed" if word.startswith("error") else word
        counts["skipped" if name == "xfailed" else name] += int(number)
    return code, counts
