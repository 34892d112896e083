from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0002_record_tree")]
    operations = [
        migrations.RenameField("tree", "checked_at", "asked_at"),
        migrations.AddField(
            model_name="tree",
            name="unwitnessed",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    ]
