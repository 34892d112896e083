"""`yuanba heads`: the line for the notice board, the public keys, and files by which anybody compares."""

import argparse
from pathlib import Path

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

MORE = """不带选项：签一遍树头，每个地方写一行：条数和八组五位数字，抄到公示栏上。
Without options: heads are signed, and each place has its line for the notice board."""


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("--keys", action="store_true", help="公钥 · the public keys")
    parser.add_argument(
        "--out",
        type=Path,
        help="每个地方的树头写成文件，放到哪个文件夹 · write each head to a folder",
    )
    parser.add_argument(
        "--restored", metavar="REASON",
        help="从备份恢复以后：把旧树头放到一边，写明原因，从现在的接着签"
        " · after a restore: set the old heads aside, with the reason",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    begin()
    require_tables()
    from yuanba.base import clock
    from yuanba.base.log import heads, house, note
    from yuanba.base.log.models import Tree
    from yuanba.places.models import Place

    if args.restored:
        return _restored(args.restored)
    heads.sign_heads(now=clock.now())
    if heads.clock_back(clock.now()):
        tell(
            "服务器的时钟比上次签名时还早，没有签：请先校准时间。下面是以前签的。",
            "The clock is behind the last signature: nothing was signed, set it first.",
            fault=True,
        )
    names = dict(Place.objects.filter(pk__in=Tree.objects.values("pk")).values_list("pk", "name"))
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
    stopped = 0
    for row, head in heads.all_latest():
        name = names.get(row.pk, "本系统")
        if row.broken:
            stopped += 1
            tell(f"{name}：对不上，已停办。{row.broken}", "DOES NOT ADD UP; stopped.", fault=True)
        if head is None:
            continue
        if args.keys:
            print(house.verifier(row.origin))
            continue
        tell(f"{name}：{note.board(head.size, bytes(head.root))}")
        if args.out:
            text = heads.whole_note(head)
            (args.out / f"{row.pk}.head").write_text(text, encoding="utf-8")
    return 1 if stopped else 0


def _restored(reason: str) -> int:
    """A restore takes leaves away that were signed: the signer is told so by a person, with a reason, and
    what he had signed stays in the folder for everybody to compare."""
    from yuanba.base import clock
    from yuanba.base.log import heads, house
    from yuanba.people.door import FOUNDER
    from yuanba.rights import acts

    if len(reason.strip()) < 4:
        raise Fault("请写明原因，大家会看到。", "Say why: everybody will read it.")
    for row in heads.behind():
        acts.set_heads_aside(actor=FOUNDER, tree_id=row.pk, reason=reason.strip(), now=clock.now())
        house.aside(house.HEADS, house.name_of(row.origin))
        tell(f"{row.origin}：旧树头已放到一边，存证重新从 {row.size} 条签起。", "Set aside.")
    return 0
