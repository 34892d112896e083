"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.ids
import yuanba.lanes.rules.communal
import yuanba.lanes.rules.personal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("lanes", "0001_initial")]

    initial = True

    dependencies = [
        ("matters", "0001_squashed"),
        ("people", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="matters.matter",
                    ),
                ),
                ("village_id", models.BigIntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("where", models.CharField(max_length=120)),
                ("wanted", models.IntegerField()),
                ("starts_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["village_id", "starts_at", "id"], name="call_village")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wanted__gte", 1)), name="call_wants_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="call_ended_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Doubt",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="matters.matter",
                    ),
                ),
                ("question", models.CharField(max_length=300)),
                ("raised_at", models.DateTimeField()),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at", None)),
                        fields=("matter",),
                        name="doubt_one_open_a_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at", None),
                            models.Q(
                                models.Q(("lane", ""), _negated=True), ("settled_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="doubt_settled_names_a_lane",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("what", models.CharField(max_length=500)),
                ("who", models.CharField(max_length=120)),
                ("on", models.DateField()),
                ("given_at", models.DateTimeField()),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done", models.BooleanField(null=True)),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("photos", models.ManyToManyField(related_name="+", to="matters.photo")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["unit", "on", "id"],
                        name="order_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("done__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="order_ended_in_words_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("question", models.CharField(max_length=200)),
                ("meeting", models.CharField(blank=True, max_length=60)),
                ("meets_on", models.DateField()),
                ("put_at", models.DateTimeField()),
                (
                    "put_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "settled_by",
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
                        condition=models.Q(("state", yuanba.lanes.rules.communal.Topic["OPEN"])),
                        fields=["unit", "meets_on", "id"],
                        name="topic_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", yuanba.lanes.rules.communal.Topic["OPEN"])),
                        fields=("matter",),
                        name="topic_one_open_a_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", yuanba.lanes.rules.communal.Topic["OPEN"]),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_settled_in_words_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Way",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ways",
                        to="matters.matter",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("grid_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guide", "guide"),
                            ("mutual", "mutual"),
                            ("market", "market"),
                            ("aid", "aid"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "aid",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("living", "living"),
                            ("extreme", "extreme"),
                            ("temporary", "temporary"),
                            ("medical", "medical"),
                            ("school", "school"),
                            ("housing", "housing"),
                            ("work", "work"),
                            ("legal", "legal"),
                            ("other", "other"),
                        ],
                        max_length=9,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("contact", models.CharField(blank=True, max_length=120)),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("ask_on", models.DateField()),
                ("shown_at", models.DateTimeField()),
                (
                    "shown_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("arrived", "arrived"),
                            ("missed", "missed"),
                            ("passed", "passed"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("asked", models.IntegerField(default=0)),
                ("reminded_on", models.DateField(null=True)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("said_by", models.CharField(blank=True, max_length=6)),
                ("said_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.lanes.rules.personal.Stands["WAITING"],
                                    yuanba.lanes.rules.personal.Stands["MISSED"],
                                ],
                            )
                        ),
                        fields=["county_id", "ask_on", "id"],
                        name="way_due_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.lanes.rules.personal.Stands["WAITING"],
                                    yuanba.lanes.rules.personal.Stands["MISSED"],
                                ],
                            )
                        ),
                        fields=["township_id", "ask_on", "id"],
                        name="way_due_township",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.lanes.rules.personal.Stands["WAITING"],
                                    yuanba.lanes.rules.personal.Stands["MISSED"],
                                ],
                            )
                        ),
                        fields=["village_id", "ask_on", "id"],
                        name="way_due_village",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.lanes.rules.personal.Stands["WAITING"],
                                    yuanba.lanes.rules.personal.Stands["MISSED"],
                                ],
                            )
                        ),
                        fields=["grid_id", "ask_on", "id"],
                        name="way_due_grid",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", yuanba.lanes.rules.personal.Way["AID"]), _negated=True
                            ),
                            models.Q(models.Q(("aid", ""), _negated=True), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="way_to_aid_names_kind_and_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.lanes.rules.personal.Stands["ARRIVED"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("said_at__isnull", False), models.Q(("said_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="way_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signup",
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
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signups",
                        to="lanes.call",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteering",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("came", models.BooleanField(null=True)),
                ("minutes", models.IntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("call", "person"),
                        name="signup_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="signup_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("came", True), _negated=True),
                            models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                            _connector="OR",
                        ),
                        name="signup_came_for_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="View",
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
                    "doubt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="lanes.doubt",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=60)),
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
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("doubt", "unit"), name="view_once_a_party"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lane", ""),
                            models.Q(
                                ("at__isnull", False),
                                models.Q(("who", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="view_said_whole",
                    ),
                ],
            },
        ),
    ]
