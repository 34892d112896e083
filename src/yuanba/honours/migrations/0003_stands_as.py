"""Under whose name a household agreed to stand: of those that have agreed, the head of today. A household named
twice in a campaign because two merged keeps both rows, as long as only one is under way."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def fill(apps, schema):
    Nominee = apps.get_model("honours", "Nominee")
    Membership = apps.get_model("people", "Membership")
    agreed = Nominee.objects.filter(person=None, stands_as=None).exclude(shown="")
    for one in agreed.only("pk", "household_id").iterator(chunk_size=500):
        living = Membership.objects.filter(household=one.household_id, until=None)
        head = living.order_by("-head", "id").values_list("person_id", flat=True).first()
        if head is not None:
            Nominee.objects.filter(pk=one.pk).update(stands_as=head)


class Migration(migrations.Migration):
    dependencies = [
        ("honours", "0002_naming_list"),
        ("people", "0003_shopkeeper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="nominee", name="nominee_household_once"),
        migrations.AddField(
            model_name="nominee",
            name="stands_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", True), ("state__in", ["agreed", "chosen", "named"])
                ),
                fields=("campaign", "household"),
                name="nominee_household_once",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
