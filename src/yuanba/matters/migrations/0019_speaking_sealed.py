"""Who spoke for another is sealed as contacts are (base.at_rest), in batches; safe to run twice."""

import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations, models

import yuanba.base.fields

STEP = 2000
GONE = "已注销"  # what stood in the place of a name that was erased


def seal_all(apps, schema_editor):
    speaking, db = apps.get_model("matters", "Speaking"), schema_editor.connection.alias
    derive = HKDF(SHA256(), length=32, salt=None, info=b"yuanba contact seal").derive
    key = derive(settings.SECRET_KEY.encode())
    key_id, box = sha256(key).digest()[:2], AESGCM(key)

    def seal(text):
        nonce = os.urandom(12)
        return key_id + nonce + box.encrypt(nonce, text.encode(), key_id) if text else b""

    last = 0
    while True:
        rows = speaking.objects.using(db).filter(pk__gt=last).order_by("pk")
        page = list(rows.exclude(old_speaker="", old_phone="")[:STEP])
        if not page:
            return
        for row in page:
            row.gone = row.old_speaker == GONE
            if not row.gone:
                row.speaker, row.speaker_phone = seal(row.old_speaker), seal(row.old_phone)
            row.old_speaker = row.old_phone = ""
        # a dropped column lies on
        fields = ["speaker", "speaker_phone", "gone", "old_speaker", "old_phone"]
        speaking.objects.using(db).bulk_update(page, fields, batch_size=200)
        last = page[-1].pk


class Migration(migrations.Migration):
    dependencies = [("matters", "0018_alarm")]

    operations = [
        migrations.RemoveConstraint("speaking", "speaking_for_another_says_who"),
        migrations.RemoveConstraint("speaking", "speaking_anonymous_names_nobody"),
        migrations.RenameField("speaking", "speaker", "old_speaker"),
        migrations.RenameField("speaking", "speaker_phone", "old_phone"),
        migrations.AddField("speaking", "gone", models.BooleanField(default=False)),
        migrations.AddField(
            "speaking", "speaker", yuanba.base.fields.Sealed(blank=True, default="")
        ),
        migrations.AddField(
            "speaking", "speaker_phone", yuanba.base.fields.Sealed(blank=True, default="")
        ),
        migrations.RunPython(seal_all, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("speaking", "old_speaker"),
        migrations.RemoveField("speaking", "old_phone"),
        migrations.AddConstraint(
            "speaking",
            models.CheckConstraint(
                name="speaking_for_another_says_who",
                condition=~models.Q(who__in=["proxy", "typed"])
                | (
                    ~models.Q(relation="")
                    & (~models.Q(speaker="") | models.Q(gone=True))
                ),
            ),
        ),
        migrations.AddConstraint(
            "speaking",
            models.CheckConstraint(
                name="speaking_gone_names_nobody",
                condition=models.Q(gone=False) | models.Q(speaker="", speaker_phone=""),
            ),
        ),
        migrations.AddConstraint(
            "speaking",
            models.CheckConstraint(
                name="speaking_anonymous_names_nobody",
                condition=~models.Q(who="anonymous")
                | models.Q(
                    speaker="", speaker_phone="", helper__isnull=True, to_speaker=False
                ),
            ),
        ),
    ]
