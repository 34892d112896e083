"""The floor's tables; records are add-only in the database itself; the counter of node numbers begins."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
from django.conf import settings
from django.db import migrations, models


def add_only(apps, schema_editor):
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
    replaces = [
        ("base", "0001_initial"),
        ("base", "0002_add_only"),
        ("base", "0003_watched_records"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("n", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
                ("subject_kind", models.CharField(blank=True, max_length=60)),
                ("subject_id", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("what", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("n", models.IntegerField(default=0)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=yuanba.base.ids.new,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("data", yuanba.base.fields.Facts(default=dict)),
                ("key", models.CharField(max_length=120, null=True, unique=True)),
                ("run_at", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
                ("locked_by", models.CharField(blank=True, default="", max_length=60)),
                ("done_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["run_at", "id"],
                        name="job_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=yuanba.base.ids.new,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("act", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("place_id", models.BigIntegerField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                ("facts", yuanba.base.fields.Facts(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_id", "id"], name="record_subject"),
                    models.Index(fields=["at"], name="record_at"),
                    models.Index(
                        condition=models.Q(
                            ("role__in", ["admin", "security", "audit"]),
                            models.Q(("act__gte", "people."), ("act__lt", "people/")),
                            _connector="OR",
                        ),
                        fields=["id", "place_id"],
                        name="record_watched",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_only, migrations.RunPython.noop),
    ]
