import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which withdrawn proof one was issued in place of."""

    dependencies = [("proofs", "0001_proofs")]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="proofs.proof",
            ),
        )
    ]
