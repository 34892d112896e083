"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("triage", "0001_sorting_rule_learned"), ("triage", "0002_learned_dispatch")]

    initial = True

    dependencies = [
        ("duties", "0001_squashed"),
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Learned",
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
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("version", models.IntegerField()),
                ("made_at", models.DateTimeField()),
                ("rows", models.IntegerField()),
                ("score", yuanba.base.fields.Facts()),
                ("weights", models.BinaryField()),
                ("dispatch", models.BinaryField(default=b"")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "version"), name="learned_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SortingRule",
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
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("position", models.IntegerField()),
                ("name", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=900)),
                ("also", models.CharField(blank=True, max_length=900)),
                ("but_not", models.CharField(blank=True, max_length=900)),
                (
                    "within",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("door", models.CharField(blank=True, max_length=8)),
                ("nature", models.CharField(blank=True, max_length=12)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.category",
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("government", "government"),
                            ("communal", "communal"),
                            ("personal", "personal"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county", "position"], name="sorting_rule_county")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(("door", ""), _negated=True),
                            models.Q(("nature", ""), _negated=True),
                            ("within__isnull", False),
                            _connector="OR",
                        ),
                        name="sorting_rule_has_a_condition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="sorting_rule_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
