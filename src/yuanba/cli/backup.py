"""`yuanba backup`: the database, the photos and the server's secret in one checked file.

It may run while people work: SQLite's VACUUM INTO and pg_dump both take one moment of the database.
The photos are read after it, and photos are only ever added, so none that a row names is missing.
"""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from yuanba.cli import archive, pgtools
from yuanba.cli.begin import begin, is_empty
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell

DATABASES = {"sqlite": "village.sqlite3", "postgresql": "village.dump"}


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, help="写到哪里 · where to (data folder/backups/…tar.gz)"
    )
    parser.add_argument(
        "--without-secret",
        action="store_true",
        help="不带密钥：备份丢了也没人读得出姓名电话，密钥要另外存好"
        " · leave the secret out, and keep it elsewhere",
    )


def run(args: argparse.Namespace) -> int:
    begin()
    from django.conf import settings
    from django.utils import timezone

    now = timezone.now()
    home = Path(settings.HOME)
    name = f"yuanba-{timezone.localtime(now):%Y%m%d-%H%M%S}.tar.gz"
    file: Path = args.file or home / "backups" / name
    if file.is_dir():
        file = file / name
    if file.exists():
        raise Fault(f"已有这个文件，不会覆盖：{file}", f"Exists and is not overwritten: {file}")
    if is_empty():
        raise Fault("数据库还是空的，没有可备份的。", "The database is empty: nothing to back up.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as scratch:
        facts, parts = gather(Path(scratch), home, now, keys=not args.without_secret)
        with Bar("备份 files") as bar:
            archive.write(file, facts, parts, bar)
    size = file.stat().st_size / 2**20
    tell(f"已备份：{file}（{size:.1f} 兆）", f"Backed up {facts['records']} records.")
    return 0


def gather(
    scratch: Path, home: Path, now: datetime, *, keys: bool = True
) -> tuple[dict[str, Any], dict[str, Path]]:
    """What the manifest says of this moment, and the files to pack."""
    from django.conf import settings
    from django.db import connection

    from yuanba import __version__
    from yuanba.base.models import Record

    database = scratch / DATABASES[connection.vendor]
    records = Record.objects.count()  # before the copy: it holds at least these
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(database)])
    else:
        pgtools.call("pg_dump", "-Fc", "--no-owner", f"--file={database}", connection=connection)
    parts = {database.name: database}
    photos = Path(settings.MEDIA_ROOT)
    for path in sorted(p for p in photos.rglob("*") if p.is_file()):
        parts[f"photos/{path.relative_to(photos).as_posix()}"] = path
    # follow links are signed, names and numbers sealed with the first two; heads signed with the third
    for name in ("secret", "secret.old", "record.key"):
        if keys and (home / name).exists():
            parts[name] = home / name
    facts = {
        "made_at": now.isoformat(),
        "version": __version__,
        "database": connection.vendor,
        "records": records,
    }
    return facts, parts
