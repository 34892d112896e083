import django.db.models.deletion
import yuanba.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Until when the paper of an association is good; who was reminded of a day, once each."""

    dependencies = [("places", "0003_outlines"), ("projects", "0001_projects")]

    operations = [
        migrations.AddField(
            model_name="association",
            name="valid_until",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="Reminder",
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
                    "about",
                    models.CharField(
                        choices=[(x, x) for x in ("project", "delivery", "paper")], max_length=8
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("due", models.DateField()),
                ("late", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about", "subject_id", "due", "late"),
                        name="project_reminded_once",
                    )
                ],
            },
        ),
    ]
