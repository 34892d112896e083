"""Records are add-only in the database itself; the counter of node numbers begins."""

from django.db import migrations


def forwards(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION yuanba_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is add-only'; END $$"
        )
    for word in ("update", "delete"):
        body = (
            "FOR EACH ROW EXECUTE FUNCTION yuanba_refuse()"
            if connection.vendor == "postgresql"
            else "BEGIN SELECT RAISE(ABORT, 'base_record is add-only'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER base_record_no_{word} BEFORE {word.upper()} ON base_record {body}"
        )
    apps.get_model("base", "Counter").objects.get_or_create(name="node", defaults={"n": 0})


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
