"""The tables of matters, the index of words, and no chains of merged matters."""

import django.db.models.deletion
import yuanba.base.fields
import yuanba.base.ids
import yuanba.duties.rules
import yuanba.matters.rules.asking
import yuanba.matters.rules.concerns
import yuanba.matters.rules.contest
import yuanba.matters.rules.exclusion
import yuanba.matters.rules.sampling
import yuanba.matters.rules.speaking
import yuanba.matters.rules.states
from django.conf import settings
from django.db import migrations, models


def index_of_words(apps, schema_editor):
    """matters/store_search.py. No model: each database has its own kind of table. `rowid` is the
    matter's id; FTS5 calls it so, and the statements are the same for both."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE TABLE matters_words (rowid bigint PRIMARY KEY"
            " REFERENCES matters_matter (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
            " stamp text NOT NULL, words tsvector NOT NULL)"
        )
        schema_editor.execute(
            "CREATE INDEX matters_words_gin ON matters_words USING gin (words)"
            " WITH (fastupdate = off)"
        )
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE matters_words USING fts5"
            "(words, stamp UNINDEXED, tokenize = 'unicode61 remove_diacritics 0')"
        )


CHAIN = (
    "EXISTS (SELECT 1 FROM matters_duplicate d WHERE d.matter_id = NEW.into_id)"
    " OR EXISTS (SELECT 1 FROM matters_duplicate d WHERE d.into_id = NEW.matter_id)"
)
WORDS = "matters_duplicate: no chains"


def no_chains(apps, schema_editor):
    """A main matter does not go along with another, and one going along has none of its own."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION yuanba_no_chains() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {CHAIN} THEN RAISE EXCEPTION USING MESSAGE = '{WORDS}',"
            " ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER duplicate_no_chains AFTER INSERT OR UPDATE ON matters_duplicate"
            " FOR EACH ROW EXECUTE FUNCTION yuanba_no_chains()"
        )
        return
    for word in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER duplicate_no_chains_{word.lower()} AFTER {word} ON matters_duplicate"
            f" WHEN {CHAIN} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


