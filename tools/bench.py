"""`./yuanba bench`: runs the walks in bench/ by name; each prints its own table."""

import argparse
import os
import subprocess
import sys

from tools import ROOT


def bench(args: argparse.Namespace) -> int:
    known = {
        path.stem: path
        for path in sorted((ROOT / "bench").glob("*.py"))
        if not path.stem.startswith("_")
    }
    if not args.names:
        print("可测 benches:")
        for name, path in known.items():
            print(f"  {name:<12}{_purpose(path.read_text())}")
        return 0
    if unknown := [name for name in args.names if name not in known]:
        print(f"没有这项测量：{'、'.join(unknown)}。 No such bench.", file=sys.stderr)
        return 2
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    worst = 0
    for name in args.names:
        command = [sys.executable, str(known[name]), *args.rest]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": paths}, check=False
        )
        worst = max(worst, abs(done.returncode))
    return min(worst, 1)


def _purpose(source: str) -> str:
    first = source.lstrip().split("\n", 1)[0]
    return first.strip('"') if first.startswith('"""') else ""
