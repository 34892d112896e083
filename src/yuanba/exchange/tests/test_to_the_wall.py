"""What came closed from elsewhere goes to the wall together: proposed by one, released by another."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.disclosure import acts, jobs, many
from yuanba.disclosure.models import Release, Row
from yuanba.disclosure.rules import ReleaseState
from yuanba.duties import acts as duties
from yuanba.exchange import matters_in
from yuanba.people.door import FOUNDER

HEAD = (
    "rec_id,created_on,district,street,community,lng,lat,event_type,main_type,sub_type,nature,"
    "source,dispose_unit,outcome,outcome_zh\n"
)
WHY = "原系统办结，没有个人信息。"


def bring(folder: Path, subs: list[str], village: str = "石桥村") -> None:
    """Closed elsewhere, in the world's own county and village; `subs` are what stands as title."""
    rows = [
        f"{n},2018-02-08,云岭县,桂溪镇,{village},0,0,市政设施,市政设施,{sub},投诉,电话,城管局,intime,按期办结"
        for n, sub in enumerate(subs, start=1)
    ]
    duties.load_categories(actor=FOUNDER, now=THURSDAY)
    file = folder / "events.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n")
    matters_in.run(file, mapping="pingshan")


def proposed(world: World, who: str = "worker") -> Release:
    actor = getattr(world, who)
    return acts.propose_release(actor=actor, place_id=world.village.pk, reason=WHY, now=THURSDAY)


def released(world: World) -> Release:
    release = proposed(world)
    acts.release(actor=world.colleague, release_id=release.pk, now=THURSDAY)
    record = Record.objects.get(act="disclosure.release")
    jobs.release_rows(now=THURSDAY, record=str(record.pk))
    release.refresh_from_db()
    return release


def test_two_people_bring_the_imported_rows_to_the_wall_and_each_row_has_its_record(
    world: World, tmp_path: Path
):
    bring(tmp_path, ["道路破损", "暴露垃圾", "井盖缺失"])
    release = released(world)
    assert (release.state, release.n, release.done) == (ReleaseState.DONE, 3, 3)
    rows = list(Row.objects.all())
    assert {(row.state, row.published_by) for row in rows} == {("published", world.colleague)}
    left = records.about(rows[0])
    assert [(r.act, r.actor) for r in left] == [("disclosure.publish", world.colleague)]
    assert left[0].facts["release"] == str(release.pk)
    assert [r.act for r in records.about(release)] == [
        "disclosure.propose_release", "disclosure.release", "disclosure.publish_many",
    ]  # fmt: skip


