"""What can be foreseen to go wrong, and the sentence for it. Anything else is our fault and shows."""

import errno
import re
import sys

FULL = (
    "磁盘满了，请清理出空间后再试，没有写坏任何数据。",
    "The disk is full; make room and try again. No data was harmed.",
)
DATABASE_WORDS = {
    "disk is full": FULL,
    "readonly database": ("数据库文件只能读不能写。", "The database file is read-only."),
    "database is locked": (
        "数据库正忙，请稍后再试。",
        "The database is busy; try again in a moment.",
    ),
}


class Fault(Exception):
    """A foreseen end of a command: what happened and what to do next, in both languages."""

    def __init__(self, chinese: str, english: str, *, code: int = 1) -> None:
        super().__init__(english)
        self.chinese, self.english, self.code = chinese, english, code


def foreseen(trouble: BaseException) -> Fault | None:
    """The sentence for a trouble that can happen to anyone; None for a mistake in our code."""
    if isinstance(trouble, Fault):
        return trouble
    if isinstance(trouble, OSError):
        return _file(trouble)
    if isinstance(trouble, UnicodeDecodeError):
        return Fault(
            "这个文件不是文本，或编码认不出来，请另存为 UTF-8 再试。",
            "The file is not text in a known encoding; save it as UTF-8 and try again.",
        )
    return _django(trouble)


def _file(trouble: OSError) -> Fault | None:
    name = trouble.filename or ""
    sentences = {
        errno.ENOENT: (f"找不到：{name}。", f"Not found: {name}."),
        errno.EACCES: (f"没有权限读写：{name}。", f"No permission for: {name}."),
        errno.EROFS: (f"这里只能读不能写：{name}。", f"Read-only: {name}."),
        errno.EISDIR: (f"这是一个目录，不是文件：{name}。", f"A folder, not a file: {name}."),
        errno.ENOTDIR: (f"这不是一个目录：{name}。", f"Not a folder: {name}."),
        errno.ENOSPC: FULL,
    }
    pair = sentences.get(trouble.errno or 0)
    return Fault(*pair) if pair else None


def _django(trouble: BaseException) -> Fault | None:
    """Database and settings troubles. Django is only asked if it was loaded at all."""
    if "django.db" not in sys.modules:
        return None
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, OperationalError, ProgrammingError

    if isinstance(trouble, ImproperlyConfigured):
        return Fault(f"设置有误：{trouble}", f"The settings are wrong: {trouble}")
    if isinstance(trouble, DatabaseError) and re.search(
        r"no such table|no such column|does not exist", str(trouble)
    ):
        missing = isinstance(trouble, OperationalError) and "database" in str(trouble)
        if isinstance(trouble, ProgrammingError | OperationalError) and not missing:
            return Fault(
                "数据库还没有建好或不是最新，请先运行：yuanba migrate",
                "The database is not there yet or not up to date; first run: yuanba migrate",
            )
    for words, pair in DATABASE_WORDS.items():
        if isinstance(trouble, OperationalError) and words in str(trouble):
            return Fault(*pair)
    if isinstance(trouble, OperationalError):
        first = str(trouble).strip().splitlines()[0] if str(trouble).strip() else ""
        return Fault(
            f"连不上数据库，请检查 DATABASE_URL 和数据库服务：{first}",
            f"The database is out of reach: {first}",
        )
    return _refusal(trouble)


def _refusal(trouble: BaseException) -> Fault | None:
    from yuanba.base.errors import Denied, Refused

    if isinstance(trouble, Refused):
        return Fault(str(trouble.message), f"Refused: {trouble.code}.")
    if isinstance(trouble, Denied):
        return Fault("没有权限这样做。", f"Not permitted: {trouble}.")
    return None
