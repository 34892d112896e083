from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0020_waiting_by_its_own_index")]

    operations = [
        migrations.RemoveConstraint("savedview", "view_name_once"),
        migrations.AddField(
            "savedview",
            "page",
            models.CharField(
                choices=[("register", "register"), ("queue", "queue")],
                default="register",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "savedview",
            models.UniqueConstraint(fields=["person", "page", "name"], name="view_name_once"),
        ),
    ]
