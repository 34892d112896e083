"""`yuanba sample`: draw the random call-backs once more and compare: nobody need take our word."""

import argparse
from datetime import date

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--week",
        type=date.fromisoformat,
        help="那一周的周一，如 2026-09-21 · the Monday of the week (all drawn weeks)",
    )
    parser.add_argument(
        "--list", action="store_true", help="写出每一件的签 · print the lot of every matter"
    )


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    from yuanba.matters import sight
    from yuanba.matters.models import Draw
    from yuanba.matters.queries import sampling

    draws = Draw.objects.filter(drawn_at__isnull=False).select_related("county")
    if args.week is not None:
        draws = draws.filter(first=args.week)
    found = list(draws.order_by("first", "county_id"))
    if not found:
        raise Fault("没有抽过这样的签。", "Nothing like that has been drawn.")
    wrong = 0
    for draw in found:
        again = sampling.again(draw, sight.Stand())
        wrong += not again.same
        said = f"{draw.county} {draw.first} {draw.seed} {draw.closed}→{draw.wanted}"
        if again.same:
            tell(f"一样：{said}", "same")
        else:
            tell(f"不一样：{said}\n现在算出：{again.seed}", "DIFFERENT", fault=True)
        for row in sampling.whole(draw, sight.Stand()) if args.list else ():
            print(row["rank"], row["id"], row["lot"], "*" if row["drawn"] else "")
    return 1 if wrong else 0
