"""`yuanba migrate`: make (in a clone) and apply migrations."""

import argparse

from yuanba.cli.begin import begin, in_source_tree, make_tables, pending_migrations
from yuanba.cli.restore import forget_again
from yuanba.cli.say import tell


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--apply-only",
        action="store_true",
        help="只更新数据库，不生成新的迁移文件 · do not write new migration files",
    )


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command

    begin()
    if in_source_tree() and not args.apply_only:
        call_command("makemigrations", verbosity=1)
    pending = pending_migrations()
    make_tables()
    if pending:  # perhaps an old backup that was just brought back
        forget_again()
    tell(f"数据库已是最新（这次更新 {len(pending)} 项）。", f"Up to date; {len(pending)} applied.")
    return 0
