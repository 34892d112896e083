"""The command `yuanba`: what it offers, and what it says when something foreseeable goes wrong.

Exit codes: 0 done; 1 refused or failed; 2 asked in a way the command does not know; 130 stopped.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from yuanba import __version__
from yuanba.cli.faults import Fault, foreseen
from yuanba.cli.say import tell

# name: (module, what it does)
VILLAGE = {
    "demo": ("demo", "装好并打开一个示范县 · a filled invented county at port 8000"),
    "serve": ("serve", "开始服务 · serve the pages"),
    "worker": ("worker", "办理到点的后台工作 · do the work that the clock starts"),
    "staff": ("staff", "最初的三个管理员、申请重置 · the first three administrators, resets"),
    "import": (
        "bring",
        "导入区划、人员、住户、事项、日历 · bring in places, staff, households, matters",
    ),
    "password": ("password", "给工作人员发第一个密码 · the first password of a member of staff"),
    "export": ("export", "导出台账 · write the register to a file"),
    "backup": ("backup", "备份 · back up the database and the photos"),
    "restore": ("restore", "从备份恢复 · restore a backup"),
    "sample": (
        "sample",
        "照公开的办法重抽一遍，核对抽查 · draw the random call-backs again and compare",
    ),
    "cluster": (
        "cluster",
        "找出一份文件里大家都在说的问题 · the issues many rows of a file tell of",
    ),
    "reseal": ("reseal", "换密钥、重新密封姓名电话 · a new secret; seal names and numbers anew"),
    "classify": (
        "classify",
        "给文字分类，从分好的文件里学 · sort texts, as learned from sorted ones",
    ),
    "train": (
        "train",
        "从自己的台账里学怎么分 · learn from the own register how people sort",
    ),
    "books": ("books", "核对账簿、写出来给别的软件重算 · add the books up; write one to a file"),
    "verify": (
        "verify",
        "核对存证、账和编号；给了文件就只验文件 · add the record up; with files, check those alone",
    ),
    "heads": ("heads", "签树头、公示栏的一行 · sign heads; the line for the notice board"),
    "cosign": ("cosign", "镇街联署村里的树头 · the township cosigns a village's heads"),
    "doctor": ("doctor", "检查设置是否安全 · check that the settings are safe"),
    "reindex": ("reindex", "重做查找用的索引 · make the index of words anew"),
    "migrate": ("migrate", "建立或更新数据库 · make or update the database"),
}
DEVELOPERS = {
    "test": ("develop", "在两种数据库上运行全部测试 · all tests on both databases"),
    "check": ("develop", "交付前必须全部通过的检查 · all that must be green before handing over"),
    "fix": ("develop", "整理格式 · format and repair what can be repaired"),
    "words": ("develop", "收集并编译译文 · collect text for translation and compile it"),
    "bench": ("develop", "测量 · the measured walks, printed as tables"),
}
COMMANDS = VILLAGE | DEVELOPERS


class Parser(argparse.ArgumentParser):
    """argparse, with a Chinese sentence before its English one."""

    def error(self, message: str) -> NoReturn:
        tell(
            f"没有看懂这条命令，请看：{self.prog} --help", f"Not understood: {message}.", fault=True
        )
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    name = words[0]
    if name not in COMMANDS:
        tell(
            f"没有“{name}”这个命令，可用的命令：{'、'.join(COMMANDS)}。",
            f"There is no command “{name}”.",
            fault=True,
        )
        return 2
    try:
        return run(name, words[1:])
    except SystemExit as leaving:  # argparse: 0 after --help, 2 after a mistake
        return leaving.code if isinstance(leaving.code, int) else 1
    except KeyboardInterrupt:
        tell("已停止。", "Stopped.", fault=True)
        return 130
    except Exception as trouble:
        fault = foreseen(trouble)
        if fault is None:
            raise
        tell(fault.chinese, fault.english, fault=True)
        return fault.code


def run(name: str, words: list[str]) -> int:
    module, purpose = COMMANDS[name]
    if name in VILLAGE:
        os.umask(0o077)  # whatever is written holds people's data: for this user's eyes
    command = importlib.import_module(f"yuanba.cli.{module}")
    parser = Parser(
        prog=f"yuanba {name}",
        description=purpose.replace(" · ", "\n"),
        epilog=getattr(command, "MORE", None),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=name)
    command.arguments(parser, name)
    if hasattr(command, "takes_more") and command.takes_more(name):
        known, rest = parser.parse_known_args(words)
        known.rest = rest
    else:
        known = parser.parse_args(words)
    code: int = command.run(known)
    return code


def overview() -> str:
    """The help page of the whole command."""
    lines = [
        "院坝：群众的事，有人接、有人办、有回音。",
        "Yuanba: what people tell their village is taken in, dealt with and answered.",
        "",
        "用法 usage: yuanba 命令 [选项]      每个命令的说明 help of each: yuanba 命令 --help",
        "",
    ]
    for title, table in (("日常 daily", VILLAGE), ("开发 developers", DEVELOPERS)):
        lines.append(title)
        lines += [f"  {name:<9}{purpose}" for name, (_module, purpose) in table.items()]
        lines.append("")
    lines += [
        "环境变量 environment: YUANBA_HOME 数据目录 data folder, DATABASE_URL 数据库 database",
        "退出码 exit codes: 0 办成 done · 1 未办成 refused or failed · 2 命令有误 not understood",
    ]
    return "\n".join(lines)


__all__ = ["Fault", "main"]
