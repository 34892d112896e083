"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.ids
import yuanba.duties.rules
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("duties", "0001_initial"),
        ("duties", "0002_list_items"),
        ("duties", "0003_lane_names"),
    ]

    initial = True

    dependencies = [
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
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
                ("code", models.CharField(max_length=8, unique=True)),
                ("branch", models.CharField(blank=True, max_length=8)),
                ("word", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=80)),
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
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committee", "committee"),
                            ("grid", "grid"),
                            ("council", "council"),
                            ("joint", "joint"),
                            ("mediation", "mediation"),
                            ("property", "property"),
                            ("owners", "owners"),
                            ("supervision", "supervision"),
                            ("street", "street"),
                            ("window", "window"),
                            ("police", "police"),
                            ("fire", "fire"),
                            ("urban", "urban"),
                            ("housing", "housing"),
                            ("transport", "transport"),
                            ("resources", "resources"),
                            ("ecology", "ecology"),
                            ("water", "water"),
                            ("agri", "agri"),
                            ("forest", "forest"),
                            ("market", "market"),
                            ("emergency", "emergency"),
                            ("civil", "civil"),
                            ("hr", "hr"),
                            ("health", "health"),
                            ("medicare", "medicare"),
                            ("edu", "edu"),
                            ("culture", "culture"),
                            ("justice", "justice"),
                            ("petition", "petition"),
                            ("utility", "utility"),
                            ("self", "self"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount", models.IntegerField(default=0)),
                (
                    "limit_unit",
                    models.CharField(
                        choices=[
                            ("hours", "hours"),
                            ("workhours", "workhours"),
                            ("days", "days"),
                            ("workdays", "workdays"),
                        ],
                        default="workdays",
                        max_length=9,
                    ),
                ),
                ("restricted", models.BooleanField(default=False)),
                ("refer", models.CharField(blank=True, max_length=60)),
                ("links", models.CharField(blank=True, max_length=60)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("active", models.BooleanField(default=True)),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("branch", ""),
                            models.Q(
                                models.Q(("lane", ""), _negated=True),
                                models.Q(("unit_kind", ""), _negated=True),
                                ("amount__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="category_leaf_is_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListItem",
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
                    "list",
                    models.CharField(
                        choices=[("duty", "duty"), ("pause", "pause"), ("void", "void")],
                        max_length=5,
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=80)),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committee", "committee"),
                            ("grid", "grid"),
                            ("council", "council"),
                            ("joint", "joint"),
                            ("mediation", "mediation"),
                            ("property", "property"),
                            ("owners", "owners"),
                            ("supervision", "supervision"),
                            ("street", "street"),
                            ("window", "window"),
                            ("police", "police"),
                            ("fire", "fire"),
                            ("urban", "urban"),
                            ("housing", "housing"),
                            ("transport", "transport"),
                            ("resources", "resources"),
                            ("ecology", "ecology"),
                            ("water", "water"),
                            ("agri", "agri"),
                            ("forest", "forest"),
                            ("market", "market"),
                            ("emergency", "emergency"),
                            ("civil", "civil"),
                            ("hr", "hr"),
                            ("health", "health"),
                            ("medicare", "medicare"),
                            ("edu", "edu"),
                            ("culture", "culture"),
                            ("justice", "justice"),
                            ("petition", "petition"),
                            ("utility", "utility"),
                            ("self", "self"),
                        ],
                        max_length=12,
                    ),
                ),
                ("days", models.IntegerField(default=0)),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("list", "code"), name="list_item_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("list", yuanba.duties.rules.ListKind["DUTY"]), _negated=True),
                            models.Q(("unit_kind", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="list_item_of_duty_names_who_leads",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("list", yuanba.duties.rules.ListKind["PAUSE"]), _negated=True
                            ),
                            models.Q(("days__gte", 1), ("days__lte", 180)),
                            _connector="OR",
                        ),
                        name="list_item_of_pause_has_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaneName",
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
                (
                    "lane",
                    models.CharField(
                        choices=[
                            ("government", "government"),
                            ("communal", "communal"),
                            ("personal", "personal"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=6)),
                ("name_en", models.CharField(max_length=20)),
                ("meeting", models.CharField(blank=True, max_length=60)),
                ("leads", models.CharField(blank=True, max_length=60)),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("whenever", "whenever"),
                            ("weekly", "weekly"),
                            ("monthly", "monthly"),
                            ("quarterly", "quarterly"),
                            ("halfyearly", "halfyearly"),
                        ],
                        max_length=10,
                    ),
                ),
                ("neighbours", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "lane"), name="lane_named_once_a_county"
                    )
                ],
            },
        ),
    ]
