"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
import yuanba.exchange.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("exchange", "0001_tables_in"),
        ("exchange", "0002_tables_out"),
        ("exchange", "0003_tablein_what"),
    ]

    initial = True

    dependencies = [
        ("matters", "0001_squashed"),
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="TableOut",
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
                            ("register", "register"),
                            ("contacts", "contacts"),
                            ("hotline", "hotline"),
                        ],
                        max_length=8,
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("language", models.CharField(max_length=8)),
                ("filters", yuanba.base.fields.Facts(default=dict)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("writing", "writing"),
                            ("ready", "ready"),
                            ("fetched", "fetched"),
                            ("denied", "denied"),
                            ("failed", "failed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("rows", models.IntegerField()),
                ("done", models.IntegerField(default=0)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=200)),
                ("token", models.CharField(max_length=32, unique=True)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("ready_at", models.DateTimeField(null=True)),
                ("fetched_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["asked_by", "-id"], name="table_out_mine"),
                    models.Index(
                        condition=models.Q(("state", yuanba.exchange.rules.OutState["ASKED"])),
                        fields=["place", "id"],
                        name="table_out_asked",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", yuanba.exchange.rules.OutKind["CONTACTS"]), _negated=True
                            ),
                            (
                                "state__in",
                                [
                                    yuanba.exchange.rules.OutState["ASKED"],
                                    yuanba.exchange.rules.OutState["DENIED"],
                                ],
                            ),
                            models.Q(
                                ("agreed_by__isnull", False),
                                models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contacts_leave_by_two_persons",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Layout",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("mapping", models.CharField(max_length=40)),
                ("kind", models.CharField(blank=True, default="", max_length=8)),
                ("columns", yuanba.base.fields.Facts(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "digest"), name="layout_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TableIn",
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
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("brought_at", models.DateTimeField()),
                ("language", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=120)),
                ("token", models.CharField(max_length=32, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "reading"),
                            ("asking", "asking"),
                            ("checking", "checking"),
                            ("checked", "checked"),
                            ("writing", "writing"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("dropped", "dropped"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("matters", "matters"),
                            ("corners", "corners"),
                            ("units", "units"),
                            ("staff", "staff"),
                            ("households", "households"),
                        ],
                        db_default="matters",
                        default="matters",
                        max_length=10,
                    ),
                ),
                ("mapping", models.CharField(blank=True, default="", max_length=40)),
                ("kind", models.CharField(blank=True, default="", max_length=8)),
                ("headings", yuanba.base.fields.Facts(default=list)),
                ("samples", yuanba.base.fields.Facts(default=list)),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("columns", yuanba.base.fields.Facts(default=dict)),
                ("remembered", models.BooleanField(default=False)),
                ("trouble", models.CharField(blank=True, default="", max_length=300)),
                ("rows", models.IntegerField(default=0)),
                ("lines", models.IntegerField(default=0)),
                ("ready", models.IntegerField(default=0)),
                ("told", models.IntegerField(default=0)),
                ("unchanged", models.IntegerField(default=0)),
                ("refused", models.IntegerField(default=0)),
                ("made_places", yuanba.base.fields.Facts(default=dict)),
                ("done", models.IntegerField(default=0)),
                ("made", models.IntegerField(default=0)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["place", "-id"], name="table_in_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made", 0),
                            models.Q(("agreed_by__isnull", False), ("agreed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="table_in_written_by_agreement",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answered",
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
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="exchange.tableout",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                ("replied_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "replied_at"), name="answered_once")
                ],
            },
        ),
    ]
