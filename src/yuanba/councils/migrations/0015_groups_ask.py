# A third of the groups of residents may ask for a meeting: the shipped row said so in its note, since nothing
# counted groups. It is the same clause, now counted; what was judged before stands as it was kept.

from django.db import migrations, models

BEFORE = "adults >= 1/5 or households >= 1/5"
NOTE = "members 指居民小组选举的代表，每组二至三人：召开时选代表这个组织，就按代表算。"


def groups(apps, _schema):
    rows = apps.get_model("councils", "RuleRow").objects.filter(county=None, code="R1", initiative=BEFORE)
    rows.update(initiative=f"{BEFORE} or groups >= 1/3", note=NOTE)


class Migration(migrations.Migration):

    dependencies = [
        ('councils', '0014_sheet_photos'),
    ]

    operations = [
        migrations.AlterField(
            model_name='meeting',
            name='unit',
            field=models.CharField(choices=[('households', 'households'), ('adults', 'adults'), ('voters', 'voters'), ('members', 'members'), ('owners', 'owners'), ('area', 'area'), ('shares', 'shares'), ('votes', 'votes'), ('affected', 'affected'), ('groups', 'groups')], max_length=10),
        ),
        migrations.AlterField(
            model_name='rulerow',
            name='unit',
            field=models.CharField(choices=[('households', 'households'), ('adults', 'adults'), ('voters', 'voters'), ('members', 'members'), ('owners', 'owners'), ('area', 'area'), ('shares', 'shares'), ('votes', 'votes'), ('affected', 'affected'), ('groups', 'groups')], max_length=10),
        ),
        migrations.RunPython(groups, migrations.RunPython.noop),
    ]
