"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.ids
import yuanba.disclosure.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("disclosure", "0001_initial"),
        ("disclosure", "0002_many_at_once"),
        ("disclosure", "0003_row_contests"),
        ("disclosure", "0004_tally_trust"),
        ("disclosure", "0005_voided"),
        ("disclosure", "0006_open_rows"),
        ("disclosure", "0007_unit_tally"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Burst",
            fields=[
                ("matter_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DayTally",
            fields=[
                ("received", models.IntegerField()),
                ("merged", models.IntegerField(db_default=0, default=0)),
                ("excluded", models.IntegerField(db_default=0, default=0)),
                ("government", models.IntegerField()),
                ("communal", models.IntegerField()),
                ("personal", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("finished", models.IntegerField()),
                ("waiting", models.IntegerField()),
                ("timed", models.IntegerField()),
                ("late", models.IntegerField()),
                ("replied", models.IntegerField()),
                ("solved", models.IntegerField()),
                ("unsolved", models.IntegerField()),
                ("called_back", models.IntegerField()),
                ("satisfied", models.IntegerField()),
                ("unsatisfied", models.IntegerField()),
                ("closed", models.IntegerField()),
                ("confirmed", models.IntegerField()),
                ("unconfirmed", models.IntegerField()),
                ("unasked", models.IntegerField()),
                ("reopened", models.IntegerField()),
                ("last_hour", models.IntegerField(db_default=0, default=0)),
                ("staff_satisfied", models.IntegerField(db_default=0, default=0)),
                ("spot_asked", models.IntegerField(db_default=0, default=0)),
                ("spot_unsolved", models.IntegerField(db_default=0, default=0)),
                ("spot_unreached", models.IntegerField(db_default=0, default=0)),
                ("contested", models.IntegerField(db_default=0, default=0)),
                ("repeated", models.IntegerField(db_default=0, default=0)),
                ("bulk", models.IntegerField(db_default=0, default=0)),
                (
                    "id",
                    models.BigIntegerField(
                        default=yuanba.base.ids.new,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("reclassified", models.IntegerField(db_default=0, default=0)),
                ("contacted", models.IntegerField(db_default=0, default=0)),
                ("contacted_in_time", models.IntegerField(db_default=0, default=0)),
                ("uncontacted", models.IntegerField(db_default=0, default=0)),
                ("contact_unknown", models.IntegerField(db_default=0, default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["township_id", "day"], name="tally_township"),
                    models.Index(fields=["county_id", "day"], name="tally_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("village_id", "day"), name="tally_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
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
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("unit_name", models.CharField(blank=True, max_length=80)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("unsorted", "unsorted"),
                            ("doing", "doing"),
                            ("waiting", "waiting"),
                            ("answer", "answer"),
                            ("judge", "judge"),
                        ],
                        max_length=8,
                    ),
                ),
                ("n", models.IntegerField()),
                ("late", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["township_id"], name="standing_township"),
                    models.Index(fields=["county_id"], name="standing_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village_id", "unit_name", "step"), name="standing_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voided",
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
                ("matter_id", models.BigIntegerField(unique=True)),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("ground", models.CharField(max_length=60)),
                ("received", models.DateField()),
                ("voided", models.DateField()),
                ("restored", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "-voided", "-id"], name="voided_county"),
                    models.Index(fields=["township_id", "-voided", "-id"], name="voided_township"),
                    models.Index(fields=["village_id", "-voided", "-id"], name="voided_village"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wait",
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
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("minutes", models.IntegerField()),
                ("n", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["township_id", "day"], name="wait_township"),
                    models.Index(fields=["county_id", "day"], name="wait_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village_id", "day", "minutes"), name="wait_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
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
                ("upto", models.BigIntegerField()),
                ("n", models.IntegerField()),
                ("left_out", models.IntegerField()),
                ("done", models.IntegerField(default=0)),
                ("reason", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("going", "going"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("released_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        yuanba.disclosure.rules.ReleaseState["GOING"],
                                        yuanba.disclosure.rules.ReleaseState["DONE"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                                models.Q(("released_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="release_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="release_says_why"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.disclosure.rules.ReleaseState["PROPOSED"],
                                    yuanba.disclosure.rules.ReleaseState["GOING"],
                                ],
                            )
                        ),
                        fields=("place",),
                        name="release_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Row",
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
                ("matter_id", models.BigIntegerField(unique=True)),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=60)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("lane", models.CharField(max_length=10)),
                ("category_code", models.CharField(max_length=8)),
                ("category_name", models.CharField(max_length=60)),
                ("unit_name", models.CharField(max_length=80)),
                ("outcome", models.CharField(max_length=9)),
                ("solved", models.BooleanField(null=True)),
                ("confirmed", models.BooleanField(null=True)),
                ("days_taken", models.IntegerField()),
                ("received", models.DateField()),
                ("closed", models.DateField(null=True)),
                ("corner_id", models.BigIntegerField(null=True)),
                (
                    "corner_name",
                    models.CharField(blank=True, db_default="", default="", max_length=80),
                ),
                ("closed_by_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("held", "held")],
                        max_length=9,
                    ),
                ),
                ("held_because", models.CharField(blank=True, default="", max_length=200)),
                ("imported", models.BooleanField(default=False)),
                ("masked", models.BooleanField(default=True)),
                ("contests", models.IntegerField(db_default=0, default=0)),
                (
                    "contest_reply",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.disclosure.rules.RowState["PUBLISHED"])
                        ),
                        fields=["county_id", "-closed", "-id"],
                        name="row_public_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.disclosure.rules.RowState["PUBLISHED"])
                        ),
                        fields=["township_id", "-closed", "-id"],
                        name="row_public_township",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.disclosure.rules.RowState["PUBLISHED"])
                        ),
                        fields=["village_id", "-closed", "-id"],
                        name="row_public_village",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.disclosure.rules.RowState["PUBLISHED"]),
                            ("closed__isnull", True),
                        ),
                        fields=["village_id", "-received", "-id"],
                        name="row_open",
                    ),
                    models.Index(fields=["county_id", "state", "id"], name="row_desk_county"),
                    models.Index(fields=["township_id", "state", "id"], name="row_desk_township"),
                    models.Index(fields=["village_id", "state", "id"], name="row_desk_village"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.disclosure.rules.RowState["PUBLISHED"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                models.Q(
                                    ("closed_by_id__isnull", True),
                                    models.Q(
                                        ("closed_by_id", models.F("published_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="row_published_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.disclosure.rules.RowState["HELD"]), _negated=True
                            ),
                            models.Q(("held_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="row_held_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitTally",
            fields=[
                ("received", models.IntegerField()),
                ("merged", models.IntegerField(db_default=0, default=0)),
                ("excluded", models.IntegerField(db_default=0, default=0)),
                ("government", models.IntegerField()),
                ("communal", models.IntegerField()),
                ("personal", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("finished", models.IntegerField()),
                ("waiting", models.IntegerField()),
                ("timed", models.IntegerField()),
                ("late", models.IntegerField()),
                ("replied", models.IntegerField()),
                ("solved", models.IntegerField()),
                ("unsolved", models.IntegerField()),
                ("called_back", models.IntegerField()),
                ("satisfied", models.IntegerField()),
                ("unsatisfied", models.IntegerField()),
                ("closed", models.IntegerField()),
                ("confirmed", models.IntegerField()),
                ("unconfirmed", models.IntegerField()),
                ("unasked", models.IntegerField()),
                ("reopened", models.IntegerField()),
                ("last_hour", models.IntegerField(db_default=0, default=0)),
                ("staff_satisfied", models.IntegerField(db_default=0, default=0)),
                ("spot_asked", models.IntegerField(db_default=0, default=0)),
                ("spot_unsolved", models.IntegerField(db_default=0, default=0)),
                ("spot_unreached", models.IntegerField(db_default=0, default=0)),
                ("contested", models.IntegerField(db_default=0, default=0)),
                ("repeated", models.IntegerField(db_default=0, default=0)),
                ("bulk", models.IntegerField(db_default=0, default=0)),
                (
                    "id",
                    models.BigIntegerField(
                        default=yuanba.base.ids.new,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("month", models.DateField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["township_id", "month"], name="unit_tally_township"),
                    models.Index(fields=["county_id", "month"], name="unit_tally_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village_id", "month", "unit"), name="unit_tally_once_a_month"
                    )
                ],
            },
        ),
    ]
