from django.db import migrations

import yuanba.base.fields


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]

    operations = [
        migrations.AddField("batch", "about", yuanba.base.fields.Facts(default=list)),
    ]
