"""The committee checks anything and changes nothing: draws that anybody draws again, doubts and answers,
suggestions, reports, clues heard in confidence, what inspectors found."""

import subprocess
import sys
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World, signed
from yuanba.base import clock, permits, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.supervision import acts, queries, rules
from yuanba.supervision.models import Clue, Finding, Pick, Report, Sample, Suggestion
from yuanba.supervision.tests.watch import LAST, LATER, Watch

TODAY = clock.day_of(LATER)


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def watch(world: World) -> Watch:
    return Watch(world)


def text(client: Client, address: str, most: int) -> str:
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200, address
    assert len(seen) <= most, (address, len(seen))
    return str(page.content.decode())


# ── it holds no permit that changes anything but its own remarks ──

# What a supervisor may do outside this context, and why that is no change of what he supervises.
CHECKS = {
    "catalogue.review": "says what it thinks of a plan; its words stand beside it",
    "catalogue.look_at_voucher": "its word on a paper; sum, words and paper stay as they are",
    "catalogue.ask": "a question, as every villager's",
    "catalogue.ask_above": "the same, one level up",
    "matters.attempt": "notes that somebody was not reached for a call-back",
    "matters.call_back": "writes down what the person said, as one who did not handle it",
    "matters.ask_reopen": "asks; another person grants",
    "matters.spot_check": "the answer of a random call-back",
    "matters.reveal": "a look, with its reason, that the person reads",
    "matters.note_alarm": "notes that it saw an alarm about looks",
    "matters.save_view": "a list of its own",
    "matters.drop_view": "the same",
    "matters.name_concern": "keeps a matter from whom it is about",
    "matters.lift_concern": "hears what is about officials, one level up",
    "councils.count": "the second teller",
    "councils.count_piles": "the same, of papers",
    "councils.read_papers": "the same",
    "councils.open_box": "holds a share of the key of a sealed ballot",
    "disclosure.publish": "the second reader of a masked row (trust.md T30)",
    "disclosure.hold": "the same: keeps it from the wall; writes no word of it",
    "disclosure.release": "the same, many rows that somebody else proposed",
    "disclosure.publish_many": "the same, as it goes on",
    "exchange.ask_export": "a copy to check with",
    "exchange.export_register": "the same",
    "exchange.fetch_export": "the same",
    "books.check": "adds the books up",
    "councils.show_sheet": "the second teller shows the paper on which he counted",
    "honours.check_naming": "the last of those who must all agree before anybody is named",
}


def test_a_supervisor_holds_no_permit_that_changes_what_he_supervises():
    held = {name for name, roles in permits.TABLE.items() if Role.SUPERVISOR in roles}
    reads = {name for name in held if name.split(".")[1].startswith("see")}
    outside = {n for n in held - reads if not n.startswith(("supervision.", "people.", "rights."))}
    assert outside == CHECKS.keys(), (
        "a supervisor changes something: give the reason, or take it away"
    )
    for act in (
        "points.book",
        "points.check",
        "matters.close",
        "catalogue.publish",
        "catalogue.edit_part",
    ):
        assert Role.SUPERVISOR not in permits.TABLE[act]
    for act in ("explain", "answer_suggestion", "put_right"):
        assert Role.SUPERVISOR not in permits.TABLE[f"supervision.{act}"]


# ── samples ──


def test_a_draw_is_repeatable_and_a_changed_list_is_seen():
    ids = list(range(100, 160))
    said = {"place_id": 7, "kind": "matters", "since": date(2026, 9, 1), "until": LAST}
    seed = rules.seed(**said, salt="ab", ids=ids)
    assert rules.seed(**said, salt="ab", ids=reversed(ids)) == seed
    assert rules.seed(**said, salt="ab", ids=ids[:-1]) != seed
    order = rules.order(seed, ids)
    assert sorted(order) == ids
    assert order == rules.order(seed, set(ids))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"until": TODAY}, "until"), ({"since": date(2026, 10, 1)}, "until"), ({"many": 0}, "many"),
     ({"frame": 0}, "kind")],
)  # fmt: skip
def test_what_cannot_be_drawn(change: dict[str, Any], field: str):
    said = {"since": date(2026, 9, 1), "until": LAST, "many": 5, "frame": 9, "today": TODAY}
    with pytest.raises(Refused) as no:
        rules.draw(**(said | change))
    assert no.value.field == field


def test_a_sample_over_http_from_the_draw_to_the_answer(world: World, watch: Watch):
    watch.closed(3)
    watcher, worker, guest = signed(world.supervisor), signed(world.worker), Client()
    said = {"kind": "matters", "since": "2026-09-01", "until": "2026-09-30", "many": "2"}
    assert worker.post("/desk/supervision/draw", said).status_code == 403
    assert watcher.post("/desk/supervision/draw", said).status_code == 303
    again = watcher.post("/desk/supervision/draw", said | {"many": "3"})
    assert "已经抽过了" in again.content.decode()  # nobody draws until he likes the lot
    sample = Sample.objects.get()
    assert queries.again(sample)
    first = sample.picks.get(n=1)
    one = f"/desk/supervision/picks/{first.pk}/"
    page = watcher.post(one, {"verdict": "doubt", "words": ""})
    assert page.status_code == 422
    assert "哪里对不上" in page.content.decode()
    watcher.post(one, {"verdict": "doubt", "words": "去看了，灯还是不亮。"})
    assert "等村里说明" in text(worker, "/desk/supervision/", 40)
    worker.post(one, {"answer": "又派人修了，9月29日亮的。"})
    said_page = text(guest, f"/supervision/samples/{sample.pk}/", 10)
    assert "灯还是不亮" in said_page
    assert "9月29日亮的" in said_page
    assert sample.seed in said_page
    assert "抽出来一样" in said_page
    # whoever has Python draws it again without us, from what the page says
    program = unescape(said_page.split('<pre class="code mt2" tabindex="0">')[1].split("</pre>")[0])
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    picked = [str(pk) for pk in sample.picks.order_by("n").values_list("subject_id", flat=True)]
    assert run.stdout.split() == [sample.seed, *picked]
    with pytest.raises(Refused, match="answered_already"):
        acts.judge(pick_id=first.pk, verdict="right", words="", **watch.go())
    # the planted fault: a list that somebody changed afterwards gives another draw
    Sample.objects.filter(pk=sample.pk).update(frame=sample.frame[1:])
    assert "抽出来不一样" in text(guest, f"/supervision/samples/{sample.pk}/", 10)
    assert Pick.objects.count() == 2


