"""A proof is issued only where the list allows it; one that it forbids is refused with the right office."""

import pytest
from django.db import connection
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.lists.tests.ground import Bounds
from yuanba.proofs import acts, queries
from yuanba.proofs.models import Proof, Turned
from yuanba.proofs.tests.ground import SAID, issued


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def bounds(world: World) -> Bounds:
    return Bounds(world)


def test_only_what_the_list_allows_is_issued_and_the_clause_names_the_office(bounds: Bounds):
    world = bounds.world
    here = {"actor": world.worker, "place_id": world.village.pk, "now": THURSDAY}
    first, second = issued(bounds), issued(bounds)
    assert [p.number for p in (first, second)] == ["石桥-证-2026-0001", "石桥-证-2026-0002"]
    assert records.about(first)[0].facts["number"] == first.number
    assert "罗大娘" not in str(records.about(first)[0].facts)
    with refused("not_issued_here") as no:
        acts.issue(**here, line_id=bounds.line("N1").pk, **SAID)
    assert "民政部等六部门指导意见附件第1项" in str(no.value.message)
    assert "派出所户籍窗口" in str(no.value.message)
    for line_id, code in ((bounds.line("X1").pk, "no_line"), (None, "no_line")):
        with refused(code):
            acts.issue(**here, line_id=line_id, **SAID)
    with refused("words_missing"):
        acts.issue(**here, line_id=bounds.line("K1").pk, **SAID | {"holder": ""})
    for person in (world.neighbour_worker, world.handler, world.resident, world.supervisor):
        with pytest.raises(Denied):
            issued(bounds, actor=person)
    assert Proof.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder FROM proofs_proof")
        assert "罗大娘".encode() not in bytes(cursor.fetchone()[0])


def test_the_slip_shows_the_way_and_keeps_nobody(bounds: Bounds):
    world = bounds.world
    here = {"actor": world.worker, "place_id": world.village.pk, "now": THURSDAY}
    turned = acts.turn_away(**here, line_id=bounds.line("N2").pk)
    assert turned.line.office == "公安机关"
    with refused("no_line"):
        acts.turn_away(**here, line_id=bounds.line("K1").pk)
    assert {f.name for f in Turned._meta.get_fields()} == {"id", "place", "line", "at"}


def test_a_proof_is_withdrawn_once_with_a_reason(bounds: Bounds):
    proof, told = issued(bounds), {"actor": bounds.world.worker, "now": THURSDAY}
    with refused("words_missing"):
        acts.withdraw(proof_id=proof.pk, reason="", **told)
    acts.withdraw(proof_id=proof.pk, reason="写错了名字", **told)
    with refused("withdrawn"):
        acts.withdraw(proof_id=proof.pk, reason="写错了名字", **told)


def test_a_withdrawn_one_is_issued_anew_once_and_both_say_so(bounds: Bounds, client: Client):
    world, proof = bounds.world, issued(bounds)
    with refused("stands"):
        issued(bounds, replaces_id=proof.pk)
    acts.withdraw(actor=world.worker, proof_id=proof.pk, reason="写错了名字", now=THURSDAY)
    client.force_login(world.worker)
    link = f"/desk/proofs/new/{bounds.line('K1').pk}/?again={proof.pk}"
    assert link in client.get(f"/desk/proofs/{proof.pk}/").content.decode()
    assert SAID["text"] in client.get(link).content.decode()  # nothing is typed twice
    client.post(link, SAID | {"holder": "罗大妈"})
    anew = Proof.objects.get(replaces=proof)
    assert (anew.holder, anew.number) == ("罗大妈", "石桥-证-2026-0002")
    assert records.about(anew)[0].facts["replaces"] == proof.number
    with refused("replaced"):
        issued(bounds, replaces_id=proof.pk)
    assert link not in client.get(f"/desk/proofs/{proof.pk}/").content.decode()
    shown = Client().get(f"/proof/{proof.code}").content.decode()
    assert "已经作废" in shown
    assert anew.number in shown
    client.force_login(world.neighbour_worker)
    assert client.get(link).status_code in {403, 404}
    with pytest.raises(Denied):
        issued(bounds, actor=world.neighbour_worker, replaces_id=proof.pk)


def test_a_clerk_who_types_the_number_reads_what_to_type_and_keeps_his_words(bounds: Bounds):
    number = issued(bounds).number
    page = Client().get("/proof/", {"code": number})
    assert page.status_code == 404
    assert "不是编号" in page.content.decode()
    assert f'value="{number}"' in page.content.decode()


def test_the_register_opens_to_its_end_and_by_number(bounds: Bounds, client: Client, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 2)
    made = [issued(bounds) for _n in range(5)]
    client.force_login(bounds.world.worker)
    page, seen = client.get("/desk/proofs/"), []
    for _n in range(3):
        seen += [proof.n for proof, _word in page.context["register"]]
        page = (
            client.get(page.context["next_url"].split("#")[0]) if page.context["next_url"] else page
        )
    assert seen == [5, 4, 3, 2, 1]
    for typed in ("2", "2026-0002", made[1].number):
        page = client.get("/desk/proofs/", {"n": typed})
        assert [proof.n for proof, _word in page.context["register"]] == [2]
    for typed in ("99", "没有", "2025-0002"):
        assert "没有这个编号" in client.get("/desk/proofs/", {"n": typed}).content.decode()


def test_the_window_searches_issues_prints_and_anybody_checks(
    bounds: Bounds, client: Client, django_assert_max_num_queries
):
    world = bounds.world
    client.force_login(world.worker)
    with django_assert_max_num_queries(10):
        page = client.get("/desk/proofs/?q=亲属").content.decode()
    assert "派出所户籍窗口" in page
    assert "困难家庭" not in page
    no, yes = bounds.line("N1").pk, bounds.line("K1").pk
    stopped = client.post(f"/desk/proofs/new/{no}/", SAID)
    assert stopped.status_code == 422
    assert "请到：派出所户籍窗口" in stopped.content.decode()
    slip = client.post(f"/desk/proofs/away/{no}/", follow=True).content.decode()
    assert "这份证明不用村里开" in slip
    assert "派出所户籍窗口" in slip
    wrong = client.post(f"/desk/proofs/new/{yes}/", SAID | {"text": ""})
    assert (wrong.status_code, "罗大娘" in wrong.content.decode()) == (422, True)
    client.post(f"/desk/proofs/new/{yes}/", SAID)
    proof = Proof.objects.get()
    client.cookies["language"] = "en"  # whoever prints it, the paper goes to offices here
    paper = client.get(f"/desk/proofs/{proof.pk}/paper").content.decode()
    client.cookies["language"] = "zh-hans"
    assert "经办人" in paper
    assert "罗大娘" in paper
    assert "data:image/svg" in paper
    guest = Client()
    with django_assert_max_num_queries(1):
        shown = guest.get(f"/proof/{proof.code}").content.decode()
    assert "有效" in shown
    assert "罗大娘" not in shown
    assert guest.get(f"/proof/?code={proof.code}")["Location"].endswith(proof.code)
    assert guest.get("/proof/" + "0" * 32).status_code == 404
    client.post(f"/desk/proofs/{proof.pk}/", {"reason": "写错了名字"})
    assert "已经作废" in guest.get(f"/proof/{proof.code}").content.decode()
    client.force_login(world.neighbour_worker)
    assert client.get(f"/desk/proofs/{proof.pk}/").status_code == 404