def test_where_masking_found_something_a_person_reads_the_row_alone(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损", "联系人王小明反映漏水", "13800000126占道"])
    assert (many.plain(world.village).n, many.plain(world.village).left_out) == (1, 2)
    release = released(world)
    assert (release.done, release.left_out) == (1, 2)
    assert Row.objects.get(state="published").title == "道路破损"
    for row in Row.objects.filter(state="draft"):
        assert "王小明" not in row.title
        assert "138" not in row.title


def test_what_was_closed_here_is_never_released_with_many(world: World, tmp_path: Path):
    matter = world.closed()
    bring(tmp_path, ["道路破损"])
    assert released(world).done == 1
    assert Row.objects.get(matter_id=matter.pk).state == "draft"


def test_what_is_drafted_after_the_proposal_waits_for_the_next(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损"])
    release = proposed(world)
    Row.objects.update(imported=True)
    bring(tmp_path, ["道路破损", "暴露垃圾"])
    assert [row.title for row in many.rows(release)] == ["道路破损"]


def test_who_proposed_does_not_release_and_nothing_changes(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损"])
    release = proposed(world)
    with pytest.raises(Refused, match="second_person"):
        acts.release(actor=world.worker, release_id=release.pk, now=THURSDAY)
    release.refresh_from_db()
    assert release.state == ReleaseState.PROPOSED
    assert Row.objects.get().state == "draft"


def test_the_database_itself_wants_another_person(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损"])
    release = proposed(world)
    wrong = {"state": "going", "released_at": THURSDAY, "released_by": world.worker}
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**wrong)


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "handler", "gridworker", "admin"])
def test_only_those_who_look_after_the_wall_release_many(world: World, tmp_path: Path, who: str):
    bring(tmp_path, ["道路破损"])
    with pytest.raises(Denied):
        proposed(world, who)
    release = proposed(world)
    for act in (acts.release, acts.drop_release, acts.publish_many):
        with pytest.raises(Denied):
            act(actor=getattr(world, who), release_id=release.pk, now=THURSDAY)
    assert Row.objects.get().state == "draft"


def test_a_county_releases_what_the_whole_county_brought_in(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损"])
    run: dict[str, Any] = {"actor": world.coordinator, "reason": WHY, "now": THURSDAY}
    assert acts.propose_release(place_id=world.county.pk, **run).n == 1


def test_a_reason_is_needed_and_something_to_release(world: World, tmp_path: Path):
    run: dict[str, Any] = {"actor": world.worker, "place_id": world.village.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="nothing"):
        acts.propose_release(reason=WHY, **run)
    bring(tmp_path, ["道路破损"])
    with pytest.raises(Refused, match="reason_needed"):
        acts.propose_release(reason="  ", **run)
    assert not Release.objects.exists()


def test_one_proposal_at_a_time_and_it_can_be_taken_back(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损"])
    release = proposed(world)
    with pytest.raises(Refused, match="waiting"):
        proposed(world, "colleague")
    acts.drop_release(actor=world.colleague, release_id=release.pk, now=THURSDAY)
    with pytest.raises(Refused, match="not_waiting"):
        acts.release(actor=world.colleague, release_id=release.pk, now=THURSDAY)
    assert proposed(world).n == 1


def test_a_release_broken_off_goes_on_and_doubles_nothing(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损", "暴露垃圾", "井盖缺失"])
    release = proposed(world)
    acts.release(actor=world.colleague, release_id=release.pk, now=THURSDAY)
    run: dict[str, Any] = {"actor": world.colleague, "release_id": release.pk, "now": THURSDAY}
    acts.publish_many(most=2, **run)  # here the worker died
    record = Record.objects.get(act="disclosure.release")
    for _twice in range(2):
        jobs.release_rows(now=THURSDAY, record=str(record.pk))
    release.refresh_from_db()
    assert (release.state, release.done) == (ReleaseState.DONE, 3)
    assert Record.objects.filter(act="disclosure.publish").count() == 3


def test_whose_post_ended_meanwhile_publishes_nothing_more(world: World, tmp_path: Path):
    bring(tmp_path, ["道路破损"])
    release = proposed(world)
    acts.release(actor=world.colleague, release_id=release.pk, now=THURSDAY)
    world.colleague.posts.update(until=THURSDAY.date())
    record = Record.objects.get(act="disclosure.release")
    jobs.release_rows(now=THURSDAY, record=str(record.pk))
    release.refresh_from_db()
    assert (release.state, release.done) == (ReleaseState.DROPPED, 0)
    assert Row.objects.get().state == "draft"


def test_the_pages_from_the_proposal_to_the_wall(world: World, tmp_path: Path, client: Any):
    bring(tmp_path, ["道路破损", "联系人王小明反映漏水"])
    here = reverse("disclosure:many")
    client.force_login(world.worker)
    assert here in client.get(reverse("disclosure:desk")).content.decode()
    assert "道路破损" in client.get(here).content.decode()
    empty = client.post(here, {"do": "propose", "reason": ""})
    assert empty.status_code == 422
    assert client.post(here, {"do": "propose", "reason": WHY}).status_code == 303
    own = client.post(here, {"do": "release"})
    assert own.status_code == 422
    assert "自己提出的要由别人来看" in own.content.decode()
    client.force_login(world.colleague)
    assert WHY in client.get(here).content.decode()
    assert client.post(here, {"do": "release"}).status_code == 303
    assert "正在公开" in client.get(here, headers={"HX-Request": "true"}).content.decode()
    record = Record.objects.get(act="disclosure.release")
    jobs.release_rows(now=THURSDAY, record=str(record.pk))
    assert "上一批公开了 1 件" in client.get(here).content.decode()
    wall = reverse("disclosure:wall", args=[world.village.pk]) + "?month=2018-02"
    shown = client.get(wall).content.decode()
    assert "道路破损" in shown
    assert "王小明" not in shown


def test_the_api_refuses_as_the_page_does(world: World, tmp_path: Path, client: Any):
    bring(tmp_path, ["道路破损"])
    client.force_login(world.worker)
    ask = f"/api/wall/many/{world.village.pk}/propose"
    made = client.post(ask, {"reason": WHY}, content_type="application/json").json()
    assert (made["state"], made["n"]) == ("proposed", 1)
    again = client.post(f"/api/wall/many/{made['id']}/release")
    assert (again.status_code, again.json()["code"]) == (409, "second_person")
    client.force_login(world.colleague)
    assert client.post(f"/api/wall/many/{made['id']}/release").json()["state"] == "going"


def test_a_post_without_a_wall_is_shown_nothing(world: World, client: Any):
    for who in (world.gridworker, world.handler, world.admin, world.resident):
        client.force_login(who)
        assert client.get(reverse("disclosure:many")).status_code in (302, 403, 404)


def test_the_page_costs_the_same_however_many_wait(
    world: World, tmp_path: Path, client: Any, django_assert_max_num_queries: Any
):
    bring(tmp_path, [f"道路破损{n}处" for n in "甲乙丙丁戊己"])
    client.force_login(world.colleague)
    with django_assert_max_num_queries(9):
        client.get(reverse("disclosure:many"))
