"""`yuanba reindex`: make the index of words anew, while everybody works on."""

import argparse

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.say import Bar, tell


def arguments(_parser: argparse.ArgumentParser, _name: str) -> None:
    """None: it is always the whole index."""


def run(_args: argparse.Namespace) -> int:
    begin()
    require_tables()
    from yuanba.matters import indexing

    with Bar("索引 matters") as bar:
        n = indexing.rebuild(bar)
    rate = n / max(bar.seconds, 0.001)
    tell(
        f"索引做好了：{n:,} 件事，用时 {bar.seconds:.1f} 秒，每秒 {rate:,.0f} 件。",
        f"Indexed {n:,} matters in {bar.seconds:.1f} s, {rate:,.0f} a second.",
    )
    return 0
