"""Names and telephones in messages are sealed as in contacts; in batches, safe to run twice."""

import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations

import yuanba.base.fields

STEP = 2000


def seal_all(apps, schema_editor):
    message, db = apps.get_model("notices", "Message"), schema_editor.connection.alias
    derive = HKDF(SHA256(), length=32, salt=None, info=b"yuanba contact seal").derive
    key = derive(settings.SECRET_KEY.encode())
    key_id, box = sha256(key).digest()[:2], AESGCM(key)

    def seal(text):
        nonce = os.urandom(12)
        return key_id + nonce + box.encrypt(nonce, text.encode(), key_id) if text else b""

    last = 0
    while True:
        rows = message.objects.using(db).filter(pk__gt=last).order_by("pk")
        page = list(rows.exclude(old_name="", old_phone="")[:STEP])
        if not page:
            return
        for row in page:
            row.to_name, row.to_phone = seal(row.old_name), seal(row.old_phone)
            row.old_name = row.old_phone = ""
        fields = ["to_name", "to_phone", "old_name", "old_phone"]  # a dropped column lies on
        message.objects.using(db).bulk_update(page, fields, batch_size=200)
        last = page[-1].pk


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_visit")]

    operations = [
        migrations.RenameField("message", "to_name", "old_name"),
        migrations.RenameField("message", "to_phone", "old_phone"),
        migrations.AddField("message", "to_name", yuanba.base.fields.Sealed(blank=True, default="")),
        migrations.AddField("message", "to_phone", yuanba.base.fields.Sealed(blank=True, default="")),
        migrations.RunPython(seal_all, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("message", "old_name"),
        migrations.RemoveField("message", "old_phone"),
    ]
