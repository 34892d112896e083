"""`yuanba cosign`: the township's server looks at a village's heads and signs what it saw; by files, so that
a memory stick is enough. Where both have a network the job asks over HTTP (YUANBA_WITNESS_URL)."""

import argparse
from pathlib import Path

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

MORE = """三步，用一个文件夹来回传：
  村里：   yuanba cosign --ask 文件夹             写出请求
  镇街：   yuanba cosign --sign 文件夹 --name 名字  核对并联署
  村里：   yuanba cosign --take 文件夹             收回联署
先互相认公钥：yuanba cosign --show --name 名字（镇街）、yuanba heads --keys（村里），再 --trust。
Three steps with one folder: the village asks, the township checks and signs, the village takes it back.
First each trusts the other's key."""


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--trust", action="append", default=[], metavar="KEY", help="认一把公钥 · trust a key"
    )
    parser.add_argument(
        "--show", action="store_true", help="本机联署用的公钥 · our key for cosigning"
    )
    parser.add_argument("--name", default="", help="本机联署用的名字 · our name as a witness")
    parser.add_argument(
        "--forget", metavar="ORIGIN",
        help="对方从备份恢复过：忘掉见过的树头 · their house was restored: forget its head",
    )  # fmt: skip
    parser.add_argument(
        "--reason", default="", help="忘掉的原因，记进本机的存证 · why; it stands in our own record"
    )
    parser.add_argument("--ask", type=Path, metavar="FOLDER", help="写出请求 · write requests")
    parser.add_argument("--sign", type=Path, metavar="FOLDER", help="核对并联署 · check and cosign")
    parser.add_argument(
        "--take", type=Path, metavar="FOLDER", help="收回联署 · take the lines back"
    )


def run(args: argparse.Namespace) -> int:
    begin()
    from yuanba.base.log import house, note, witness
    from yuanba.base.log.faults import Untrue

    try:
        for key in args.trust:
            witness.trust(note.Verifier.read(key))
            tell(f"认下了：{key.split('+')[0]}", "Trusted.")
        if args.forget:
            _forget(args.forget, args.reason.strip())
        if args.show:
            public = note.public_of(house.key())
            print(note.Verifier(_named(args.name), note.COSIGNED, public))
        if args.ask:
            return _ask(args.ask)
        if args.sign:
            return _sign(args.sign, _named(args.name))
        if args.take:
            return _take(args.take)
    except Untrue as wrong:
        raise Fault(wrong.chinese, wrong.english) from wrong
    return 0


def _forget(origin: str, reason: str) -> None:
    """Only after their people said why: whoever forgets without asking believes any other past."""
    require_tables()
    from yuanba.base import clock
    from yuanba.base.log import witness
    from yuanba.people.door import FOUNDER
    from yuanba.rights import acts

    if not witness.seen(origin).size:
        tell("本来就没见过。", "Never seen.")
        return
    if len(reason) < 4:
        raise Fault(
            "请先问清对方为什么少了记录，再用 --reason 写明原因：它记进本机的存证。",
            "Ask them why records are missing, and give --reason: it stands in our own record.",
        )
    acts.forget_head(actor=FOUNDER, origin=origin, reason=reason, now=clock.now())
    witness.forget(origin)
    tell("忘掉了，原因已记进本机的存证。", "Forgotten; our own record says why.")


def _named(name: str) -> str:
    if not name or any(sign in name for sign in " +\n"):
        raise Fault(
            "请用 --name 写本机的名字，不要空格和加号。",
            "Give --name, without blanks and plus signs.",
        )
    return name


def _ask(folder: Path) -> int:
    require_tables()
    from yuanba.base import clock
    from yuanba.base.log import heads, witness

    heads.sign_heads(now=clock.now())
    folder.mkdir(parents=True, exist_ok=True)
    n = 0
    for row, head in heads.all_latest():
        if head is not None:
            file = folder / f"{row.pk}.ask"
            asked = witness.request(head, _told(file.with_suffix(".seen"), head.size))
            file.write_text(str(asked), encoding="utf-8")
            file.with_suffix(".cosigned").unlink(missing_ok=True)
            n += 1
    tell(f"写好了 {n} 份请求，请把文件夹交给联署的一方。", f"{n} requests written.")
    return 0


def _told(file: Path, size: int) -> int | None:
    """Which head the witness said he saw last, where he refused the folder's last request."""
    said = file.read_text().strip() if file.exists() else ""
    return int(said) if said.isdigit() and int(said) <= size else None


def _sign(folder: Path, name: str) -> int:
    """1 if one of them was refused."""
    from yuanba.base import clock
    from yuanba.base.log import note, witness
    from yuanba.base.log.faults import Untrue
    from yuanba.base.log.request import Request

    files, refused = sorted(folder.glob("*.ask")), 0
    if not files:
        raise Fault(f"这个文件夹里没有请求：{folder}", f"No requests in {folder}.")
    for file in files:
        if file.with_suffix(".cosigned").exists():
            continue
        try:
            asked = Request.read(file.read_text(encoding="utf-8"))
            line = witness.cosign(asked, name, int(clock.now().timestamp()))
        except Untrue as wrong:
            refused += 1
            if wrong.code == "other_start":
                seen = witness.seen(note.parse(asked.note)[0].origin).size
                file.with_suffix(".seen").write_text(f"{seen}\n")
            tell(
                f"不联署：{file.name}。{wrong.chinese}",
                f"NOT COSIGNED: {wrong.english}",
                fault=True,
            )
            continue
        file.with_suffix(".cosigned").write_text(line, encoding="utf-8")
    tell(f"联署了 {len(files) - refused} 份。", f"{len(files) - refused} cosigned.")
    return int(bool(refused))


def _take(folder: Path) -> int:
    require_tables()
    from yuanba.base.log import witness
    from yuanba.base.log.request import Request

    n = 0
    for file in sorted(folder.glob("*.cosigned")):
        asked = Request.read(file.with_suffix(".ask").read_text(encoding="utf-8"))
        n += witness.keep(asked.note, file.read_text(encoding="utf-8"))
    tell(f"收回了 {n} 份联署。", f"{n} cosignatures kept.")
    return 0
