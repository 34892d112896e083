from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_tables_out")]

    operations = [
        migrations.AddField(
            "tablein",
            "what",
            models.CharField(
                choices=[
                    ("matters", "matters"),
                    ("corners", "corners"),
                    ("units", "units"),
                    ("staff", "staff"),
                    ("households", "households"),
                ],
                db_default="matters",
                default="matters",
                max_length=10,
            ),
        ),
    ]
