"""The books, and what the database itself refuses: entries that do not add up, and any change."""

import django.db.models.deletion
import yuanba.base.ids
from django.conf import settings
from django.db import migrations, models


# Words of a refusal, and when. NEW is the row being written.
ENTRY = [
    ("an entry closes postings that add up to nothing", """
        (SELECT COUNT(*) FROM books_posting p WHERE p.entry_id = NEW.id) < 2
        OR (SELECT SUM(p.amount) FROM books_posting p WHERE p.entry_id = NEW.id) <> 0"""),
    ("an entry stays in its book", """
        EXISTS (SELECT 1 FROM books_posting p JOIN books_account a ON a.id = p.account_id
                WHERE p.entry_id = NEW.id AND a.book_id <> NEW.book_id)"""),
    ("entries are numbered without gaps", """
        NEW.seq <> (SELECT seq FROM books_book WHERE id = NEW.book_id)"""),
    ("a reversal is the exact opposite", """
        NEW.reverses_id IS NOT NULL AND (
            EXISTS (SELECT 1 FROM books_posting p WHERE p.entry_id = NEW.id AND NOT EXISTS (
                SELECT 1 FROM books_posting q WHERE q.entry_id = NEW.reverses_id
                AND q.account_id = p.account_id AND q.amount = -p.amount))
            OR (SELECT COUNT(*) FROM books_posting p WHERE p.entry_id = NEW.id)
               <> (SELECT COUNT(*) FROM books_posting q WHERE q.entry_id = NEW.reverses_id))"""),
]  # fmt: skip
POSTING = [
    ("a closed entry takes no more postings", """
        EXISTS (SELECT 1 FROM books_entry e WHERE e.id = NEW.entry_id)"""),
]  # fmt: skip
BALANCE = "UPDATE books_account SET balance = balance + NEW.amount WHERE id = NEW.account_id"


def guard(apps, schema_editor):
    say = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        for table, rules in (("entry", ENTRY), ("posting", POSTING)):
            tests = " ".join(
                f"IF {when} THEN RAISE EXCEPTION USING MESSAGE = 'books: {words}',"
                " ERRCODE = 'check_violation'; END IF;"
                for words, when in rules
            )
            then = f"{BALANCE}; " if table == "posting" else ""
            say(
                f"CREATE FUNCTION yuanba_books_{table}() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN {tests} {then}RETURN NEW; END $$"
            )
            say(
                f"CREATE TRIGGER books_{table}_adds_up BEFORE INSERT ON books_{table}"
                f" FOR EACH ROW EXECUTE FUNCTION yuanba_books_{table}()"
            )
    else:
        for table, rules in (("entry", ENTRY), ("posting", POSTING)):
            for n, (words, when) in enumerate(rules):
                say(
                    f"CREATE TRIGGER books_{table}_{n} BEFORE INSERT ON books_{table} WHEN {when}"
                    f" BEGIN SELECT RAISE(ABORT, 'books: {words}'); END"
                )
        say(
            "CREATE TRIGGER books_posting_balance AFTER INSERT ON books_posting"
            f" BEGIN {BALANCE}; END"
        )
    for table in ("entry", "posting"):
        for word in ("update", "delete"):
            body = (
                "FOR EACH ROW EXECUTE FUNCTION yuanba_refuse()"
                if schema_editor.connection.vendor == "postgresql"
                else f"BEGIN SELECT RAISE(ABORT, 'books_{table} is add-only'); END"
            )
            say(
                f"CREATE TRIGGER books_{table}_no_{word} BEFORE {word.upper()}"
                f" ON books_{table} {body}"
            )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("base", "0001_squashed"),  # yuanba_refuse()
        ("people", "0001_squashed"),
        ("places", "0001_squashed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Book",
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
                    "unit",
                    models.CharField(choices=[("points", "points"), ("fen", "fen")], max_length=8),
                ),
                ("seq", models.BigIntegerField(default=0)),
                ("sound", models.BooleanField(default=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("faults", models.IntegerField(default=0)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Account",
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
                            ("household", "household"),
                            ("issue", "issue"),
                            ("held", "held"),
                            ("redeemed", "redeemed"),
                            ("expired", "expired"),
                            ("opening", "opening"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                ("floor", models.BigIntegerField(null=True)),
                ("balance", models.BigIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.household",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="books.book",
                    ),
                ),
            ],
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
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("why", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("source_kind", models.CharField(blank=True, default="", max_length=60)),
                ("source_id", models.BigIntegerField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="books.book",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="books.entry",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
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
                ("amount", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="books.account",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="books.entry",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="book",
            constraint=models.UniqueConstraint(fields=("place", "unit"), name="book_once"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                condition=models.Q(("household__isnull", False)),
                fields=("book", "household", "kind"),
                name="account_once_a_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                condition=models.Q(("household__isnull", True)),
                fields=("book", "kind", "name"),
                name="account_once_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("floor__isnull", True), ("balance__gte", models.F("floor")), _connector="OR"
                ),
                name="account_not_below_its_floor",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "household"), _negated=True),
                    ("household__isnull", False),
                    _connector="OR",
                ),
                name="account_of_a_household_names_it",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["source_id"], name="entry_source"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("book", "seq"), name="entry_once_a_number"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)),
                fields=("reverses",),
                name="entry_reversed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second__isnull", True),
                    models.Q(("second", models.F("actor")), _negated=True),
                    _connector="OR",
                ),
                name="entry_second_is_another",
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["account", "id"], name="posting_account"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(
                fields=("entry", "account"), name="posting_once_an_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gte", -1000000000000),
                    ("amount__lte", 1000000000000),
                    models.Q(("amount", 0), _negated=True),
                ),
                name="posting_moves_something",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
