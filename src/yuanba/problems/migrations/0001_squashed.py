"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.ids
import yuanba.problems.rules.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("problems", "0001_initial")]

    initial = True

    dependencies = [
        ("duties", "0001_squashed"),
        ("matters", "0001_squashed"),
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Problem",
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
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("confirmed", "confirmed"),
                            ("running", "running"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        db_default="proposed",
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.category",
                    ),
                ),
                ("named", models.CharField(blank=True, max_length=60)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "joined",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="problems.problem",
                    ),
                ),
                ("month", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "state", "-last_at"], name="problem_board")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("month__isnull", False)),
                        fields=("county_id", "month"),
                        name="one_problem_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", yuanba.problems.rules.states.State["PROPOSED"]),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="problem_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.problems.rules.states.State["DROPPED"]),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="problem_dropped_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id",
                        "term",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("term", models.CharField(max_length=24)),
                ("n", models.IntegerField()),
                ("newest", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "problem",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="programme",
                        serialize=False,
                        to="problems.problem",
                    ),
                ),
                (
                    "main",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("plan", models.CharField(max_length=2000)),
                ("fen", models.BigIntegerField()),
                ("budget_line", models.CharField(blank=True, max_length=120)),
                ("households", models.IntegerField()),
                ("due", models.DateField()),
                ("began_at", models.DateTimeField()),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("result", models.CharField(blank=True, max_length=2000)),
                ("served", models.IntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fen__gte", 0), ("households__gte", 1)),
                        name="programme_serves_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(models.Q(("result", ""), _negated=True), ("served__gte", 1)),
                            _connector="OR",
                        ),
                        name="programme_done_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="problems.problem",
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="likeness",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("group", models.BigIntegerField()),
                (
                    "problem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="problems.problem",
                    ),
                ),
                ("digest", models.CharField(max_length=24)),
                ("length", models.FloatField()),
                ("score", models.FloatField(null=True)),
                ("words", models.CharField(blank=True, max_length=120)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group", "-matter"], name="text_group"),
                    models.Index(fields=["county_id", "digest"], name="text_copies"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="problems.programme",
                    ),
                ),
                ("n", models.IntegerField()),
                ("text", models.CharField(max_length=120)),
                ("done_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "n"), name="step_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="step_done_says_what",
                    ),
                ],
            },
        ),
    ]
