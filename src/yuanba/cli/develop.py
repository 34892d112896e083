"""The developers' commands. Their code is in tools/ beside src/, which the wheel does not carry."""

import argparse
import importlib
import sys

from yuanba.cli.begin import SOURCE, in_source_tree
from yuanba.cli.faults import Fault

MODULES = {"test": "suite", "check": "check", "fix": "check", "words": "words", "bench": "bench"}


def arguments(parser: argparse.ArgumentParser, name: str) -> None:
    if name == "test":
        parser.add_argument("paths", nargs="*", help="只测这些 · only these files or folders")
        parser.add_argument("--db", choices=["sqlite", "pg"], help="只用一种数据库 · one database")
        parser.add_argument("-n", default="2", help="几个同时 · how many at once (2)")
        parser.epilog = "其余选项交给 pytest · all other options go to pytest: -k, -x, -m, --lf …"
    elif name == "check":
        parser.add_argument(
            "--no-tests", action="store_true", help="不运行测试 · everything but the tests"
        )
    elif name == "words":
        parser.add_argument(
            "--check", action="store_true", help="只检查，不改文件 · report only, change nothing"
        )
    elif name == "bench":
        parser.add_argument("names", nargs="*", help="测哪些，不写就列出 · which; none lists them")


def takes_more(name: str) -> bool:
    """Whether unknown options are handed on instead of refused."""
    return name in {"test", "bench"}


def run(args: argparse.Namespace) -> int:
    if not in_source_tree():
        raise Fault(
            f"yuanba {args.command} 要在源代码目录里运行，安装包里没有测试和工具。",
            f"yuanba {args.command} runs in a clone of the source, not from the installed package.",
        )
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    tool = importlib.import_module(f"tools.{MODULES[args.command]}")
    code: int = getattr(tool, args.command)(args)
    return code
