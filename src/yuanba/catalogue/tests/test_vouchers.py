"""凭据: shown by the village, looked at one by one by the supervision committee, sent back, replaced; never public."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.tests.picture_files import jpeg
from yuanba.catalogue.models import Part, Voucher
from yuanba.catalogue.rules import vouchers as rules
from yuanba.catalogue.rules.issues import State
from yuanba.catalogue.rules.vouchers import Stands, Verdict
from yuanba.catalogue.tests.board import Board


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def money(world: World) -> Part:
    return Board(world).drafted().parts.get(item__code="B1")


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")


def test_a_review_agrees_only_when_every_voucher_is_seen_and_none_sent_back_still_stands():
    rules.all_seen([Stands(Verdict.RIGHT, False), Stands(Verdict.BACK, True)])
    with pytest.raises(Refused, match="vouchers_waiting"):
        rules.all_seen([Stands(Verdict.WAITING, False)])
    with pytest.raises(Refused, match="vouchers_back"):
        rules.all_seen([Stands(Verdict.RIGHT, False), Stands(Verdict.BACK, False)])
    with pytest.raises(Refused, match="second_person"):
        rules.look(state=State.SENT, verdict=Verdict.RIGHT, remark="", looker=7, attached=7)


def test_a_voucher_is_attached_sent_back_replaced_and_found_right(world: World, money: Part):
    worker, watcher, guest = signed(world.worker), signed(world.supervisor), Client()
    attach, compose = f"/desk/open/items/{money.pk}/voucher", f"/desk/open/issues/{money.issue_id}/"
    said = {"what": "八月路灯电费单", "amount": "386.50"}
    page = worker.post(attach, said)
    assert page.status_code == 422
    assert "请拍一张凭据的照片" in page.content.decode()
    assert "八月路灯电费单" in page.content.decode()
    page = worker.post(attach, said | {"amount": "0", "photos": paper()})
    assert page.status_code == 422
    assert "金额写大于 0 的数" in page.content.decode()
    kept = page.content.decode().split('name="kept" value="')[1].split('"')[0]
    assert worker.post(attach, said | {"kept": kept}).status_code == 303
    first = Voucher.objects.get()
    assert first.fen == 38650
    worker.post(f"/desk/open/items/{money.pk}/", {"words": "支路灯电费386.50元。"})
    worker.post(compose, {"do": "send"})
    assert worker.post(attach, said | {"photos": paper()}).status_code == 422

    agree = {"do": "review", "agree": "yes", "words": ""}
    assert "还有 1 张凭据没核对" in watcher.post(compose, agree).content.decode()
    here = f"/desk/open/vouchers/{first.pk}/"
    page = watcher.post(here, {"verdict": "back", "remark": ""})
    assert page.status_code == 422
    assert "请写哪里不对" in page.content.decode()
    assert watcher.get(f"{here}picture").status_code == 200
    watcher.post(here, {"verdict": "back", "remark": "看不清抬头。"})
    assert "退回了还没换" in watcher.post(compose, agree).content.decode()
    watcher.post(compose, {"do": "review", "agree": "no", "words": "电费单看不清。"})

    assert "看不清抬头" in worker.get(f"{attach}?for={first.pk}").content.decode()
    worker.post(f"{attach}?for={first.pk}", said | {"photos": paper()})
    second = Voucher.objects.get(replaces=first)
    again = worker.post(f"{attach}?for={first.pk}", said | {"photos": paper()})
    assert "已经换过了" in again.content.decode()
    worker.post(compose, {"do": "answer_review", "words": "换了一张。"})
    watcher.post(f"/desk/open/vouchers/{second.pk}/", {"verdict": "right", "remark": ""})
    assert watcher.post(compose, agree).status_code == 303
    worker.post(compose, {"do": "decide", "on": "2026-09-24", "present": "5", "agreed": "5"})
    worker.post(compose, {"do": "publish", "where": "公开栏", "since": "2026-09-24"})
    public = guest.get(f"/open/issues/{money.issue_id}/").content.decode()
    assert "凭据 1 张，一共 386.50 元，监督委员会看过，相符 1 张" in public
    assert second.name not in public
    # the picture is for the desk and whoever supervises
    picture = f"/desk/open/vouchers/{second.pk}/picture"
    assert guest.get(picture).status_code != 200
    assert signed(world.resident).get(picture).status_code != 200
    assert signed(world.neighbour_worker).get(picture).status_code == 404


def test_an_item_from_the_ledger_takes_no_voucher(world: World, money: Part):
    matters = money.issue.parts.get(item__code="A1")
    page = signed(world.worker).post(
        f"/desk/open/items/{matters.pk}/voucher",
        {"what": "单子", "amount": "1", "photos": paper()},
    )
    assert "凭据在台账里" in page.content.decode()
    assert not Voucher.objects.exists()
