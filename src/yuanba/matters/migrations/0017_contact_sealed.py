"""Names and telephones of contacts are sealed (base.at_rest), in batches; safe to run twice."""

import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations, models

import yuanba.base.fields

STEP = 2000


def _key(purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(settings.SECRET_KEY.encode())


def seal_all(apps, schema_editor):
    contact, db = apps.get_model("matters", "Contact"), schema_editor.connection.alias
    seal_key, mark_key = _key(b"yuanba contact seal"), _key(b"yuanba contact mark")
    key_id, box = sha256(seal_key).digest()[:2], AESGCM(seal_key)

    def seal(text):
        nonce = os.urandom(12)
        return key_id + nonce + box.encrypt(nonce, text.encode(), key_id) if text else b""

    last = 0
    while True:
        rows = contact.objects.using(db).filter(pk__gt=last).order_by("pk")
        page = list(rows.exclude(old_name="", old_phone="")[:STEP])
        if not page:
            return
        for row in page:
            row.name, row.phone = seal(row.old_name), seal(row.old_phone)
            if row.old_phone:
                row.mark = hmac.digest(mark_key, row.old_phone.encode(), sha256)[:16]
            row.old_name = row.old_phone = ""
        fields = ["name", "phone", "mark", "old_name", "old_phone"]  # a dropped column lies on
        contact.objects.using(db).bulk_update(page, fields, batch_size=200)
        last = page[-1].pk


class Migration(migrations.Migration):
    dependencies = [("matters", "0016_matter_concerned_concern")]

    operations = [
        migrations.RemoveIndex(model_name="contact", name="contact_phone"),
        migrations.RenameField("contact", "name", "old_name"),
        migrations.RenameField("contact", "phone", "old_phone"),
        migrations.AddField("contact", "name", yuanba.base.fields.Sealed(blank=True, default="")),
        migrations.AddField("contact", "phone", yuanba.base.fields.Sealed(blank=True, default="")),
        migrations.AddField("contact", "mark", yuanba.base.fields.Mark(null=True, of="phone")),
        migrations.RunPython(seal_all, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("contact", "old_name"),
        migrations.RemoveField("contact", "old_phone"),
        migrations.AddIndex(
            "contact",
            models.Index(
                condition=models.Q(("mark__isnull", False)), fields=["mark"], name="contact_mark"
            ),
        ),
    ]
