# Answers of a hearing lie under a voice, no longer under a person. A hearing that was opened before has no key:
# there the voice is the person's number, as it was.

import yuanba.base.fields
import yuanba.councils.models.hearing
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import CharField
from django.db.models.functions import Cast


def voices(apps, _schema):
    for model, column in (("Stance", "person_id"), ("Statement", "author_id")):
        rows = apps.get_model("councils", model).objects.exclude(**{column: None})
        rows.update(voice=Cast(column, CharField(max_length=43)))


class Migration(migrations.Migration):
    dependencies = [("councils", "0012_affected_by_place")]

    operations = [
        migrations.CreateModel(
            name="HearingKey",
            fields=[
                (
                    "hearing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True,
                        related_name="key", serialize=False, to="councils.hearing",
                    ),
                ),
                ("secret", yuanba.base.fields.Sealed()),
            ],
        ),
        migrations.AddField("statement", "voice", models.CharField(blank=True, max_length=43, default=""), preserve_default=False),
        migrations.AddField("stance", "voice", models.CharField(max_length=43, default=""), preserve_default=False),
        migrations.RunPython(voices, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint("stance", "one_stance_each"),
        migrations.RemoveField("stance", "person"),
        migrations.RemoveField("statement", "author"),
        migrations.AlterField(
            "stance", "id",
            models.BigIntegerField(default=yuanba.councils.models.hearing.unordered, editable=False, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            "stance", models.UniqueConstraint(fields=("statement", "voice"), name="one_stance_each")
        ),
    ]
