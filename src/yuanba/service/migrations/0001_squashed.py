"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("service", "0001_initial")]

    initial = True

    dependencies = [
        ("matters", "0001_squashed"),
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
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
                (
                    "series",
                    models.CharField(
                        choices=[("service", "service"), ("building", "building")], max_length=8
                    ),
                ),
                ("weekday", models.SmallIntegerField()),
                (
                    "holiday",
                    models.CharField(choices=[("skip", "skip"), ("next", "next")], max_length=4),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("place", "series"),
                        name="one_rhythm_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__gte", 0), ("weekday__lte", 6)),
                        name="schedule_has_a_weekday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens__lt", models.F("closes"))),
                        name="schedule_opens_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Taskforce",
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
                        related_name="taskforces",
                        to="places.place",
                    ),
                ),
                (
                    "series",
                    models.CharField(
                        choices=[("service", "service"), ("building", "building")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("place", "series"),
                        name="one_group_for_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="taskforce_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                    "taskforce",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="service.taskforce",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("office", models.CharField(blank=True, max_length=60)),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("county", "county"),
                            ("department", "department"),
                            ("township", "township"),
                            ("cadre", "cadre"),
                            ("deputy", "deputy"),
                            ("buildlead", "buildlead"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("taskforce", "name", "office"),
                        name="one_seat_in_a_group",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="service.schedule",
                    ),
                ),
                ("day", models.DateField()),
                ("moved_to", models.DateField(null=True)),
                ("reason", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("schedule", "day"), name="change_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("moved_to__isnull", True),
                            models.Q(("moved_to", models.F("day")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_moves_to_another_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceDay",
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
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                (
                    "series",
                    models.CharField(
                        choices=[("service", "service"), ("building", "building")], max_length=8
                    ),
                ),
                ("day", models.DateField()),
                ("n", models.IntegerField()),
                (
                    "taskforce",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="service.taskforce",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=60)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("summary", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["village_id", "series", "-day"], name="serviceday_village"
                    ),
                    models.Index(fields=["county_id", "series", "-day"], name="serviceday_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "series", "day"), name="one_day_a_day"
                    ),
                    models.UniqueConstraint(
                        fields=("place", "series", "n"), name="day_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("n__gte", 1)), name="day_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Present",
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="service.serviceday",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="service.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "member"), name="present_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reception",
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receptions",
                        to="service.serviceday",
                    ),
                ),
                ("village_id", models.BigIntegerField()),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reception",
                        to="matters.matter",
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
                ("spot", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["village_id", "-at"], name="reception_village")],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="service.serviceday",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("policy", "policy"),
                            ("need", "need"),
                            ("idea", "idea"),
                            ("effect", "effect"),
                            ("clean", "clean"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("upward", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DeedDone",
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeds",
                        to="service.serviceday",
                    ),
                ),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("help", "help"),
                            ("party", "party"),
                            ("joint", "joint"),
                            ("solve", "solve"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="ServiceDay",
            name="present",
            field=models.ManyToManyField(
                related_name="days", through="service.Present", to="service.member"
            ),
        ),
    ]
