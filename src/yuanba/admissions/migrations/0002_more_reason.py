from django.db import migrations, models

STATES = ["asked", "more", "up", "given", "refused", "lapsed", "withdrawn"]


class Migration(migrations.Migration):
    """A request may be sent back for its reason; it keeps having its day."""

    dependencies = [("admissions", "0001_tasks")]

    operations = [
        migrations.RemoveConstraint(model_name="task", name="task_asked_has_its_day"),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(choices=[(x, x) for x in STATES], max_length=9),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=~models.Q(state__in=["asked", "more", "up"])
                | models.Q(decide_by__isnull=False),
                name="task_asked_has_its_day",
            ),
        ),
    ]