def test_suggestion_report_and_finding(world: World, watch: Watch):
    worker, watcher, guest = signed(world.worker), signed(world.supervisor), Client()
    hint = watch.suggestion
    late = {"words": "x建议", "due": str(TODAY)}
    assert watcher.post("/desk/supervision/suggest", late).status_code == 422
    where = f"/desk/supervision/suggestions/{hint.pk}/"
    worker.post(where, {"adopted": "yes", "answer": "下周装。"})
    assert Suggestion.objects.get().adopted is True
    finding = watch.finding
    with pytest.raises(Denied):  # the village's own supervisors hand nothing over to their village
        acts.hand_finding(
            place_id=world.village.pk, source="自己", words="自己找的", due=TODAY + timedelta(days=9),
            **watch.go(),
        )  # fmt: skip
    here = f"/desk/supervision/findings/{finding.pk}/"
    worker.post(here, {"words": "补了两张凭证。"})
    watcher.post(here, {"done": "no", "words": "只看到一张。"})
    worker.post(here, {"words": "两张都补了，在第3号凭证后面。"})
    watcher.post(here, {"done": "yes", "words": "两张都看到了。"})
    assert Finding.objects.get().closed_by == world.supervisor
    half = {"since": "2026-01-01", "until": "2026-09-30", "words": "审了公开，核了账。"}
    watcher.post("/desk/supervision/report", half)
    assert Report.objects.get().figures["suggestions"] == 0  # told in October: after the period
    page = text(guest, f"/supervision/{world.village.pk}/", 14)
    for words in ("罗正", "公开栏装一盏灯", "下周装", "有两笔支出缺凭证", "两张都看到了", "核了账"):
        assert words in page


# ── clues ──


def test_a_clue_is_heard_by_supervisors_alone_and_each_look_is_a_record(world: World, watch: Watch):
    guest = Client()
    tell = f"/supervision/{world.village.pk}/clue"
    assert guest.post(tell, {"heard": "village", "words": ""}).status_code == 422
    said = {
        "heard": "village",
        "words": "修路的钱有一笔没开票。",
        "contact": "桥头茶馆",
        "once": "k1" * 16,
    }
    page = guest.post(tell, said)
    again = guest.post(tell, said)
    assert not page.cookies
    assert not again.cookies
    import re

    digits = re.search(r"(\d{4} \d{4} \d{4} \d{4})", page.content.decode())
    assert digits is not None
    assert digits[1] in again.content.decode()
    clue = Clue.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, receipt FROM supervision_clue")
        kept, receipt = cursor.fetchone()
    assert "修路".encode() not in bytes(kept)
    assert digits[1].replace(" ", "") not in receipt
    where = f"/desk/supervision/clues/{clue.pk}/"
    for who in (world.worker, world.township, world.admin, world.security, world.audit):
        assert signed(who).get(where).status_code in {403, 404}
        assert "修路" not in signed(who).get("/desk/supervision/").content.decode()
    watcher = signed(world.supervisor)
    assert "修路" not in watcher.get(where).content.decode()
    assert "修路" in watcher.post(where, {"do": "open"}).content.decode()
    watcher.post(where, {"do": "hand", "to": "县纪委监委信访室"})
    watcher.post(where, {"do": "close", "result": "partly", "answer": "票补开了，经办人受了批评。"})
    assert [r.act.split(".")[1] for r in records.about(clue)] == [
        "tell_clue", "open_clue", "hand_clue", "close_clue",
    ]  # fmt: skip
    assert "没有查到" in guest.post("/supervision/clue", {"receipt": "1" * 16}).content.decode()
    seen = guest.post("/supervision/clue", {"receipt": digits[1]}).content.decode()
    assert "票补开了" in seen
    assert "修路" not in seen
    assert "线索不满 5 条" in text(guest, f"/supervision/{world.village.pk}/", 14)


def test_a_clue_for_the_county_is_not_seen_by_the_village_s_supervisors(world: World, watch: Watch):
    clue = watch.told(heard="county")
    where = f"/desk/supervision/clues/{clue.pk}/"
    assert signed(world.supervisor).get(where).status_code == 404
    assert queries.clues(world.supervisor) == []
    with pytest.raises(Denied):
        acts.open_clue(clue_id=clue.pk, **watch.go())
    assert [c.pk for c in queries.clues(watch.inspector)] == [clue.pk]
    assert "修路" in signed(watch.inspector).post(where, {"do": "open"}).content.decode()
