"""An empty database gets today's tables at once, instead of every step they took to become so.

Django draws all models anew after each step of a migration: with 220 models that is most of a minute
for a village that has no history. Migrations remain the way of every database that holds something;
tests compare what the two make, on both databases. A step of a migration that only carries rows over
says `elidable=True`: there is nothing to carry here.
"""

from typing import Any


def found() -> None:
    """Make every table, index, constraint and trigger, and note the migrations as applied.

    Only for a database without tables. All or nothing: it is one transaction. What migrations do
    besides tables (triggers, indexes of words) is done in their order, on the tables of today.
    """
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection
    from django.db.migrations import RunPython, RunSQL
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models(include_auto_created=False):
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        # triggers speak of tables, and on PostgreSQL the keys between tables come last
        while editor.deferred_sql:
            editor.execute(editor.deferred_sql.pop(0))
        for migration, _backwards in plan:
            for operation in migration.operations:
                if isinstance(operation, RunPython | RunSQL) and not operation.elidable:
                    operation.database_forwards(migration.app_label, editor, state, state)
        executor.recorder.ensure_schema()
        for migration, _backwards in plan:
            _note(executor, migration)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _note(executor: Any, migration: Any) -> None:
    """As Django notes it: one that replaces others stands for each of them too."""
    for app, name in {(migration.app_label, migration.name), *migration.replaces}:
        executor.recorder.record_applied(app, name)
