"""The tables of this context as they stood on 27 November 2026, in one step."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
import yuanba.councils.rules.kinds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("councils", "0001_initial")]

    initial = True

    dependencies = [
        ("matters", "0001_squashed"),
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
        ("problems", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
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
                        related_name="bodies",
                        to="places.place",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assembly", "assembly"),
                            ("delegates", "delegates"),
                            ("subgroup", "subgroup"),
                            ("committee", "committee"),
                            ("committees", "committees"),
                            ("branch", "branch"),
                            ("party", "party"),
                            ("supervision", "supervision"),
                            ("mediation", "mediation"),
                            ("council", "council"),
                            ("moral", "moral"),
                            ("ceremony", "ceremony"),
                            ("owners", "owners"),
                            ("joint", "joint"),
                            ("courtyard", "courtyard"),
                            ("collective", "collective"),
                            ("coop", "coop"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("rule", models.CharField(blank=True, max_length=12)),
                ("since", models.DateField()),
                ("term_ends", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("place", "name"),
                        name="body_name_once_per_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="body_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountyFlow",
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
                ("code", models.CharField(max_length=24)),
                ("version", models.IntegerField()),
                ("text", models.TextField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "code", "version"), name="flow_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="flow_version_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
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
                        related_name="procedures",
                        to="places.place",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("flow", models.CharField(max_length=24)),
                ("version", models.IntegerField()),
                ("name", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=200)),
                ("steps", yuanba.base.fields.Facts(default=list)),
                ("title", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=1000)),
                ("cost_fen", models.BigIntegerField(default=0)),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="matters.matter",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedures",
                        to="problems.problem",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("at", models.IntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "-id"], name="procedure_place"),
                    models.Index(fields=["county_id", "state", "-id"], name="procedure_county"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("at__gte", 1)), name="procedure_at_a_step"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.councils.rules.kinds.ProcedureState["DROPPED"]),
                                _negated=True,
                            ),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="procedure_dropped_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleRow",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=60)),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("assembly", "assembly"),
                            ("delegates", "delegates"),
                            ("subgroup", "subgroup"),
                            ("committee", "committee"),
                            ("committees", "committees"),
                            ("branch", "branch"),
                            ("party", "party"),
                            ("supervision", "supervision"),
                            ("mediation", "mediation"),
                            ("council", "council"),
                            ("moral", "moral"),
                            ("ceremony", "ceremony"),
                            ("owners", "owners"),
                            ("joint", "joint"),
                            ("courtyard", "courtyard"),
                            ("collective", "collective"),
                            ("coop", "coop"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("households", "households"),
                            ("adults", "adults"),
                            ("voters", "voters"),
                            ("members", "members"),
                            ("owners", "owners"),
                            ("area", "area"),
                            ("votes", "votes"),
                            ("affected", "affected"),
                        ],
                        max_length=10,
                    ),
                ),
                ("valid", models.CharField(blank=True, max_length=200)),
                ("decides", models.CharField(blank=True, max_length=200)),
                ("initiative", models.CharField(blank=True, max_length=200)),
                ("notice_days", models.IntegerField(default=0)),
                ("publicity_days", models.IntegerField(default=0)),
                ("proxies", models.IntegerField(default=0)),
                ("leave_out", models.BooleanField(default=False)),
                ("paper_only", models.BooleanField(default=False)),
                ("composition", yuanba.base.fields.Facts(default=dict)),
                ("source", models.CharField(max_length=120)),
                ("article", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("carried", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("county__isnull", True)),
                        fields=("code", "since"),
                        name="shipped_rule_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("county__isnull", False)),
                        fields=("county", "code", "since"),
                        name="county_rule_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="rule_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("article", ""), _negated=True),
                        ),
                        name="rule_names_its_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                        related_name="meetings",
                        to="places.place",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                (
                    "procedure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="councils.procedure",
                    ),
                ),
                ("step", models.IntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="councils.body",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.rulerow",
                    ),
                ),
                ("confirmed", models.BooleanField(default=False)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("households", "households"),
                            ("adults", "adults"),
                            ("voters", "voters"),
                            ("members", "members"),
                            ("owners", "owners"),
                            ("area", "area"),
                            ("votes", "votes"),
                            ("affected", "affected"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("agenda", models.CharField(max_length=1000)),
                ("venue", models.CharField(max_length=60)),
                ("host", models.CharField(blank=True, max_length=40)),
                ("starts_at", models.DateTimeField()),
                (
                    "again_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="again",
                        to="councils.meeting",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("called", "called"),
                            ("open", "open"),
                            ("held", "held"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="called",
                        max_length=9,
                    ),
                ),
                ("called_at", models.DateTimeField()),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("minutes", models.CharField(blank=True, max_length=4000)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[("ballots", "ballots"), ("agreed", "agreed"), ("none", "none")],
                        max_length=7,
                    ),
                ),
                ("checks", yuanba.base.fields.Facts(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "-starts_at"], name="meeting_place"),
                    models.Index(fields=["county_id", "-starts_at"], name="meeting_county"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.councils.rules.kinds.MeetingState["CALLED"],
                                    yuanba.councils.rules.kinds.MeetingState["OPEN"],
                                ],
                            ),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meeting_over_was_ended",
                    )
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="councils.body",
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
                ("lead", models.BooleanField(default=False)),
                ("woman", models.BooleanField(default=False)),
                ("delegate", models.BooleanField(default=False)),
                ("relative", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("body", "name"),
                        name="one_seat_in_a_body",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True), ("lead", True)),
                        fields=("body",),
                        name="one_lead_in_a_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="councils.procedure",
                    ),
                ),
                ("n", models.IntegerField()),
                ("text", models.CharField(max_length=1500)),
                ("where", models.CharField(max_length=120)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="posting_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmed",
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
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmed",
                        to="councils.rulerow",
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("on", models.DateField()),
                ("read", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("row", "county"), name="rule_confirmed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="councils.procedure",
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("owner", models.CharField(max_length=60)),
                ("due", models.DateField()),
                ("result", models.CharField(blank=True, max_length=300)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_done_says_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="councils.meeting",
                    ),
                ),
                ("n", models.IntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hands", "hands"),
                            ("open", "open"),
                            ("paper", "paper"),
                            ("bean", "bean"),
                        ],
                        max_length=5,
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("seats", models.IntegerField(default=1)),
                ("motion", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("open", "open"),
                            ("stopped", "stopped"),
                            ("settled", "settled"),
                        ],
                        default="draft",
                        max_length=7,
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("bases", yuanba.base.fields.Facts(default=dict)),
                ("phone", yuanba.base.fields.Facts(default=dict)),
                ("result", yuanba.base.fields.Facts(default=dict)),
                ("passed", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "n"), name="ballot_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1)), name="ballot_seats_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.councils.rules.kinds.BallotState["SETTLED"]),
                                _negated=True,
                            ),
                            ("passed__isnull", False),
                            _connector="OR",
                        ),
                        name="ballot_settled_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll",
                        to="councils.meeting",
                    ),
                ),
                ("n", models.IntegerField()),
                ("name", models.CharField(max_length=40)),
                ("where", models.CharField(blank=True, max_length=120)),
                ("group", models.CharField(blank=True, max_length=60)),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.household",
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
                ("adults", models.IntegerField(default=1)),
                ("area", models.BigIntegerField(default=0)),
                ("affected", models.BooleanField(default=False)),
                ("out", models.CharField(blank=True, max_length=200)),
                ("came_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("list", "list"), ("card", "card"), ("two", "two")],
                        max_length=4,
                    ),
                ),
                ("persons", models.IntegerField(default=0)),
                ("who", models.CharField(blank=True, max_length=40)),
                ("second", models.CharField(blank=True, max_length=40)),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="councils.entry",
                    ),
                ),
                ("written_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "n"), name="entry_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("household__isnull", False)),
                        fields=("meeting", "household"),
                        name="household_once_on_a_roll",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("meeting", "person"),
                        name="person_once_on_a_roll",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("persons__gte", 0),
                            ("persons__lte", models.F("adults")),
                            ("adults__gte", 0),
                        ),
                        name="entry_persons_fit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holder__isnull", True),
                            models.Q(
                                models.Q(("holder", models.F("id")), _negated=True),
                                ("written_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="entry_holder_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("how", yuanba.councils.rules.kinds.How["TWO"]), _negated=True
                            ),
                            models.Q(("second", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="entry_by_two_has_a_second",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepDone",
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
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="done",
                        to="councils.procedure",
                    ),
                ),
                ("n", models.IntegerField()),
                ("passed", models.BooleanField()),
                ("on", models.DateField()),
                ("who", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("expected", models.IntegerField(null=True)),
                ("attended", models.IntegerField(null=True)),
                ("agreed", models.IntegerField(null=True)),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.rulerow",
                    ),
                ),
                ("confirmed", models.BooleanField(default=True)),
                ("checks", yuanba.base.fields.Facts(default=list)),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.meeting",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("passed", True)),
                        fields=("procedure", "n"),
                        name="step_passed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attended__isnull", True),
                            models.Q(
                                ("attended__gte", 0),
                                ("attended__lte", models.F("expected")),
                                models.Q(
                                    ("agreed__isnull", True),
                                    models.Q(
                                        ("agreed__gte", 0), ("agreed__lte", models.F("attended"))
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="step_counts_fit",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="councils.meeting",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(max_length=300)),
                ("adopted", models.BooleanField(null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted__isnull", True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suggestion_answered_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="councils.meeting",
                    ),
                ),
                ("on", models.DateField()),
                ("how", models.CharField(max_length=60)),
                ("whom", models.CharField(max_length=120)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
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
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="councils.ballot",
                    ),
                ),
                ("n", models.IntegerField()),
                ("text", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "n"), name="choice_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
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
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="councils.ballot",
                    ),
                ),
                ("round", models.IntegerField(default=1)),
                (
                    "teller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("counts", yuanba.base.fields.Facts(default=dict)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ballot", "round", "teller"), name="teller_once_a_round"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
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
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="councils.ballot",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="councils.entry",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("phone", "phone"), ("table", "table"), ("proxy", "proxy")],
                        max_length=5,
                    ),
                ),
                (
                    "choice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.choice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "entry"), name="one_vote_each_ballot")
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="slip",
                        serialize=False,
                        to="councils.mark",
                    ),
                ),
                ("chosen", yuanba.base.fields.Sealed()),
            ],
        ),
    ]
