"""Checks of `yuanba doctor` on the database in force: a power cut, a network drive, sealed names."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yuanba.cli.findings import Finding, fatal, ok, warn

NETWORK_DRIVES = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs",
    "fuse.rclone", "fuse.davfs", "davfs", "fuse.glusterfs", "9p",
}  # fmt: skip
# What SQLite answers on a live connection, and why anything else is refused.
PRAGMAS = {
    "journal_mode": ("wal", "读写会互相等待", "readers and writers would wait for each other"),
    "synchronous": (2, "断电会丢已确认的记录", "a power cut would lose acknowledged records"),
    "foreign_keys": (1, "会留下无主的行", "rows would lose what they belong to"),
    "secure_delete": (1, "删掉的个人信息还留在文件里", "erased personal data stays in the file"),
    "trusted_schema": (0, "被改过的文件可以运行代码", "a manipulated file could run code"),
}
SERVER = {
    "fsync": "断电会丢已确认的记录",
    "full_page_writes": "断电会写坏数据页",
    "synchronous_commit": "断电会丢已确认的记录",
}


def drive_of(path: Path, mounts: str | None = None) -> str:
    """The kind of file system a path is on; empty where the system does not say."""
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text() if table.exists() else ""
    best = ("", "")
    for line in mounts.splitlines():
        point, kind = line.split()[1:3]
        point = point.replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def in_force(connection: Any) -> Iterator[Finding]:
    yield from (sqlite if connection.vendor == "sqlite" else postgres)(connection)


def sqlite(connection: Any, mounts: str | None = None) -> Iterator[Finding]:
    file = Path(connection.settings_dict["NAME"])
    if (drive := drive_of(file.absolute(), mounts)) in NETWORK_DRIVES:
        yield fatal(
            "drive",
            f"数据库在网络盘上（{drive}），锁不可靠，会写坏数据。请放到本机磁盘。",
            f"The database is on a network drive ({drive}), where locks do not hold.",
        )
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield warn(
            "file",
            f"别的用户也能读数据库，请运行：chmod 600 {file}",
            f"Other users of this machine can read the database: chmod 600 {file}",
        )
    bad = False
    with connection.cursor() as cursor:
        for name, (wanted, chinese, english) in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            if found != wanted:
                bad = True
                yield fatal(
                    "sqlite",
                    f"{name} 是 {found}，应为 {wanted}：{chinese}。",
                    f"{name} is {found}, not {wanted}: {english}.",
                )
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    if mode != "IMMEDIATE":
        bad = True
        yield fatal(
            "sqlite",
            f"事务方式是 {mode}，应为 IMMEDIATE：两个人同时办会互相卡住。",
            f"transaction_mode is {mode}, not IMMEDIATE: two writers would block each other.",
        )
    if not bad:
        yield ok("sqlite", "断电不丢数据，删除不留痕迹，外键有效")


def postgres(connection: Any) -> Iterator[Finding]:
    bad = False
    with connection.cursor() as cursor:
        for name, why in SERVER.items():
            found = _show(cursor, name)
            if found == "off":
                bad = True
                yield fatal(
                    "postgres", f"{name} 关着：{why}。", f"{name} is off: data would be lost."
                )
        if _show(cursor, "data_checksums") == "off":
            yield warn(
                "postgres",
                "数据库没有校验和，磁盘出错发现不了；停机后可运行 pg_checksums --enable。",
                "No data checksums: a failing disk goes unseen; see pg_checksums --enable.",
            )
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield warn(
                "postgres",
                "用的是数据库超级用户，请另建一个普通用户。",
                "The database user is a superuser; make an ordinary one.",
            )
        major = int(_show(cursor, "server_version_num")) // 10000
        if not 15 <= major <= 18:
            yield warn("postgres", f"没有在 {major} 版上测过（15 到 18）。", f"Untested: {major}.")
    if not bad:
        yield ok("postgres", "断电不丢数据")


def _show(cursor: Any, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])


def sealed() -> Iterator[Finding]:
    """Can names and telephones be read, and are they sealed with the present secret?"""
    from yuanba.base import resealing

    held = resealing.held()
    if lost := held.lost:
        yield fatal(
            "sealed",
            f"有 {lost} 处姓名、电话是用别的密钥密封的，读不出来：请把旧密钥放回 secret.old。",
            f"{lost} names and numbers are sealed with a secret that is not here: put it into secret.old.",
        )
    elif before := held.older:
        yield warn(
            "sealed",
            f"有 {before} 处姓名、电话还用旧密钥密封着，请运行：yuanba reseal",
            f"{before} names and numbers are still sealed with an older secret: yuanba reseal",
        )
    else:
        yield ok("sealed", "姓名、电话都密封着，密钥在数据文件夹的 secret 里")
