"""`yuanba export`: the register, with its 22 columns, to Excel or CSV; or the points of a village."""

import argparse
from pathlib import Path

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.bring import function
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell

FORMATS = ("xlsx", "csv")


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("file", type=Path, help="写到哪里 · where to (.xlsx or .csv)")
    parser.add_argument(
        "--scope", default="", help="只要这里的（编码或名称） · code or name of a place"
    )
    parser.add_argument("--format", choices=FORMATS, help="格式 · format (from the file's name)")
    parser.add_argument(
        "--points",
        action="store_true",
        help="各户积分，要写 --scope 哪个村 · the points of each household of --scope",
    )


def run(args: argparse.Namespace) -> int:
    kind = args.format or args.file.suffix.lstrip(".").lower()
    if kind not in FORMATS:
        raise Fault(
            "文件名要以 .xlsx 或 .csv 结尾。", "The file's name must end in .xlsx or .csv.", code=2
        )
    if args.file.exists():
        raise Fault(f"已有这个文件，不会覆盖：{args.file}", f"Exists already: {args.file}")
    begin()
    require_tables()
    if args.points:
        if kind != "xlsx":
            raise Fault("各户积分只写成 .xlsx。", "Points are written as .xlsx only.", code=2)
        function("yuanba.exchange.points_in", "write_out")(args.file, scope=args.scope)
        tell(f"已写到：{args.file}", f"Written: {args.file}")
        return 0
    write = function("yuanba.exchange.register_out", "run")
    with Bar("导出 rows") as bar:
        write(args.file, scope=args.scope, format=kind, progress=bar)
    tell(f"已写到：{args.file}", f"Written: {args.file}")
    return 0
