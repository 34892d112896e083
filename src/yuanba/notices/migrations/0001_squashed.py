"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
import yuanba.notices.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_preference"),
        ("notices", "0003_told_of_waits"),
        ("notices", "0004_visit"),
        ("notices", "0005_message_sealed"),
    ]

    initial = True

    dependencies = [
        ("matters", "0001_squashed"),
        ("people", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("zh-hans", "zh-hans"), ("en", "en")], max_length=8),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="matters.matter",
                    ),
                ),
                ("record_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("triaged", "triaged"),
                            ("moved", "moved"),
                            ("assigned", "assigned"),
                            ("extended", "extended"),
                            ("replied", "replied"),
                            ("reopened", "reopened"),
                            ("denied", "denied"),
                            ("kept", "kept"),
                            ("closed", "closed"),
                            ("paused", "paused"),
                            ("goes_on", "goes_on"),
                            ("asked", "asked"),
                            ("settling", "settling"),
                            ("waiting", "waiting"),
                            ("void", "void"),
                            ("silence", "silence"),
                            ("code", "code"),
                        ],
                        max_length=9,
                    ),
                ),
                ("county_id", models.BigIntegerField(null=True)),
                ("township_id", models.BigIntegerField(null=True)),
                ("village_id", models.BigIntegerField(null=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("sms", "sms"),
                            ("call", "call"),
                            ("visit", "visit"),
                            ("paper", "paper"),
                            ("inbox", "inbox"),
                            ("none", "none"),
                        ],
                        max_length=5,
                    ),
                ),
                ("to_name", yuanba.base.fields.Sealed(blank=True, default="")),
                ("to_phone", yuanba.base.fields.Sealed(blank=True, default="")),
                ("text", models.CharField(max_length=600)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("called", "called"),
                            ("printed", "printed"),
                            ("untold", "untold"),
                            ("replaced", "replaced"),
                        ],
                        max_length=8,
                    ),
                ),
                ("tries", models.IntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.notices.rules.State["FAILED"],
                                    yuanba.notices.rules.State["UNTOLD"],
                                    yuanba.notices.rules.State["WAITING"],
                                ],
                            )
                        ),
                        fields=["county_id", "id"],
                        name="message_open_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.notices.rules.State["FAILED"],
                                    yuanba.notices.rules.State["UNTOLD"],
                                    yuanba.notices.rules.State["WAITING"],
                                ],
                            )
                        ),
                        fields=["township_id", "id"],
                        name="message_open_township",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.notices.rules.State["FAILED"],
                                    yuanba.notices.rules.State["UNTOLD"],
                                    yuanba.notices.rules.State["WAITING"],
                                ],
                            )
                        ),
                        fields=["village_id", "id"],
                        name="message_open_village",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_id", "kind"), name="message_once_per_record"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("matter__isnull", True), ("record_id__isnull", False), _connector="OR"
                        ),
                        name="message_of_a_matter_has_its_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.notices.rules.State["FAILED"],
                                    yuanba.notices.rules.State["UNTOLD"],
                                    yuanba.notices.rules.State["WAITING"],
                                ],
                            ),
                            ("state", yuanba.notices.rules.State["REPLACED"]),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_done_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit",
                        to="notices.message",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="matters.matter",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("grid_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("done", "done"),
                            ("replaced", "replaced"),
                        ],
                        max_length=8,
                    ),
                ),
                ("tries", models.IntegerField(default=0)),
                ("said", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
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
                        condition=models.Q(("state", yuanba.notices.rules.VisitState["WAITING"])),
                        fields=["county_id", "id"],
                        name="visit_waits_county",
                    ),
                    models.Index(
                        condition=models.Q(("state", yuanba.notices.rules.VisitState["WAITING"])),
                        fields=["township_id", "id"],
                        name="visit_waits_township",
                    ),
                    models.Index(
                        condition=models.Q(("state", yuanba.notices.rules.VisitState["WAITING"])),
                        fields=["village_id", "id"],
                        name="visit_waits_village",
                    ),
                    models.Index(
                        condition=models.Q(("state", yuanba.notices.rules.VisitState["WAITING"])),
                        fields=["grid_id", "id"],
                        name="visit_waits_grid",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", yuanba.notices.rules.VisitState["WAITING"])),
                        fields=("matter",),
                        name="visit_waits_once_per_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.notices.rules.VisitState["DONE"]), _negated=True
                            ),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_done_by_somebody",
                    ),
                ],
            },
        ),
    ]
