from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0023_chosen_lane")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="disowned_at",
            field=models.DateTimeField(null=True),
        ),
    ]
