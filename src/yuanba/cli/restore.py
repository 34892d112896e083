"""`yuanba restore`: bring a backup back, whole or not at all.

The file is checked to the last byte first. What was there before is set aside, never deleted.
"""

import argparse
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from yuanba.cli import archive, pgtools
from yuanba.cli.backup import DATABASES
from yuanba.cli.begin import begin, is_empty, pending_migrations
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell
from yuanba.cli.server import hold


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("file", type=Path, help="备份文件 · the backup file")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="替换现有数据（现有的会放到一边） · replace what is there; it is set aside",
    )
    parser.add_argument(
        "--check", action="store_true", help="只检查备份，不恢复 · only check the file"
    )


def run(args: argparse.Namespace) -> int:
    begin()
    from django.conf import settings
    from django.db import connection

    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as scratch:
        folder = Path(scratch)
        with Bar("检查 checking") as bar:
            manifest = archive.unpack(args.file, folder, bar)
        vendor = manifest["database"]
        if vendor == "sqlite":
            whole(folder / DATABASES["sqlite"])
        if args.check:
            tell("备份完好。", f"The backup is whole: {manifest['records']} records.")
            return 0
        if vendor != connection.vendor:
            raise Fault(
                f"这是 {vendor} 的备份，现在用的是 {connection.vendor}，请改 DATABASE_URL。",
                f"A backup of {vendor}, but the database here is {connection.vendor}.",
            )
        if not is_empty() and not args.replace:
            raise Fault(
                "这里已有数据，不会覆盖。确定要替换，请加 --replace（现有数据会放到一边）。",
                "There is data here and it is kept; to replace it add --replace.",
            )
        move = to_sqlite if vendor == "sqlite" else to_postgres
        aside = [*move(connection, folder), *files(home, Path(settings.MEDIA_ROOT), folder)]
    for old in aside:
        tell(f"原来的数据放在：{old}", f"What was there before: {old}")
    tell(f"已恢复到 {manifest['made_at']} 的数据。", f"Restored {manifest['records']} records.")
    if pending := pending_migrations():
        tell("这是旧版本的备份，请再运行：yuanba migrate", f"{len(pending)} updates to apply.")
    else:
        read_with_them(settings)
        say_if_unreadable()
        forget_again()
        add_up()
    return 0


def forget_again() -> None:
    """Nobody who was erased since the backup comes back by it (trust.md T29)."""
    from yuanba.base import clock
    from yuanba.rights import jobs

    if n := jobs.replay(now=clock.now()):
        tell(f"备份以后删除过的 {n} 项已再次清除。", f"{n} erased since then are erased again.")


def add_up() -> None:
    """The whole is added up once more: what does not add up is told; what came back is back. Heads that
    were signed after the backup are missed: a person says so, the signer does not guess."""
    from yuanba.base import clock
    from yuanba.base.log import heads
    from yuanba.insight import verifying

    lost = heads.behind()
    done = verifying.verify(deep=True, now=clock.now())
    for chinese, english in verifying.told(done):
        tell(f"不对：{chinese}", f"WRONG: {english}", fault=True)
    if lost:
        tell(
            "备份以后签过的存证不在备份里。写明原因，再接着签：yuanba heads --restored 原因",
            "Leaves signed after the backup are gone: yuanba heads --restored REASON.",
            fault=True,
        )
    if not done.faults:
        tell(f"核对过：{done.leaves} 条存证都对得上。", f"{done.leaves} leaves add up.")


def whole(file: Path) -> None:
    """Raises Fault unless SQLite finds the copy sound."""
    with closing(sqlite3.connect(file)) as copy:
        try:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            sound = sound and copy.execute("PRAGMA foreign_key_check").fetchone() is None
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise Fault("备份里的数据库已损坏，没有恢复。", "The database in it is damaged.")


def to_sqlite(connection: Any, folder: Path) -> list[str]:
    """Put the copy in the place of the database file. Returns what was set aside."""
    target = Path(connection.settings_dict["NAME"])
    lock = hold(target)
    try:
        had_data = not is_empty()
        if had_data:
            with connection.cursor() as cursor:  # all of it into the one file that is set aside
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        old = free_name(target)
        target.rename(old)
        for end in ("-wal", "-shm"):
            Path(f"{target}{end}").unlink(missing_ok=True)
        shutil.move(folder / DATABASES["sqlite"], target)
        with connection.cursor() as cursor:  # also turns the copy back into a WAL file
            cursor.execute("PRAGMA integrity_check")
        if not had_data:
            old.unlink()
        return [str(old)] if had_data else []
    finally:
        lock.close()


def to_postgres(connection: Any, folder: Path) -> list[str]:
    """Restore into a new schema `public`; the old one is kept beside it under another name."""
    old = ""
    with connection.cursor() as cursor:
        if not is_empty():
            cursor.execute("SELECT 'before_' || to_char(now(), 'YYYYMMDD_HH24MISS')")
            old = cursor.fetchone()[0]
            cursor.execute(f'ALTER SCHEMA public RENAME TO "{old}"')
            cursor.execute("CREATE SCHEMA public")
    try:
        pgtools.call(
            "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
            f"--dbname={connection.settings_dict['NAME']}", str(folder / DATABASES["postgresql"]),
            connection=connection,
        )  # fmt: skip
    except Fault:
        if old:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute(f'ALTER SCHEMA "{old}" RENAME TO public')
        raise
    connection.close()
    return [f"schema {old}"] if old else []


def files(home: Path, photos: Path, folder: Path) -> list[str]:
    """Put the photos and the secrets in place. Returns what was set aside."""
    aside = []
    if photos.exists() and any(photos.iterdir()):
        aside.append(str(photos.rename(free_name(photos))))
    elif photos.exists():
        photos.rmdir()
    if (folder / "photos").exists():
        shutil.move(folder / "photos", photos)
    for name in ("secret", "secret.old", "record.key"):
        came, here = folder / name, home / name
        if not came.exists():
            continue
        if here.exists() and here.read_bytes() != came.read_bytes():
            aside.append(str(here.rename(free_name(here))))  # what was set aside is read with it
        came.chmod(0o600)
        came.replace(here)
    return aside


def read_with_them(settings: Any) -> None:
    """From here on: the secrets that came with the backup, as the next start will read them."""
    from yuanba.settings import kept_secret, old_secrets

    settings.SECRET_KEY = os.environ.get("YUANBA_SECRET_KEY") or kept_secret()
    settings.SECRET_KEY_FALLBACKS = old_secrets()


def say_if_unreadable() -> None:
    """A backup without its secret brings back names and numbers that nobody can read yet."""
    from yuanba.base import resealing

    if lost := resealing.held().lost:
        tell(
            f"有 {lost} 处姓名、电话要用备份时的密钥才读得出来：请把它放进数据文件夹的 secret"
            "（或加进 secret.old），再运行：yuanba doctor",
            f"{lost} names and numbers need the secret of that time: put it into secret or secret.old.",
        )


def free_name(path: Path) -> Path:
    """`name.before-1`, or the next number that is free."""
    number = 1
    while (other := path.with_name(f"{path.name}.before-{number}")).exists():
        number += 1
    return other
