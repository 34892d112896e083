"""Two more roles, and the rule that the three administrators are three people (trust.md T21)."""

from django.db import migrations, models

ROLES = [
    "resident", "reporter", "gridworker", "gridlead", "worker", "township", "county", "handler",
    "mediator", "supervisor", "admin", "security", "audit",
]  # fmt: skip
THREE = "('admin', 'security', 'audit')"
# Another post of the same person, of the three, another role, at a common time.
CLASH = f"""
    SELECT 1 FROM people_post AS other
    WHERE other.person_id = NEW.person_id AND other.id <> NEW.id
    AND other.role IN {THREE} AND other.role <> NEW.role
    AND (other.until IS NULL OR other.until > NEW.since)
    AND (NEW.until IS NULL OR NEW.until > other.since)
    AND (other.until IS NULL OR other.until > other.since)
    AND (NEW.until IS NULL OR NEW.until > NEW.since)
"""
WORDS = "the three administrators are three people"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # The person is locked first: two posts given at once must see one another.
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION yuanba_three_people() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF NEW.role IN {THREE} THEN"
            " PERFORM 1 FROM people_person WHERE id = NEW.person_id FOR UPDATE;"
            f" IF EXISTS ({CLASH}) THEN RAISE EXCEPTION USING MESSAGE = '{WORDS}',"
            " ERRCODE = 'check_violation'; END IF; END IF; RETURN NEW; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION yuanba_three_people()"
    else:
        body = (
            f"WHEN NEW.role IN {THREE} AND EXISTS ({CLASH})"
            f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
    for word in ("insert", "update"):
        schema_editor.execute(
            f"CREATE TRIGGER people_post_three_{word} BEFORE {word.upper()} ON people_post {body}"
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(max_length=12, choices=[(r, r) for r in ROLES]),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
