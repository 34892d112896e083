"""Chains and circles of merged matters are refused by the database itself, on both kinds.

A main matter does not go along with another, and a matter going along has none that go along with it.
"""

from django.db import migrations

CHAIN = (
    "EXISTS (SELECT 1 FROM matters_duplicate d WHERE d.matter_id = NEW.into_id)"
    " OR EXISTS (SELECT 1 FROM matters_duplicate d WHERE d.into_id = NEW.matter_id)"
)
WORDS = "matters_duplicate: no chains"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION yuanba_no_chains() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {CHAIN} THEN RAISE EXCEPTION USING MESSAGE = '{WORDS}',"
            " ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER duplicate_no_chains AFTER INSERT OR UPDATE ON matters_duplicate"
            " FOR EACH ROW EXECUTE FUNCTION yuanba_no_chains()"
        )
        return
    for word in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER duplicate_no_chains_{word.lower()} AFTER {word} ON matters_duplicate"
            f" WHEN {CHAIN} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS duplicate_no_chains ON matters_duplicate")
        schema_editor.execute("DROP FUNCTION IF EXISTS yuanba_no_chains()")
        return
    for word in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS duplicate_no_chains_{word}")


class Migration(migrations.Migration):
    dependencies = [("matters", "0010_duplicate")]
    operations = [migrations.RunPython(forwards, backwards)]