class Migration(migrations.Migration):
    replaces = [
        ("matters", "0001_initial"),
        ("matters", "0002_ask"),
        ("matters", "0003_speaking"),
        ("matters", "0004_pause"),
        ("matters", "0005_saved_views"),
        ("matters", "0006_search"),
        ("matters", "0007_matter_merged"),
        ("matters", "0008_second_look"),
        ("matters", "0009_exclusion"),
        ("matters", "0010_duplicate"),
        ("matters", "0011_duplicate_no_chains"),
        ("matters", "0012_voice"),
        ("matters", "0013_settling"),
        ("matters", "0014_helpers"),
        ("matters", "0015_void"),
        ("matters", "0016_matter_concerned_concern"),
        ("matters", "0017_contact_sealed"),
        ("matters", "0018_alarm"),
        ("matters", "0019_speaking_sealed"),
        ("matters", "0020_waiting_by_its_own_index"),
        ("matters", "0021_savedview_page"),
        ("matters", "0022_showing"),
        ("matters", "0023_chosen_lane"),
        ("matters", "0024_contact_disowned"),
    ]

    initial = True

    dependencies = [
        ("duties", "0001_squashed"),
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
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
                ("version", models.IntegerField(db_default=1, default=1)),
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
                ("grid_id", models.BigIntegerField(null=True)),
                ("spot", models.CharField(blank=True, db_default="", default="", max_length=120)),
                ("register_id", models.BigIntegerField()),
                ("year", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("number", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=2000)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "phone"),
                            ("window", "window"),
                            ("call", "call"),
                            ("visit", "visit"),
                            ("service", "service"),
                            ("patrol", "patrol"),
                            ("hotline", "hotline"),
                            ("paper", "paper"),
                            ("import", "import"),
                        ],
                        max_length=8,
                    ),
                ),
                ("nature", models.CharField(blank=True, db_default="", default="", max_length=12)),
                (
                    "outside_number",
                    models.CharField(blank=True, db_default="", default="", max_length=60),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                ("happened_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("accepted", "accepted"),
                            ("triaged", "triaged"),
                            ("assigned", "assigned"),
                            ("doing", "doing"),
                            ("finished", "finished"),
                            ("replied", "replied"),
                            ("evaluated", "evaluated"),
                            ("closed", "closed"),
                            ("refused", "refused"),
                            ("merged", "merged"),
                        ],
                        default="reported",
                        max_length=9,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("village", "village"),
                            ("township", "township"),
                            ("county", "county"),
                        ],
                        db_default="village",
                        default="village",
                        max_length=8,
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
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "chosen_lane",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("government", "government"),
                            ("communal", "communal"),
                            ("personal", "personal"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.category",
                    ),
                ),
                ("restricted", models.BooleanField(db_default=False, default=False)),
                ("concerned", models.BooleanField(db_default=False, default=False)),
                ("reason", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("onspot", "onspot"),
                            ("onsite", "onsite"),
                            ("duty", "duty"),
                            ("talk", "talk"),
                            ("guide", "guide"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                    ),
                ),
                ("clock_at", models.DateTimeField()),
                ("amount", models.IntegerField()),
                (
                    "limit_unit",
                    models.CharField(
                        choices=[
                            ("hours", "hours"),
                            ("workhours", "workhours"),
                            ("days", "days"),
                            ("workdays", "workdays"),
                        ],
                        max_length=9,
                    ),
                ),
                ("extra_days", models.IntegerField(db_default=0, default=0)),
                ("due_at", models.DateTimeField()),
                ("provisional", models.BooleanField(db_default=False, default=False)),
                ("extension_days", models.IntegerField(db_default=0, default=0)),
                (
                    "extension_reason",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "extension_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pause_since", models.DateTimeField(null=True)),
                ("paused_until", models.DateField(null=True)),
                (
                    "pause_ground",
                    models.CharField(blank=True, db_default="", default="", max_length=12),
                ),
                (
                    "pause_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("again", "again"),
                            ("convened", "convened"),
                            ("leader", "leader"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                    ),
                ),
                ("settling_since", models.DateTimeField(null=True)),
                ("unit_fixed", models.BooleanField(db_default=False, default=False)),
                ("sides", models.IntegerField(db_default=0, default=0)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("late", models.BooleanField(null=True)),
                (
                    "finished_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "answered"),
                            ("solved", "solved"),
                            ("explained", "explained"),
                            ("waiting", "waiting"),
                            ("referred", "referred"),
                        ],
                        db_default="",
                        default="",
                        max_length=9,
                    ),
                ),
                (
                    "result",
                    models.CharField(blank=True, db_default="", default="", max_length=2000),
                ),
                (
                    "guidance",
                    models.CharField(blank=True, db_default="", default="", max_length=2000),
                ),
                ("review_on", models.DateField(null=True)),
                (
                    "referred_to",
                    models.CharField(blank=True, db_default="", default="", max_length=120),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("emergency", "emergency"),
                            ("statutory", "statutory"),
                            ("petition", "petition"),
                            ("repeated", "repeated"),
                            ("privacy", "privacy"),
                            ("outside", "outside"),
                            ("unlawful", "unlawful"),
                            ("void", "void"),
                        ],
                        db_default="",
                        default="",
                        max_length=9,
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                ("reply", models.CharField(blank=True, db_default="", default="", max_length=2000)),
                (
                    "reply_how",
                    models.CharField(blank=True, db_default="", default="", max_length=20),
                ),
                ("attempts", models.IntegerField(db_default=0, default=0)),
                ("evaluated_at", models.DateTimeField(null=True)),
                ("solved", models.BooleanField(null=True)),
                ("satisfied", models.BooleanField(null=True)),
                ("rated_by", models.CharField(blank=True, db_default="", default="", max_length=8)),
                (
                    "hardship",
                    models.CharField(
                        blank=True,
                        choices=[("", ""), ("none", "none"), ("aid", "aid")],
                        db_default="",
                        default="",
                        max_length=5,
                    ),
                ),
                ("reopen_asked_at", models.DateTimeField(null=True)),
                (
                    "reopen_reason",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                ("disputed", models.BooleanField(db_default=False, default=False)),
                ("reopened", models.IntegerField(db_default=0, default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed", models.BooleanField(null=True)),
                (
                    "evidence",
                    models.CharField(blank=True, db_default="", default="", max_length=500),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["county_id", "due_at", "id"],
                        name="matter_open_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["county_id", "state", "due_at", "id"],
                        name="matter_state_county",
                    ),
                    models.Index(
                        condition=models.Q(("reopen_asked_at__isnull", False)),
                        fields=["county_id", "due_at", "id"],
                        name="matter_again_county",
                    ),
                    models.Index(
                        condition=models.Q(("extension_by__isnull", False)),
                        fields=["county_id", "due_at", "id"],
                        name="matter_extend_county",
                    ),
                    models.Index(
                        fields=["county_id", "-reported_at", "-id"], name="matter_reg_county"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["township_id", "due_at", "id"],
                        name="matter_open_township",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["township_id", "state", "due_at", "id"],
                        name="matter_state_township",
                    ),
                    models.Index(
                        condition=models.Q(("reopen_asked_at__isnull", False)),
                        fields=["township_id", "due_at", "id"],
                        name="matter_again_township",
                    ),
                    models.Index(
                        condition=models.Q(("extension_by__isnull", False)),
                        fields=["township_id", "due_at", "id"],
                        name="matter_extend_township",
                    ),
                    models.Index(
                        fields=["township_id", "-reported_at", "-id"], name="matter_reg_township"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["village_id", "due_at", "id"],
                        name="matter_open_village",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["village_id", "state", "due_at", "id"],
                        name="matter_state_village",
                    ),
                    models.Index(
                        condition=models.Q(("reopen_asked_at__isnull", False)),
                        fields=["village_id", "due_at", "id"],
                        name="matter_again_village",
                    ),
                    models.Index(
                        condition=models.Q(("extension_by__isnull", False)),
                        fields=["village_id", "due_at", "id"],
                        name="matter_extend_village",
                    ),
                    models.Index(
                        fields=["village_id", "-reported_at", "-id"], name="matter_reg_village"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["grid_id", "due_at", "id"],
                        name="matter_open_grid",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["grid_id", "state", "due_at", "id"],
                        name="matter_state_grid",
                    ),
                    models.Index(
                        condition=models.Q(("reopen_asked_at__isnull", False)),
                        fields=["grid_id", "due_at", "id"],
                        name="matter_again_grid",
                    ),
                    models.Index(
                        condition=models.Q(("extension_by__isnull", False)),
                        fields=["grid_id", "due_at", "id"],
                        name="matter_extend_grid",
                    ),
                    models.Index(fields=["grid_id", "-reported_at", "-id"], name="matter_reg_grid"),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["unit", "due_at", "id"],
                        name="matter_open_unit",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["CLOSED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["unit", "state", "due_at", "id"],
                        name="matter_state_unit",
                    ),
                    models.Index(
                        condition=models.Q(("reopen_asked_at__isnull", False)),
                        fields=["unit", "due_at", "id"],
                        name="matter_again_unit",
                    ),
                    models.Index(
                        condition=models.Q(("extension_by__isnull", False)),
                        fields=["unit", "due_at", "id"],
                        name="matter_extend_unit",
                    ),
                    models.Index(fields=["unit", "-reported_at", "-id"], name="matter_reg_unit"),
                    models.Index(fields=["number"], name="matter_number"),
                    models.Index(
                        condition=models.Q(("outside_number", ""), _negated=True),
                        fields=["outside_number"],
                        name="matter_outside",
                    ),
                    models.Index(
                        condition=models.Q(("pause_since__isnull", False)),
                        fields=["due_at", "id"],
                        name="matter_paused",
                    ),
                    models.Index(
                        condition=models.Q(("review_on__isnull", False)),
                        fields=["due_at", "id"],
                        name="matter_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("settling_since__isnull", False)),
                        fields=["due_at", "id"],
                        name="matter_settling",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register_id", "year", "seq"), name="matter_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="matter_seq_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.states.State["ACCEPTED"],
                                    yuanba.matters.rules.states.State["MERGED"],
                                    yuanba.matters.rules.states.State["REFUSED"],
                                    yuanba.matters.rules.states.State["REPORTED"],
                                ],
                            ),
                            models.Q(
                                models.Q(("lane", ""), _negated=True),
                                ("category__isnull", False),
                                ("unit__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                                ("accepted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matter_sorted_has_lane_category_unit_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", True),
                            ("supervisor__isnull", True),
                            models.Q(("owner", models.F("supervisor")), _negated=True),
                            _connector="OR",
                        ),
                        name="matter_owner_is_not_supervisor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.matters.rules.states.State["REFUSED"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("refusal", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="matter_refused_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pause_since__isnull", True), ("paused_until__isnull", True)),
                            models.Q(
                                ("pause_by__isnull", False),
                                ("pause_since__isnull", False),
                                models.Q(("pause_ground", ""), _negated=True),
                                (
                                    "state__in",
                                    [
                                        yuanba.matters.rules.states.State["ACCEPTED"],
                                        yuanba.matters.rules.states.State["ASSIGNED"],
                                        yuanba.matters.rules.states.State["DOING"],
                                        yuanba.matters.rules.states.State["REPORTED"],
                                        yuanba.matters.rules.states.State["TRIAGED"],
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="matter_paused_only_while_it_runs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settling", ""), ("settling_since__isnull", True)),
                            models.Q(
                                models.Q(("settling", ""), _negated=True),
                                ("settling_since__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matter_settling_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        yuanba.matters.rules.states.State["FINISHED"],
                                        yuanba.matters.rules.states.State["REPLIED"],
                                        yuanba.matters.rules.states.State["EVALUATED"],
                                        yuanba.matters.rules.states.State["CLOSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(
                                    ("finished_at__isnull", False),
                                    ("channel", yuanba.matters.rules.states.Channel["IMPORT"]),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="matter_replied_has_an_ending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("solved__isnull", True),
                            models.Q(("rated_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="matter_evaluated_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.matters.rules.states.State["CLOSED"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("evidence", ""), _negated=True),
                                models.Q(
                                    models.Q(("confirmed", True), ("solved", True)),
                                    models.Q(
                                        ("attempts__gte", 2),
                                        ("confirmed", False),
                                        ("solved__isnull", True),
                                    ),
                                    models.Q(
                                        ("confirmed", False), ("disputed", True), ("solved", False)
                                    ),
                                    models.Q(
                                        ("channel", yuanba.matters.rules.states.Channel["IMPORT"]),
                                        ("confirmed__isnull", True),
                                        ("solved__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="matter_closed_is_confirmed_or_tried",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lane", yuanba.duties.rules.Lane["PERSONAL"]),
                                ("state", yuanba.matters.rules.states.State["CLOSED"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("guidance", ""), _negated=True),
                                models.Q(("hardship", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="matter_personal_closed_with_guidance_and_check",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Arbiter",
            fields=[
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
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
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Draw",
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
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("salt", models.CharField(max_length=64)),
                ("commitment", models.CharField(max_length=64)),
                ("begun_at", models.DateTimeField()),
                ("drawn_at", models.DateTimeField(null=True)),
                ("per_mille", models.IntegerField(null=True)),
                ("source", models.CharField(blank=True, default="", max_length=200)),
                ("closed", models.IntegerField(null=True)),
                ("wanted", models.IntegerField(null=True)),
                ("seed", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county", "first"), name="draw_once_a_week"),
                    models.CheckConstraint(
                        condition=models.Q(("last__gt", models.F("first"))),
                        name="draw_week_has_seven_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drawn_at__isnull", True),
                            models.Q(
                                ("closed__isnull", False),
                                ("per_mille__isnull", False),
                                models.Q(("seed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="draw_done_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ground",
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
                ("code", models.CharField(max_length=20)),
                ("text", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "verified_by",
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
                        condition=models.Q(("until", None)),
                        fields=("county", "code"),
                        name="ground_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="ground_has_text_and_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Register",
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
                ("register_id", models.BigIntegerField()),
                ("year", models.IntegerField()),
                ("last", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("register_id", "year"), name="register_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("place_id", models.BigIntegerField(null=True)),
                (
                    "page",
                    models.CharField(
                        choices=[("register", "register"), ("queue", "queue")],
                        default="register",
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=20)),
                ("query", models.CharField(max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "page", "name"), name="view_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
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
                ("per_mille", models.IntegerField()),
                ("source", models.CharField(max_length=200)),
                ("since", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county", "since"), name="share_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("per_mille__gte", 1), ("per_mille__lte", 1000)),
                        name="share_is_some_of_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alarm",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("day", models.DateField()),
                ("n", models.IntegerField()),
                ("at", models.DateTimeField()),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "day"), name="alarm_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seen_by__isnull", True),
                            models.Q(
                                models.Q(("seen_by", models.F("person")), _negated=True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="alarm_noted_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="receipt",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("lookup", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="Concern",
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
                        related_name="concerns",
                        to="matters.matter",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("unit", "unit"),
                            ("place", "place"),
                            ("household", "household"),
                            ("other", "other"),
                        ],
                        max_length=9,
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
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
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
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=80)),
                ("why", models.CharField(max_length=300)),
                (
                    "hearing",
                    models.CharField(
                        choices=[
                            ("here", "here"),
                            ("township", "township"),
                            ("county", "county"),
                            ("watch", "watch"),
                        ],
                        max_length=8,
                    ),
                ),
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
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lift_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=["matter"],
                        name="concern_stands",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", yuanba.matters.rules.concerns.ConcernKind["OTHER"]),
                                models.Q(("said", ""), _negated=True),
                                ("person__isnull", True),
                                ("unit__isnull", True),
                                ("household__isnull", True),
                                ("place__isnull", True),
                            ),
                            models.Q(
                                ("kind", yuanba.matters.rules.concerns.ConcernKind["PERSON"]),
                                ("person__isnull", False),
                                ("unit__isnull", True),
                                ("household__isnull", True),
                                ("place__isnull", True),
                            ),
                            models.Q(
                                ("kind", yuanba.matters.rules.concerns.ConcernKind["UNIT"]),
                                ("person__isnull", True),
                                ("unit__isnull", False),
                                ("household__isnull", True),
                                ("place__isnull", True),
                            ),
                            models.Q(
                                ("kind", yuanba.matters.rules.concerns.ConcernKind["HOUSEHOLD"]),
                                ("person__isnull", True),
                                ("unit__isnull", True),
                                ("household__isnull", False),
                                ("place__isnull", True),
                            ),
                            models.Q(
                                ("kind", yuanba.matters.rules.concerns.ConcernKind["PLACE"]),
                                ("person__isnull", True),
                                ("unit__isnull", True),
                                ("household__isnull", True),
                                ("place__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="concern_names_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at__isnull", True),
                            models.Q(
                                ("lifted_by__isnull", False),
                                models.Q(("lift_reason", ""), _negated=True),
                                models.Q(
                                    ("by__isnull", True),
                                    models.Q(("by", models.F("lifted_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="concern_lifted_by_somebody_else_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
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
                        related_name="asks",
                        to="matters.matter",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("urge", "urge"), ("objection", "objection")], max_length=9
                    ),
                ),
                ("why", models.CharField(blank=True, default="", max_length=300)),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("grid_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("kept_lane", models.CharField(blank=True, default="", max_length=10)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["county_id", "kind"],
                        name="ask_waits_county",
                    ),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["township_id", "kind"],
                        name="ask_waits_township",
                    ),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["village_id", "kind"],
                        name="ask_waits_village",
                    ),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["grid_id", "kind"],
                        name="ask_waits_grid",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("matter", "kind"),
                        name="ask_waits_once_per_matter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", yuanba.matters.rules.asking.Asked["OBJECTION"]),
                                _negated=True,
                            ),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ask_objection_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
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
                        related_name="contests",
                        to="matters.matter",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("why", models.CharField(max_length=300)),
                ("said_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("granted", "granted"),
                            ("answered", "answered"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reply", models.CharField(blank=True, default="", max_length=300)),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.matters.rules.contest.Reply["WAITING"])
                        ),
                        fields=["county_id", "id"],
                        name="contest_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.matters.rules.contest.Reply["WAITING"])
                        ),
                        fields=["township_id", "id"],
                        name="contest_township",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", yuanba.matters.rules.contest.Reply["WAITING"])
                        ),
                        fields=["village_id", "id"],
                        name="contest_village",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", yuanba.matters.rules.contest.Reply["WAITING"]),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contest_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", yuanba.matters.rules.contest.Reply["ANSWERED"]),
                                _negated=True,
                            ),
                            models.Q(("reply", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contest_answered_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Convening",
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
                        related_name="convenings",
                        to="matters.matter",
                    ),
                ),
                (
                    "settling",
                    models.CharField(
                        choices=[("convened", "convened"), ("leader", "leader")], max_length=8
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
                    "leader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("meet_on", models.DateField()),
                ("convened_at", models.DateTimeField()),
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
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("units", models.ManyToManyField(related_name="+", to="people.unit")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)),
                        fields=["place", "meet_on", "id"],
                        name="convening_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("matter",),
                        name="convening_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("unit__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="convening_decided_by_somebody_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Drawn",
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="matters.draw",
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
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("village_id", models.BigIntegerField()),
                ("rank", models.IntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("unreached", "unreached"),
                            ("solved", "solved"),
                            ("unsolved", "unsolved"),
                            ("skipped", "skipped"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("why", models.CharField(blank=True, default="", max_length=300)),
                ("tries", models.IntegerField(default=0)),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
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
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.sampling.Answer["UNREACHED"],
                                    yuanba.matters.rules.sampling.Answer["WAITING"],
                                ],
                            )
                        ),
                        fields=["county_id", "id"],
                        name="drawn_to_ask_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.sampling.Answer["UNREACHED"],
                                    yuanba.matters.rules.sampling.Answer["WAITING"],
                                ],
                            )
                        ),
                        fields=["township_id", "id"],
                        name="drawn_to_ask_township",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.sampling.Answer["UNREACHED"],
                                    yuanba.matters.rules.sampling.Answer["WAITING"],
                                ],
                            )
                        ),
                        fields=["village_id", "id"],
                        name="drawn_to_ask_village",
                    ),
                    models.Index(fields=["township_id", "-id"], name="drawn_township"),
                    models.Index(fields=["village_id", "-id"], name="drawn_village"),
                    models.Index(fields=["county_id", "-id"], name="drawn_county"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "matter"), name="drawn_once"),
                    models.UniqueConstraint(fields=("draw", "rank"), name="drawn_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.sampling.Answer["WAITING"],
                                    yuanba.matters.rules.sampling.Answer["SKIPPED"],
                                ],
                            ),
                            models.Q(("asked_at__isnull", False), ("asked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="drawn_answer_has_an_asker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    yuanba.matters.rules.sampling.Answer["WAITING"],
                                    yuanba.matters.rules.sampling.Answer["SOLVED"],
                                ],
                            ),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="drawn_no_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
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
                        related_name="endings",
                        to="matters.matter",
                    ),
                ),
                ("n", models.IntegerField()),
                ("due_at", models.DateTimeField()),
                ("late", models.BooleanField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=9)),
                ("refusal", models.CharField(blank=True, max_length=9)),
                ("replied_at", models.DateTimeField(null=True)),
                ("solved", models.BooleanField(null=True)),
                ("satisfied", models.BooleanField(null=True)),
                ("rated_by", models.CharField(blank=True, max_length=8)),
                ("closed_at", models.DateTimeField(null=True)),
                ("confirmed", models.BooleanField(null=True)),
                ("reopened_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "n"), name="ending_once"),
                    models.CheckConstraint(
                        condition=models.Q(("n__gte", 1)), name="ending_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
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
                        related_name="exclusions",
                        to="matters.matter",
                    ),
                ),
                (
                    "ground",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.ground",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("denied", "denied"),
                            ("excluded", "excluded"),
                            ("objected", "objected"),
                            ("upheld", "upheld"),
                            ("lifted", "lifted"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
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
                ("objection", models.CharField(blank=True, default="", max_length=300)),
                ("objected_at", models.DateTimeField(null=True)),
                ("settled", models.CharField(blank=True, default="", max_length=300)),
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
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    yuanba.matters.rules.exclusion.Stage["ASKED"],
                                    yuanba.matters.rules.exclusion.Stage["OBJECTED"],
                                ],
                            )
                        ),
                        fields=["county_id", "id"],
                        name="exclusion_county",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    yuanba.matters.rules.exclusion.Stage["ASKED"],
                                    yuanba.matters.rules.exclusion.Stage["OBJECTED"],
                                ],
                            )
                        ),
                        fields=["township_id", "id"],
                        name="exclusion_township",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    yuanba.matters.rules.exclusion.Stage["ASKED"],
                                    yuanba.matters.rules.exclusion.Stage["EXCLUDED"],
                                    yuanba.matters.rules.exclusion.Stage["OBJECTED"],
                                    yuanba.matters.rules.exclusion.Stage["UPHELD"],
                                ],
                            )
                        ),
                        fields=("matter",),
                        name="exclusion_living_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", yuanba.matters.rules.exclusion.Stage["ASKED"]),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exclusion_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stage__in",
                                    [
                                        yuanba.matters.rules.exclusion.Stage["UPHELD"],
                                        yuanba.matters.rules.exclusion.Stage["LIFTED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                ("settled_by__isnull", False),
                                ("settled_at__isnull", False),
                                models.Q(("settled", ""), _negated=True),
                                models.Q(("objection", ""), _negated=True),
                                models.Q(("settled_by", models.F("decided_by")), _negated=True),
                                models.Q(("settled_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exclusion_settled_by_yet_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelperTask",
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
                        related_name="helpers",
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
                ("text", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("done", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        fields=["unit", "due_on", "id"],
                        name="helper_open",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        fields=["matter"],
                        name="helper_open_matter",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        fields=("matter", "unit"),
                        name="helper_one_task_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("done__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="helper_answered_in_words_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="helper_withdrawn_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hop",
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
                        related_name="hops",
                        to="matters.matter",
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("township_id", models.BigIntegerField()),
                ("act", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "from_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("item_code", models.CharField(blank=True, default="", max_length=12)),
                ("item_name", models.CharField(blank=True, default="", max_length=60)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county_id", "at"], name="hop_county"),
                    models.Index(fields=["township_id", "at"], name="hop_township"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "send_back"), _negated=True),
                            models.Q(
                                models.Q(("item_code", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                ("from_unit__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hop_back_cites_an_item_and_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideLink",
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
                        related_name="outside",
                        to="matters.matter",
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=500)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, default="", max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outside_answered_in_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="outside_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
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
                        related_name="pauses",
                        to="matters.matter",
                    ),
                ),
                ("ground", models.CharField(max_length=12)),
                ("ground_name", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=300)),
                ("review_on", models.DateField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["review_on", "id"],
                        name="pause_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("matter",),
                        name="pause_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("since__isnull", True),
                            ("ended_at__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="pause_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_by__isnull", True),
                            models.Q(("granted_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="pause_leave_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="pause_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
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
                        related_name="photos",
                        to="matters.matter",
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
                ("done", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Question",
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
                        related_name="questions",
                        to="matters.matter",
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("answer_by", models.DateField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, default="", max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "written_by",
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
                        condition=models.Q(
                            ("answered_at__isnull", True), ("replaced_at__isnull", True)
                        ),
                        fields=("matter",),
                        name="question_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="question_answered_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceNote",
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
                        related_name="voices",
                        to="matters.matter",
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=4)),
                ("digest", models.CharField(max_length=64)),
                ("bytes", models.IntegerField()),
                ("seconds", models.IntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=2000)),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("words", ""),
                            models.Q(("written_at__isnull", False), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="voice_words_have_a_writer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoidRequest",
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
                        related_name="voids",
                        to="matters.matter",
                    ),
                ),
                ("ground", models.CharField(max_length=12)),
                ("ground_name", models.CharField(max_length=60)),
                ("other_number", models.CharField(blank=True, default="", max_length=40)),
                ("reason", models.CharField(max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("why_not", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("matter",),
                        name="void_one_request_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("granted__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="void_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", "double"), _negated=True),
                            models.Q(("other_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="void_double_names_the_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="void_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("name", yuanba.base.fields.Sealed(blank=True, default="")),
                ("phone", yuanba.base.fields.Sealed(blank=True, default="")),
                ("mark", yuanba.base.fields.Mark(null=True, of="phone")),
                ("how", models.CharField(blank=True, max_length=8)),
                ("disowned_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("mark__isnull", False)),
                        fields=["mark"],
                        name="contact_mark",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duplicate",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="goes_with",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="matters.matter",
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("accepted", "accepted"),
                            ("triaged", "triaged"),
                            ("assigned", "assigned"),
                            ("doing", "doing"),
                            ("finished", "finished"),
                            ("replied", "replied"),
                            ("evaluated", "evaluated"),
                            ("closed", "closed"),
                            ("refused", "refused"),
                            ("merged", "merged"),
                        ],
                        max_length=9,
                    ),
                ),
                ("own_words", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("matter", models.F("into")), _negated=True),
                        name="duplicate_of_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="showing",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="showing_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaking",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="speaking",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("self", "self"),
                            ("proxy", "proxy"),
                            ("typed", "typed"),
                            ("body", "body"),
                            ("anonymous", "anonymous"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family", "family"),
                            ("neighbour", "neighbour"),
                            ("friend", "friend"),
                            ("carer", "carer"),
                            ("grid", "grid"),
                            ("other", "other"),
                        ],
                        max_length=9,
                    ),
                ),
                ("speaker", yuanba.base.fields.Sealed(blank=True, default="")),
                ("speaker_phone", yuanba.base.fields.Sealed(blank=True, default="")),
                ("gone", models.BooleanField(default=False)),
                ("present", models.BooleanField(null=True)),
                ("to_speaker", models.BooleanField(default=False)),
                (
                    "helper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=8)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["who", "at"], name="speaking_who")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "who__in",
                                    [
                                        yuanba.matters.rules.speaking.Who["PROXY"],
                                        yuanba.matters.rules.speaking.Who["TYPED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("relation", ""), _negated=True),
                                models.Q(
                                    models.Q(("speaker", ""), _negated=True),
                                    ("gone", True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="speaking_for_another_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gone", False),
                            models.Q(("speaker", ""), ("speaker_phone", "")),
                            _connector="OR",
                        ),
                        name="speaking_gone_names_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("unit__isnull", False),
                                ("who", yuanba.matters.rules.speaking.Who["BODY"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("who", yuanba.matters.rules.speaking.Who["BODY"]),
                                    _negated=True,
                                ),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="speaking_body_has_its_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("who", yuanba.matters.rules.speaking.Who["ANONYMOUS"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("helper__isnull", True),
                                ("speaker", ""),
                                ("speaker_phone", ""),
                                ("to_speaker", False),
                            ),
                            _connector="OR",
                        ),
                        name="speaking_anonymous_names_nobody",
                    ),
                ],
            },
        ),
        migrations.RunPython(index_of_words, migrations.RunPython.noop),
        migrations.RunPython(no_chains, migrations.RunPython.noop),
    ]
