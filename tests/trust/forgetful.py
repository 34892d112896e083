"""A disk that forgets: SQLite's own file system, but a power cut takes back what was not synced.

Each file's writes since its last sync are kept in memory. At a cut the file is put back to its last
synced state, and then any of the later writes may or may not have reached the disk, as with a real
drive's cache.
"""

import random
from pathlib import Path
from typing import Any

import apsw


class Cut(Exception):
    """The power is gone."""


class Disk(apsw.VFS):
    """`cut_after` operations (writes and syncs) the power goes; `power_off` decides what is left."""

    def __init__(self, name: str, dice: random.Random) -> None:
        self.name, self.dice = name, dice
        self.files: dict[str, File] = {}
        self.left: int | None = None
        self.spent = 0
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> "File":  # noqa: N802  SQLite's name
        file = File(name, flags, self)
        self.files[file.path] = file
        return file

    def xDelete(self, name: str, sync_folder: bool) -> None:  # noqa: N802
        self.spend()
        super().xDelete(name, sync_folder)

    def spend(self) -> None:
        self.spent += 1
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Cut

    def power_off(self) -> None:
        for file in self.files.values():
            file.forget(self.dice)


class File(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], disk: Disk) -> None:
        self.disk = disk
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        # What may not have reached the disk: (offset, before, after), and cuts of length.
        self.waiting: list[tuple[int, bytes, bytes | int]] = []
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.spend()
        size = self.xFileSize()
        before = self.xRead(min(len(data), size - offset), offset) if offset < size else b""
        self.waiting.append((offset, before, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.spend()
        gone = self.xRead(self.xFileSize() - size, size) if size < self.xFileSize() else b""
        self.waiting.append((size, gone, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.spend()
        super().xSync(flags)
        self.waiting.clear()

    def forget(self, dice: random.Random) -> None:
        """Put the file on the real disk into a state the cut may have left."""
        file = Path(self.path)
        if not file.exists():
            return
        content = bytearray(file.read_bytes())
        for offset, before, after in reversed(self.waiting):
            end = offset + (len(before) if isinstance(after, int) else len(after))
            content[offset:end] = before
        share = dice.choice([0.0, 0.5, 0.9])
        for offset, _before, after in self.waiting:
            if dice.random() >= share:
                continue
            if isinstance(after, int):
                del content[after:]
            else:
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(after)] = after
        file.write_bytes(bytes(content))
        self.waiting.clear()
