"""`./yuanba check`: everything that must be green before a change is handed over; `./yuanba fix`."""

import argparse
import os
import subprocess
import sys
import tempfile
import time

from tools import ROOT
from tools.suite import run_both

PYTHON = sys.executable
STEPS: list[tuple[str, list[str]]] = [
    ("格式 format", ["ruff", "format", "--check", "--quiet", "."]),
    ("写法 style", ["ruff", "check", "--quiet", "."]),
    ("层次 import ladder", ["importlinter"]),
    ("模板 templates", ["djlint", "--lint", "--quiet", "src"]),
    ("模板规矩 template rules", ["tools.lint"]),
    ("类型 types", ["mypy"]),
    ("建库 new database", ["yuanba", "migrate", "--apply-only"]),
    ("迁移 migrations", ["django", "makemigrations", "--check", "--dry-run"]),
    ("部署 deployment", ["django", "check", "--deploy", "--fail-level", "WARNING"]),
    ("译文 words", ["tools.words", "--check"]),
]


def check(args: argparse.Namespace) -> int:
    """Run every step, also after one has failed. 1 if any failed."""
    failed = []
    with tempfile.TemporaryDirectory() as home:
        for name, command in STEPS:
            began = time.monotonic()
            said, code = _run(command, home)
            mark = "✗" if code else "✓"
            print(f"{mark} {name:<28}{time.monotonic() - began:6.1f} s", flush=True)
            if code:
                failed.append(name)
                print("\n".join(f"    {line}" for line in said.splitlines()), flush=True)
    closing = ""
    if not args.no_tests:
        began = time.monotonic()
        code, closing = run_both([], [])
        print(f"{'✗' if code else '✓'} {'测试 tests':<28}{time.monotonic() - began:6.1f} s")
        if code:
            failed.append("测试 tests")
    if failed:
        print(f"没有通过：{'；'.join(failed)}。 Failed: {len(failed)}.")
    else:
        print("全部通过。 All green.")
    if closing:
        print(closing)
    return int(bool(failed))


def fix(_args: argparse.Namespace) -> int:
    """Repair what can be repaired without thinking."""
    repaired = subprocess.run(
        [PYTHON, "-m", "ruff", "check", "--fix", "--quiet", "."], cwd=ROOT, check=False
    )
    formatted = subprocess.run([PYTHON, "-m", "ruff", "format", "."], cwd=ROOT, check=False)
    return int(bool(repaired.returncode or formatted.returncode))


def _run(command: list[str], home: str) -> tuple[str, int]:
    """Run one module on settings as a real site has them. Returns what it said and its code."""
    site = {
        "YUANBA_HOME": home,
        "YUANBA_HOSTS": "yuanba.example",
        "YUANBA_TLS": "1",
        "DJANGO_SETTINGS_MODULE": "yuanba.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "NO_COLOR": "1",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith("YUANBA_")}
    kept.pop("DATABASE_URL", None)
    start = [PYTHON, "-m", *command]
    if command == ["importlinter"]:  # it has no -m door
        start = [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        start, cwd=ROOT, env=kept | site, capture_output=True, text=True, check=False
    )
    said = (done.stdout + done.stderr).strip()
    return said[max(said.find("Broken contracts"), 0) :], done.returncode
