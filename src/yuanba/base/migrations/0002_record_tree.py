"""The record that nobody can quietly change: trees, leaves, nodes, heads; add-only in the database itself."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
from django.db import migrations, models


def add_only(apps, schema_editor):
    """No leaf, node, head or cosignature is changed or deleted; of a leaf only the key can be forgotten."""
    postgres = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    kept = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in ("record", "tree_id", "n", "body"))
    for table in ("leaf", "node", "head", "cosignature"):
        for word in ("update", "delete"):
            forgets = table == "leaf" and word == "update"
            when = f"WHEN ({kept} OR NEW.key IS NOT NULL)" if forgets else ""
            body = (
                f"FOR EACH ROW {when} EXECUTE FUNCTION yuanba_refuse()"
                if postgres
                else f"{when} BEGIN SELECT RAISE(ABORT, 'base_{table} is add-only'); END"
            )
            schema_editor.execute(
                f"CREATE TRIGGER base_{table}_no_{word} BEFORE {word.upper()} ON base_{table} {body}"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tree',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('origin', models.CharField(max_length=80, unique=True)),
                ('key', models.BinaryField()),
                ('size', models.BigIntegerField(default=0)),
                ('last', models.BigIntegerField(default=0)),
                ('peaks', models.BinaryField(default=b'')),
                ('broken', models.CharField(blank=True, default='', max_length=300)),
                ('checked_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigIntegerField(default=yuanba.base.ids.new, editable=False, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('root', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('note', models.TextField()),
                ('tree', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='base.tree')),
            ],
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', models.BigIntegerField(default=yuanba.base.ids.new, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('line', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('head', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='base.head')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('head', 'name'), name='cosigned_once_by_a_house')],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.BigIntegerField(default=yuanba.base.ids.new, editable=False, primary_key=True, serialize=False)),
                ('height', models.IntegerField()),
                ('n', models.BigIntegerField()),
                ('hash', models.BinaryField()),
                ('tree', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.tree')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tree', 'height', 'n'), name='node_once_a_seat')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('record', models.BigIntegerField(primary_key=True, serialize=False)),
                ('n', models.BigIntegerField()),
                ('body', models.TextField()),
                ('key', models.BinaryField(null=True)),
                ('opened', yuanba.base.fields.Facts(null=True)),
                ('tree', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.tree')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tree', 'n'), name='leaf_once_an_index')],
            },
        ),
        migrations.AddConstraint(
            model_name='head',
            constraint=models.UniqueConstraint(fields=('tree', 'size'), name='head_once_a_size'),
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigIntegerField(default=yuanba.base.ids.new, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('deep', models.BooleanField()),
                ('seconds', models.FloatField()),
                ('leaves', models.BigIntegerField()),
                ('faults', models.IntegerField()),
                ('found', yuanba.base.fields.Facts(default=list)),
            ],
        ),
        migrations.RunPython(add_only, migrations.RunPython.noop),
    ]
