"""The peer of `intake`: the view that anybody would write, with startproject's middleware and the
ORM, writing the same rows. No rules, no rights, no cleaning."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench._rows import SAID
from yuanba.base.log import tree
from yuanba.base.log.models import Leaf, Node, Tree
from yuanba.base.models import Job, Key, Record
from yuanba.matters.models import Contact, Matter, Register
from yuanba.places.models import Place


@csrf_exempt
def tell(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=404)
    said = json.loads(request.body)
    with transaction.atomic():
        number = _write(said["place_id"], said["text"], request.headers["Idempotency-Key"])
    return JsonResponse({"number": number}, status=201)


def _write(place_id: str, text: str, key: str) -> str:
    now = datetime.now(UTC)
    place = Place.objects.get(pk=int(place_id))
    village = Place.objects.get(pk=place.village_id)
    given, _made = Register.objects.get_or_create(
        register_id=village.pk, year=2026, defaults={"last": 0}
    )
    given = Register.objects.select_for_update().get(pk=given.pk)
    given.last += 1
    given.save()
    where: dict[str, Any] = {
        name: getattr(place, name) for name in ("county_id", "township_id", "village_id", "grid_id")
    }
    matter = Matter.objects.create(
        place=place, register_id=village.pk, year=2026, seq=given.last, title=text[:40], text=text,
        number=f"{village.short}-2026-{given.last:04d}", channel="phone", reported_at=now,
        clock_at=now, amount=2, limit_unit="workdays", due_at=now + timedelta(days=2), **where,
    )  # fmt: skip
    Contact.objects.create(matter=matter)
    record = Record.objects.create(
        act="matters.report", subject_kind="matters.matter", subject_id=matter.pk,
        place_id=place.pk, role="resident", at=now, facts={"channel": "phone"},
    )  # fmt: skip
    Job.objects.create(kind="notices.tell", data={"record": str(record.pk)}, run_at=now)
    Key.objects.create(
        key=key, digest="0" * 64, at=now, subject_kind="matters.matter", subject_id=matter.pk
    )
    _leaf(village.pk, record.pk)
    return matter.number


def _leaf(village: int, record: int) -> None:
    """The leaf and its tree, with the words of the leaf ready (bench/_rows.py)."""
    Tree.objects.get_or_create(
        id=village, defaults={"origin": f"yuanba/{village}", "key": bytes(32)}
    )
    mine = Tree.objects.select_for_update().get(pk=village)
    peaks = [bytes(mine.peaks)[i : i + 32] for i in range(0, len(mine.peaks), 32)]
    mine.last = int(datetime.now(UTC).timestamp())
    body = json.dumps(SAID | {"log": mine.origin, "n": mine.size, "t": mine.last})
    for height, n, hash_ in tree.grow(mine.size, peaks, tree.leaf_hash(body.encode())):
        if height % 8 == 0:
            Node.objects.create(tree=mine, height=height, n=n, hash=hash_)
    Leaf.objects.create(record=record, tree=mine, n=mine.size, body=body, key=bytes(32))
    mine.size, mine.peaks = mine.size + 1, b"".join(peaks)
    mine.save()


urlpatterns = [path("api/matters", tell)]
