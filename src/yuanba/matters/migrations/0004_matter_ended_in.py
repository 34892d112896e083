from django.db import migrations, models
from django.db.models import F, Max

IN_THE_GRID = ["gridworker", "gridlead"]
BATCH = 2_000


def as_recorded(apps, _schema):
    """What came to its end before: where it stood or where its unit is, whichever is higher; or the grid,
    where the record of its last ending says that the grid's own people did it. Run again it comes out the
    same."""
    matters = apps.get_model("matters", "Matter").objects
    records = apps.get_model("base", "Record").objects.filter(act="matters.finish")
    done, ended = 0, matters.exclude(outcome="").exclude(finished_at=None)
    while ids := list(ended.filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        done = ids[-1]
        some = matters.filter(pk__in=ids)
        some.update(ended_in=F("level"))
        of_units = some.exclude(unit__kind="self")
        of_units.filter(level="village", unit__place__kind="township").update(ended_in="township")
        of_units.filter(unit__place__kind="county").update(ended_in="county")
        last = records.filter(subject_id__in=ids).values("subject_id").annotate(last=Max("id"))
        last_ids = [row["last"] for row in last]
        grid = records.filter(pk__in=last_ids, role__in=IN_THE_GRID)
        in_grid = list(grid.values_list("subject_id", flat=True))
        matters.filter(pk__in=in_grid, ended_in="village").update(ended_in="grid")


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_links"), ("base", "0002_record_tree")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="ended_in",
            field=models.CharField(
                blank=True,
                choices=[
                    ("grid", "grid"), ("village", "village"), ("township", "township"),
                    ("county", "county"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.RunPython(as_recorded, migrations.RunPython.noop, elidable=True),
    ]
