from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0004_honours'),
    ]

    operations = [
        migrations.AddField(
            model_name='preference',
            name='seen',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='preference',
            name='seen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='preference',
            name='language',
            field=models.CharField(blank=True, choices=[('zh-hans', 'zh-hans'), ('en', 'en')], default='', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('seen', 0), ('seen_at__isnull', False), _connector='OR'), name='seen_has_a_time'),
        ),
    ]
