"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.ids
import yuanba.places.rules
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("places", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.IntegerField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Day",
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
                ("day", models.DateField(unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("off", "off"), ("worked", "worked")], max_length=8),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "county"),
                            ("township", "township"),
                            ("village", "village"),
                            ("community", "community"),
                            ("grid", "grid"),
                            ("subgroup", "subgroup"),
                            ("estate", "estate"),
                            ("building", "building"),
                            ("courtyard", "courtyard"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("short", models.CharField(blank=True, max_length=20)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.place",
                    ),
                ),
                ("county_id", models.BigIntegerField(null=True)),
                ("township_id", models.BigIntegerField(null=True)),
                ("village_id", models.BigIntegerField(null=True)),
                ("grid_id", models.BigIntegerField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("region", models.CharField(blank=True, max_length=80)),
                ("lat", models.FloatField(null=True)),
                ("lng", models.FloatField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["parent"], name="place_parent"),
                    models.Index(fields=["county_id", "kind", "name"], name="place_county"),
                    models.Index(fields=["village_id", "kind"], name="place_village"),
                    models.Index(fields=["name"], name="place_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="place_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", False),
                            ("kind", yuanba.places.rules.Kind["COUNTY"]),
                            _connector="OR",
                        ),
                        name="place_only_a_county_stands_alone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("short", ""), _negated=True),
                        fields=("short",),
                        name="place_short_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceCode",
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="places.place",
                    ),
                ),
                ("system", models.CharField(max_length=12)),
                ("edition", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=20)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["code"], name="code_code")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("system", "edition", "code"), name="code_once_per_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacePast",
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past",
                        to="places.place",
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["name"], name="past_name")],
            },
        ),
        migrations.CreateModel(
            name="Succession",
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
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="places.place",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="places.place",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("merge", "merge"), ("split", "split")], max_length=8
                    ),
                ),
                ("on", models.DateField()),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("before", "after", "on"), name="succession_once"
                    )
                ],
            },
        ),
    ]
