"""The index of words (matters/store_search.py). No model: each database has its own kind of table.

`rowid` is the matter's id; FTS5 calls it so, and the statements are the same for both.
"""

from django.db import migrations


def forwards(apps, schema_editor):
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


def backwards(apps, schema_editor):
    schema_editor.execute("DROP TABLE matters_words")


class Migration(migrations.Migration):
    dependencies = [("matters", "0005_saved_views")]
    operations = [migrations.RunPython(forwards, backwards)]
