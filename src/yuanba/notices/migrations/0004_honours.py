from django.db import migrations, models

KINDS = [
    "received",
    "accepted",
    "refused",
    "triaged",
    "moved",
    "assigned",
    "extended",
    "replied",
    "reopened",
    "denied",
    "kept",
    "closed",
    "paused",
    "goes_on",
    "asked",
    "settling",
    "waiting",
    "void",
    "silence",
    "points",
    "task",
    "board",
    "watch",
    "honour",
    "code",
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_inbox")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=9),
        ),
    ]
