"""The tables of this context as they stood on 27 November 2026, in one step."""

import yuanba.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("insight", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Filled",
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
                ("month", models.DateField()),
                ("act", models.CharField(max_length=60)),
                ("n", models.IntegerField()),
                ("again", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "act"), name="filled_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("again__gte", 0), ("n__gte", models.F("again"))),
                        name="filled_again_is_part_of_it",
                    ),
                ],
            },
        ),
    ]
