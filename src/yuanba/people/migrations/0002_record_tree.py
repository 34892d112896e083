"""Each person gets a random key under which the leaves of the record name him."""

import secrets

import yuanba.base.log.leaf
from django.db import migrations, models


def draw_keys(apps, schema_editor):
    """For those who are here already and were not erased; in small batches, safe to run twice."""
    person = apps.get_model("people", "Person")
    while rows := list(person.objects.filter(log_key=None).exclude(username__startswith="gone")[:500]):
        for row in rows:
            row.log_key = secrets.token_bytes(32)
        person.objects.bulk_update(rows, ["log_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='log_key',
            field=models.BinaryField(null=True),
        ),
        migrations.RunPython(draw_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='person',
            name='log_key',
            field=models.BinaryField(default=yuanba.base.log.leaf.new_key, null=True),
        ),
    ]
