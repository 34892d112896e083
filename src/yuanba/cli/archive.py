"""A backup file: a .tar.gz with a manifest that holds the SHA-256 and size of everything in it."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from yuanba.cli.faults import Fault

MANIFEST = "manifest.json"
KIND = "yuanba-backup-1"
PIECE = 1 << 20
Progress = Callable[[int, int], None]


def write(file: Path, facts: dict[str, Any], parts: dict[str, Path], progress: Progress) -> None:
    """Pack `parts` (name in the archive → file) so that `file` is whole or not there at all.

    The manifest comes last: hashes are taken from the very bytes that were packed.
    """
    part = file.with_name(file.name + ".part")
    sums: dict[str, dict[str, Any]] = {}
    try:
        with part.open("wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3) as tar:
                for number, (name, source) in enumerate(parts.items(), 1):
                    sums[name] = _add(tar, name, source)
                    progress(number, len(parts))
                text = json.dumps(
                    {"kind": KIND, **facts, "files": sums}, ensure_ascii=False, indent=1
                ).encode()
                head = tarfile.TarInfo(MANIFEST)
                head.size, head.mode = len(text), 0o600
                tar.addfile(head, io.BytesIO(text))
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, source: Path) -> dict[str, Any]:
    with source.open("rb") as content:
        head = tarfile.TarInfo(name)
        head.size, head.mode = os.fstat(content.fileno()).st_size, 0o600
        reader = _Summing(content)
        tar.addfile(head, reader)
    return {"sha256": reader.sum.hexdigest(), "bytes": head.size}


class _Summing:
    """A file that hashes what is read from it."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.sum = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.content.read(size)
        self.sum.update(piece)
        return piece


def unpack(file: Path, folder: Path, progress: Progress) -> dict[str, Any]:
    """Unpack into an empty folder and check every byte. Returns the manifest.

    Raises Fault if the file is no backup, is damaged, or holds anything it should not.
    """
    try:
        with tarfile.open(file, "r:gz") as tar:
            found = dict(_unpacked(tar, folder))
        manifest = json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, EOFError, OSError, ValueError) as trouble:
        if isinstance(trouble, FileNotFoundError) and not file.exists():
            raise
        if isinstance(trouble, OSError) and trouble.errno:
            raise
        raise _damaged(file) from trouble
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise _damaged(file)
    found.pop(MANIFEST)
    wanted = {name: entry["sha256"] for name, entry in manifest["files"].items()}
    if found != wanted:
        raise _damaged(file)
    progress(len(found), len(found))
    return manifest


def _unpacked(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, str]]:
    for member in tar:
        name = PurePosixPath(member.name)
        content = tar.extractfile(member) if member.isfile() else None
        if content is None or name.is_absolute() or ".." in name.parts:
            raise tarfile.TarError(member.name)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        total = hashlib.sha256()
        with target.open("xb") as out:
            while piece := content.read(PIECE):
                total.update(piece)
                out.write(piece)
        yield member.name, total.hexdigest()


def _damaged(file: Path) -> Fault:
    return Fault(
        f"这个文件不是院坝的备份，或已损坏，没有恢复任何数据：{file}",
        f"Not a backup of Yuanba, or damaged; nothing was restored: {file}",
    )
