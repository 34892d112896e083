"""Start our own program as a person would, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT

CODE = os.pathsep.join([str(ROOT / "src"), str(ROOT)])


def start(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`yuanba …` with these additions to the environment."""
    return subprocess.run(
        [sys.executable, "-m", "yuanba", *words],
        env=os.environ | {"PYTHONPATH": CODE} | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def python_in(env: dict[str, str], code: str, *, code_in: Path | None = None) -> str:
    """What this code prints, run on a started house of its own process; from an installed copy of the
    program, if it is said where."""
    done = subprocess.run(
        [sys.executable, "-c", f"from yuanba.cli.begin import begin\nbegin()\n{code}"],
        env=os.environ | env | {"PYTHONPATH": str(code_in or CODE)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
