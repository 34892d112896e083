"""The tables of people; the three administrators are three people (trust.md T21)."""

import django.db.models.deletion
import yuanba.base.ids
import yuanba.base.permits
from django.conf import settings
from django.db import migrations, models


THREE = "('admin', 'security', 'audit')"
# Another post of the same person, of the three, another role, at a common time.
CLASH = f"""
    SELECT 1 FROM people_post AS other
    WHERE other.person_id = NEW.person_id AND other.id <> NEW.id
    AND other.role IN {THREE} AND other.role <> NEW.role
    AND (other.until IS NULL OR other.until > NEW.since)
    AND (NEW.until IS NULL OR NEW.until > other.since)
    AND (other.until IS NULL OR other.until > other.since)
    AND (NEW.until IS NULL OR NEW.until > NEW.since)
"""
WORDS = "the three administrators are three people"


def three_people(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # The person is locked first: two posts given at once must see one another.
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION yuanba_three_people() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF NEW.role IN {THREE} THEN"
            " PERFORM 1 FROM people_person WHERE id = NEW.person_id FOR UPDATE;"
            f" IF EXISTS ({CLASH}) THEN RAISE EXCEPTION USING MESSAGE = '{WORDS}',"
            " ERRCODE = 'check_violation'; END IF; END IF; RETURN NEW; END $$"
        )
        body = "FOR EACH ROW EXECUTE FUNCTION yuanba_three_people()"
    else:
        body = (
            f"WHEN NEW.role IN {THREE} AND EXISTS ({CLASH})"
            f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
    for word in ("insert", "update"):
        schema_editor.execute(
            f"CREATE TRIGGER people_post_three_{word} BEFORE {word.upper()} ON people_post {body}"
        )


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_three_administrators"),
        ("people", "0003_second_factor"),
        ("people", "0004_resets_and_cards"),
    ]

    initial = True

    dependencies = [
        ("places", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    models.BigIntegerField(
                        default=yuanba.base.ids.new,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("username", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "verified",
                    models.CharField(
                        choices=[("none", "none"), ("phone", "phone"), ("seen", "seen")],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("staff", models.BooleanField(default=False)),
                (
                    "home",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name"], name="person_name"),
                    models.Index(
                        condition=models.Q(("staff", True)), fields=["-id"], name="person_staff"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=("phone",),
                        name="person_phone_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Household",
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
                        related_name="households",
                        to="places.place",
                    ),
                ),
                ("code", models.CharField(max_length=24, unique=True)),
                ("address", models.CharField(max_length=120)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["place", "id"], name="household_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="household_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneCode",
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
                ("phone", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("tries", models.IntegerField(default=0)),
                ("used", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["phone", "-at"], name="phonecode_phone")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tries__lte", 5)), name="phonecode_five_tries"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                ("name", models.CharField(max_length=80)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="places.place",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "name"), name="unit_name_once_per_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
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
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="people.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=64, null=True, unique=True)),
                ("first_code", models.CharField(blank=True, max_length=64)),
                ("pin", models.CharField(blank=True, max_length=128)),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="people.card",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
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
                ("printed_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("household",),
                        name="one_card_each_household",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at", None),
                            models.Q(
                                ("key__isnull", False),
                                models.Q(("pin", ""), _negated=True),
                                ("printed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="card_in_use_has_key_and_pin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None),
                            ("printed_at", None),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="card_in_place_of_another_needs_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by", None),
                            ("asked_by", None),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="card_is_agreed_by_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdLink",
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
                        related_name="went_into",
                        to="people.household",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="people.household",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("split", "split"), ("merge", "merge")], max_length=8
                    ),
                ),
                ("on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="people.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("head", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("person",),
                        name="one_household_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True), ("head", True)),
                        fields=("household",),
                        name="one_head_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
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
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Reset",
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
                        related_name="resets",
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
                ("reason", models.CharField(max_length=200)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("first_half", models.CharField(max_length=64)),
                ("second_half", models.CharField(blank=True, max_length=64)),
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
                ("used_at", models.DateTimeField(null=True)),
                ("marked_until", models.DateTimeField(null=True)),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("used_at__isnull", False)),
                        fields=["person", "used_at"],
                        name="reset_marks",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at", None), ("agreed_by", None)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_by__isnull", False),
                                models.Q(
                                    ("asked_by", None),
                                    models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(("agreed_by", models.F("person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reset_is_agreed_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_by", None),
                            models.Q(("asked_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="reset_is_not_asked_for_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("marked_until", None), ("used_at", None)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("marked_until__isnull", False),
                                ("used_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reset_opens_only_when_agreed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("used_at", None)),
                        fields=("person",),
                        name="one_open_reset_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
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
                        related_name="factors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sealed", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("last_step", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False), ("ended_at", None)),
                        fields=("person",),
                        name="one_second_factor_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None), ("ended_at", None)),
                        fields=("person",),
                        name="one_second_factor_offered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="places.place",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="people.unit",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("resident", "resident"),
                            ("reporter", "reporter"),
                            ("gridworker", "gridworker"),
                            ("gridlead", "gridlead"),
                            ("worker", "worker"),
                            ("township", "township"),
                            ("county", "county"),
                            ("handler", "handler"),
                            ("mediator", "mediator"),
                            ("supervisor", "supervisor"),
                            ("admin", "admin"),
                            ("security", "security"),
                            ("audit", "audit"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", yuanba.base.permits.Role["HANDLER"]), _negated=True),
                            ("unit__isnull", False),
                            _connector="OR",
                        ),
                        name="post_handler_has_a_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="post_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.RunPython(three_people, migrations.RunPython.noop),
    ]
