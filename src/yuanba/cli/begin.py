"""Start Django for a command, and a few questions every command may ask of it."""

import os
from pathlib import Path

from yuanba.cli.faults import Fault
from yuanba.cli.founding import found

SOURCE = Path(__file__).resolve().parents[3]


def begin() -> None:
    """Load the settings and the contexts. Raises Fault where one of them cannot be understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.settings")
    import django

    try:
        django.setup()
    except ValueError as wrong:
        name = str(wrong).split(" ")[0]
        if name.startswith("YUANBA_"):
            raise Fault(str(wrong), f"{name} cannot be understood.") from wrong
        if "DATABASE_URL" not in str(wrong):
            raise
        raise Fault(str(wrong), "DATABASE_URL begins with postgresql:// or sqlite:///.") from wrong


def one_thread() -> None:
    """Before numpy is imported: many small sums are quicker on one core, and others work beside us."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def in_source_tree() -> bool:
    """Whether this is a clone of the repository rather than an installed wheel."""
    return (SOURCE / "tools" / "__init__.py").exists() and (SOURCE / "src" / "yuanba").is_dir()


def pending_migrations() -> list[str]:
    """Names of migrations that the database has not had yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_empty() -> bool:
    """Whether the database has no table at all: a new village."""
    from django.db import connection

    return not connection.introspection.table_names()


def make_tables() -> None:
    """Bring the database up to date, quietly; an empty one gets its tables at once."""
    from django.core.management import call_command

    if is_empty():
        found()
    else:
        call_command("migrate", verbosity=0, interactive=False)
    bring_in()
    stock()


def bring_in() -> None:
    """Records from before there was a log get their leaves; nothing to do after the first time."""
    from yuanba.base.log import bringing, house
    from yuanba.cli.say import tell

    house.key()
    if done := bringing.bring_in():
        tell(f"以前的 {done} 条记录已接入存证。", f"{done} earlier records are in the log now.")


def stock() -> None:
    """A new village begins with the category tree; one that has a tree keeps it as it is."""
    from yuanba.base import clock
    from yuanba.duties import acts
    from yuanba.duties.models import Category
    from yuanba.people.door import FOUNDER

    if not Category.objects.exists():
        acts.load_categories(actor=FOUNDER, now=clock.now())


def require_tables() -> None:
    """Raises Fault unless the database is up to date; a new one is made at once."""
    if is_empty():
        make_tables()
    elif pending := pending_migrations():
        raise Fault(
            f"数据库要先更新（{len(pending)} 项）：请先 yuanba backup，再 yuanba migrate。",
            f"The database needs {len(pending)} updates: run yuanba backup, then yuanba migrate.",
        )


def loopback(host: str) -> bool:
    """Whether a host name reaches this machine only."""
    return host in {"localhost", "::1", "[::1]"} or host.startswith("127.")
