"""拍点票单: each of two tellers shows the paper on which he counted; nobody sees the other's before the result."""

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.councils import acts
from yuanba.councils.models import SheetPhoto
from yuanba.councils.rules.kinds import BallotKind
from yuanba.councils.tests.village import Village, pictured

pytestmark = pytest.mark.django_db


def test_two_tellers_show_their_sheets_beside_the_count_to_the_desk_alone(
    world: World, client, monkeypatch: pytest.MonkeyPatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    village = Village(world, households=3)
    meeting = village.begun()
    village.come(meeting, 3)
    ballot = village.voting(meeting, BallotKind.PAPER)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=[1, 2, 3]))
    village.stopped(ballot)
    page, post = (reverse(f"councils:{x}", args=[ballot.pk]) for x in ("ballot", "ballot_sheet"))

    def shows(teller) -> int:
        client.force_login(teller)
        return client.post(post, {"photos": pictured()}).status_code

    assert shows(world.worker) == 422  # he has not counted yet
    for teller in (world.worker, world.supervisor):
        village.counted(ballot, {1: 3}, by=teller)
    client.force_login(world.worker)
    assert "拍点票单" in client.get(page).content.decode()
    for wrong in ({}, {"photos": [pictured(), pictured()]}):
        assert client.post(post, wrong).status_code == 422
    assert not SheetPhoto.objects.exists()
    assert [shows(world.worker), shows(world.supervisor)] == [302, 302]
    assert shows(world.worker) == 422  # once for each sheet
    mine, other = SheetPhoto.objects.order_by("tally_id")
    assert records.about(ballot)[-1].facts == {"round": 1, "digest": other.digest}
    look = reverse("councils:sheet_photo", args=[ballot.pk, other.name])
    assert client.get(look).status_code == 404  # the result is not out
    assert "交点票单" not in client.get(page).content.decode()

    village.settled(ballot)
    village.ended(meeting)
    assert client.get(look)["Content-Type"] == "image/jpeg"
    certificate = reverse("councils:certificate", args=[meeting.procedure_id])
    for address in (page, certificate):
        said = client.get(address).content.decode()
        assert mine.name in said
        assert f"{world.supervisor.name}第 1 遍的点票单" in said
    client.logout()
    assert other.name not in client.get(certificate).content.decode()
    assert client.get(look).status_code != 200
    client.force_login(world.resident)
    assert other.name not in client.get(certificate).content.decode()
    assert client.get(look).status_code in {403, 404}
