"""`yuanba train`: each county learns from its own register how people sort."""

import argparse

from yuanba.cli.begin import begin, one_thread, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

MORE = """每个区县各学各的，只在本机上学，不联网；分好的事不够多的不学。
Each county from its own register, on this machine only; one with too few sorted matters learns nothing."""


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--county", default="", help="只学这个区县（名称） · only this county (name)"
    )


def run(args: argparse.Namespace) -> int:
    one_thread()
    begin()
    require_tables()
    from yuanba.base import clock
    from yuanba.matters.queries.examples import given_to_units, sorted_by_people
    from yuanba.people.door import Founder
    from yuanba.places.models import Place
    from yuanba.places.rules import Kind
    from yuanba.triage import acts, learning_units
    from yuanba.triage.rules.proposing import ENOUGH, HELD
    from yuanba.triage.training import different, train

    now = clock.now()
    found = Place.objects.filter(kind=Kind.COUNTY, until=None)
    if not found.exists():
        raise Fault("这里还没有区县，先建区县。", "There is no county here yet: found one first.")
    if args.county and not found.filter(name=args.county).exists():
        names = "、".join(found.values_list("name", flat=True))
        raise Fault(
            f"没有叫“{args.county}”的区县，有：{names}。",
            f'No county is called "{args.county}"; there are: {names}.',
        )
    for county in found.filter(name=args.county) if args.county else found:
        examples = different(sorted_by_people(county.pk, now))
        if len(examples) < ENOUGH or len({e.label for e in examples}) < 2:
            tell(
                f"{county}：分好的只有 {len(examples)} 种说法，不到 {ENOUGH} 种，先不学。",
                f"{county}: {len(examples)} different texts of {ENOUGH} needed; nothing learned yet.",
            )
            continue
        model, score = train(examples, newest_last=True)
        if score.held < HELD:
            tell(
                f"{county}：最近的里只有 {score.held} 件没见过，量不出把握，先不用。",
                f"{county}: only {score.held} of the newest are new to it; not measured, not used.",
            )
            continue
        units, unit_score = learning_units.train(given_to_units(county.pk, now))
        kept = acts.keep_learned(
            actor=Founder(),
            county_id=county.pk,
            weights=model.packed(),
            dispatch=units.packed(),
            rows=score.rows,
            score=score.facts() | unit_score,
            now=clock.now(),
        )
        tell(
            f"{county}：第 {kept.version} 版，学了 {score.rows} 件；"
            f"拿最近的 {score.held} 件来量：第一条就对 {score.right:.0%}，前三条里有 {score.three:.0%}。",
            f"{county}: version {kept.version}, {score.rows} matters; on the newest {score.held}: "
            f"first right {score.right:.0%}, among three {score.three:.0%}.",
        )
        tell(
            f"单位：第一条就对 {unit_score['unit_right']:.0%}，前三条里有 {unit_score['unit_three']:.0%}。",
            f"Units: first right {unit_score['unit_right']:.0%}, among three "
            f"{unit_score['unit_three']:.0%}.",
        )
    return 0
