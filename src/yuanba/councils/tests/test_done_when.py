"""From an empty installation, as a village secretary would, over HTTP alone: a road goes through 四议两公开 with
112 households, first with too few, then with enough, telephones, beans and a proxy; the certificate prints
and the notice hangs on the wall. Then five parties about a septic tank, and owners by area and heads."""

import argparse
import io
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from yuanba.base import clock
from yuanba.cli import staff
from yuanba.councils import acts, links
from yuanba.councils.models import Ballot, Entry, Meeting, Procedure, RuleRow
from yuanba.exchange import people_in
from yuanba.people.door import FOUNDER
from yuanba.people.models import Household, Person
from yuanba.places import imports
from yuanba.places.models import Place

pytestmark = pytest.mark.django_db


class Office:
    """The secretary's desk, the supervisor's, and a telephone; the clock is ours."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.now = datetime(2026, 9, 7, 4, tzinfo=clock.now().tzinfo)
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self.installed(tmp_path)
        self.secretary, self.supervisor = Client(), Client()
        self.secretary.force_login(Person.objects.get(username="wang"))
        self.supervisor.force_login(Person.objects.get(username="luo"))
        self.phone = Client()

    def installed(self, tmp_path: Path) -> None:
        """The tables of the first week, with 112 households; the shipped rules."""
        places = tmp_path / "places.csv"
        places.write_text(
            "code,name,parent_code,level\n990101000000,云岭县,990100000000,3\n"
            "990101001000,桂溪镇,990101000000,4\n990101001201,石桥村,990101001000,5\n"
            "990101001002,柳湾社区,990101001000,5\n"
        )
        imports.run(places, dry_run=False)
        corners = "村社区,名称,类型\n石桥村,石桥村一组,小组\n石桥村,石桥村二组,小组\n"
        assert self.table("corners", corners).made == 2
        told = argparse.Namespace(
            found=None, place="云岭县", system="高管", security="安平", audit="严审"
        )
        with redirect_stdout(io.StringIO()):
            staff.first(told, self.now)
        posts = "地点,姓名,用户名,岗位,单位,职务,电话\n"
        posts += "石桥村,王小芹,wang,社区工作者,,村文书,\n石桥村,罗正,luo,监督员,,监委会主任,\n"
        posts += "柳湾社区,李远,li,社区工作者,,书记,\n"
        assert self.table("staff", posts).made
        homes = ["网格,户号,住址,姓名,与户主关系,电话"]
        for n in range(1, 113):
            group = "一组" if n <= 60 else "二组"
            homes += [
                f"石桥村{group},SQ{n:04},石桥村{group}{n}号,户主{n},户主,",
                f"石桥村{group},SQ{n:04},石桥村{group}{n}号,家人{n},配偶,",
            ]
        self.table("households", "\n".join(homes) + "\n")
        acts.stock_rules(actor=FOUNDER, now=self.now)

    def table(self, kind: str, text: str) -> Any:
        return people_in.run(kind, text.encode(), name=f"{kind}.csv", now=self.now)

    def press(self, name: str, *args: Any, by: Client | None = None, **said: Any) -> str:
        """Post a form; it goes through. Where it leads."""
        answer = (by or self.secretary).post(reverse(f"councils:{name}", args=args), said)
        assert answer.status_code == 302, (name, said, answer.content.decode()[-3000:])
        return str(answer["Location"])

    def look(self, name: str, *args: Any, by: Client | None = None) -> str:
        page = (by or self.phone).get(reverse(f"councils:{name}", args=args))
        assert page.status_code == 200
        return page.content.decode()

    def today(self) -> str:
        return clock.day_of(self.now).isoformat()

    def later(self, days: int) -> str:
        return (clock.day_of(self.now) + timedelta(days=days)).isoformat()

    # ── a question, a meeting, a ballot ──

    def propose(self, flow: str, title: str, place: str = "石桥村", **said: Any) -> Procedure:
        said = {"flow": flow, "title": title, "text": "大家一起定。"} | said
        self.press("propose", place_id=Place.objects.get(name=place).pk, **said)
        return Procedure.objects.order_by("-id")[0]

    def step(
        self, question: Procedure, who: str, numbers: tuple[int, int, int] | None = None
    ) -> None:
        said: dict[str, Any] = {"on": self.today(), "who": who, "note": "议过了，同意往下走。"}
        if numbers:
            said |= dict(zip(("expected", "attended", "agreed"), numbers, strict=True))
        self.press("step", question.pk, **said)

    def call(self, question: Procedure, rule: str, days: int, **said: Any) -> Meeting:
        said = {
            "rule": rule, "starts_on": self.later(days), "starts_time": "19:00", "venue": "村委会院坝",
            "agenda": "签到\n讲利弊\n表决", "told_on": self.today(), "told_how": "广播、上门",
        } | said  # fmt: skip
        self.press("call", question.pk, **said)
        return Meeting.objects.order_by("-id")[0]

    def begin(self, meeting: Meeting) -> None:
        self.now = meeting.starts_at
        self.press("begin", meeting.pk)

    def ballot(self, meeting: Meeting, kind: str, title: str, choices: str) -> Ballot:
        self.press("draft", meeting.pk, kind=kind, title=title, choices=choices, seats="1")
        ballot = Ballot.objects.order_by("-id")[0]
        self.press("ballot_open", ballot.pk)
        ballot.refresh_from_db()
        return ballot

    def end(self, meeting: Meeting, ending: str) -> Meeting:
        self.press("end", meeting.pk, ending=ending, minutes="开会的经过都记在这里了。")
        meeting.refresh_from_db()
        return meeting


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    return Office(monkeypatch, tmp_path)


def test_a_road_a_septic_tank_and_owners(office: Office):
    assert Household.objects.count() == 112
    assert RuleRow.objects.exists()
    road(office)
    tank(office)
    owners(office)


def road(office: Office) -> None:
    question = office.propose("fourtwo", "修通村路走哪条线", cost="420000")
    office.step(question, "村党支部委员会")
    office.step(question, "村两委", (7, 7, 6))
    office.step(question, "全体党员", (40, 34, 33))

    # too late a notice is refused beside its field; then ten days, and too few come
    late = office.secretary.post(
        reverse("councils:call", args=[question.pk]),
        {
            "rule": "V1", "starts_on": office.later(9), "starts_time": "19:00", "venue": "院坝",
            "agenda": "表决", "told_on": office.today(), "told_how": "广播",
        },
    )  # fmt: skip
    assert late.status_code == 422
    assert "最晚 2026-09-06 就要通知到" in late.content.decode()
    first = office.call(question, "V1", 10)
    assert first.roll.count() == 112
    office.begin(first)
    for entry in first.roll.order_by("n")[:20]:
        office.press("arrive", first.pk, entry.pk)
    host = office.look("meeting", first.pk, by=office.secretary)
    assert "到会 20 / 112" in host
    assert "还差" in host
    draft = {"kind": "bean", "title": "修路走哪条线", "choices": "甲线\n乙线\n丙线", "seats": "1"}
    office.press("draft", first.pk, **draft)
    refused = office.secretary.post(
        reverse("councils:ballot_open", args=[Ballot.objects.get().pk]), follow=True
    )
    assert "到会人数还不够" in refused.content.decode()
    first = office.end(first, "none")
    assert first.state == "failed"
    question.refresh_from_db()
    assert question.at == 4

    # again: 40 by the code on the wall and their slips, 36 at the table two by two, one by proxy
    second = office.call(question, "V1", 10, again_of=first.pk)
    office.begin(second)
    lines = list(second.roll.order_by("n"))
    hall = links.hall_code(second.pk)
    for entry in lines[:40]:
        office.press("vote", links.token(entry.pk), by=office.phone, hall=hall)
    for entry in lines[40:76]:
        office.press(
            "arrive", second.pk, entry.pk, persons="2", who=entry.name, how="list", second=""
        )
    said = {"holder": "1", "written_on": office.today(), "kin": ""}
    office.press("entrust", second.pk, lines[100].pk, **said)
    ballot = office.ballot(second, "bean", "修路走哪条线", "甲线 沿溪|2.1 公里\n乙线\n丙线")
    screen = office.look("screen", second.pk)
    assert "户主" not in screen
    assert "到会 77 / 112" in screen
    for n, entry in enumerate(lines[:30]):
        choice = "1" if n < 24 else "2"
        office.press("vote", links.token(entry.pk), by=office.phone, choice=choice)
    again = office.phone.post(
        reverse("councils:vote", args=[links.token(lines[0].pk)]), {"choice": "2"}
    )
    assert "已入箱" in again.content.decode()
    office.press("ballot_hand_out", ballot.pk, entries="31-76 101")
    office.press("ballot_stop", ballot.pk)
    office.press("ballot_count", ballot.pk, n1="20", n2="12", n3="14", spoiled="1")
    other = {"n1": "21", "n2": "12", "n3": "13", "spoiled": "1"}
    office.press("ballot_count", ballot.pk, by=office.supervisor, **other)
    differ = office.secretary.post(reverse("councils:ballot_settle", args=[ballot.pk]), follow=True)
    assert "数得不一样" in differ.content.decode()
    for who in (office.secretary, office.supervisor):
        office.press("ballot_count", ballot.pk, by=who, **other)
    office.press("ballot_settle", ballot.pk)
    ballot.refresh_from_db()
    assert ballot.result["votes"] == {"1": 45, "2": 18, "3": 13}
    assert ballot.passed  # 45 of 77 who were there
    second = office.end(second, "ballots")
    assert second.state == "held"

    # published on the wall, carried out, published again
    text = "决议：修甲线，沿溪，2.1 公里。"
    office.press("post", question.pk, text=text, where="公开栏", since=office.today(), days="7")
    village = Place.objects.get(name="石桥村")
    wall = office.phone.get(reverse("disclosure:wall", args=[village.pk])).content.decode()
    assert text in wall
    assert (
        text
        in office.phone.get(reverse("disclosure:wall_print", args=[village.pk])).content.decode()
    )
    office.press("task", question.pk, text="修甲线", owner="村委会", due=office.later(60))
    office.now += timedelta(days=50)
    office.press("finish_task", question.pk, question.tasks.get().pk, result="2.1 公里修通了。")
    outcome = "甲线修通了，花了 41.8 万元。"
    office.press("post", question.pk, text=outcome, where="公开栏", since=office.today(), days="10")
    question.refresh_from_db()
    assert question.state == "done"
    certificate = office.look("certificate", question.pk)
    for words in ("程序走完，有效", "先别当准", "人数不够，没开成", "甲线 沿溪", "45"):
        assert words in certificate
    assert "户主1" not in certificate
    after = office.look("after", links.token(lines[0].pk))
    assert outcome in after


def tank(office: Office) -> None:
    """五方联席会 about a blocked septic tank, in the community."""
    office.secretary.force_login(Person.objects.get(username="li"))
    question = office.propose("fiveparty", "三号楼化粪池堵了谁来通", place="柳湾社区")
    office.step(question, "社区党组织")
    meeting = office.call(question, "T1", 1, told_how="电话")
    assert [e.name for e in meeting.roll.order_by("n")][:2] == ["社区党组织", "居民委员会"]
    office.begin(meeting)
    for entry in meeting.roll.all():
        office.press("arrive", meeting.pk, entry.pk)
    office.press("suggest", meeting.pk, who="物业", text="先请人抽，钱从公共收益出", n="4")
    office.press("weigh", meeting.pk, meeting.suggestions.get().pk, adopted="yes", why="都同意")
    office.end(meeting, "agreed")
    for owner, text in (("物业", "请人抽粪"), ("居民委员会", "挨户说清楚")):
        office.press("task", question.pk, text=text, owner=owner, due=office.later(3))
    for task in question.tasks.all():
        office.press("finish_task", question.pk, task.pk, result="办好了，一起看过。")
    said = {
        "text": "化粪池通了，花了 800 元。",
        "where": "楼道口",
        "since": office.today(),
        "days": "3",
    }
    office.press("post", question.pk, **said)
    certificate = office.look("certificate", question.pk)
    assert "程序走完，有效" in certificate
    assert "商量一致，没有表决" in certificate
    community = Place.objects.get(name="柳湾社区")
    wall = office.phone.get(reverse("disclosure:wall", args=[community.pk])).content.decode()
    assert "化粪池通了" in wall


def owners(office: Office) -> None:
    """Owners by area and heads: the heads are there, the area is not, until the large owner agrees."""
    question = office.propose("owners", "换电梯的钱怎么出", place="柳湾社区")
    office.step(question, "业委会")
    meeting = office.call(question, "O2", 15)
    rows = ["业主1,1-1,1,400"] + [f"业主{n},1-{n},1,100" for n in range(2, 10)]
    office.press("enter", meeting.pk, lines="\n".join(rows))
    office.begin(meeting)
    for entry in meeting.roll.order_by("n")[:8]:
        office.press("arrive", meeting.pk, entry.pk)

    def voted(large: str, title: str) -> Ballot:
        ballot = office.ballot(meeting, "open", title, "同意\n不同意")
        entries: list[Entry] = list(meeting.roll.order_by("n"))
        office.press("vote", links.token(entries[1].pk), by=office.phone, choice="1")
        for entry in [entries[0], *entries[2:8]]:
            choice = large if entry.n == 1 else "1"
            office.press("ballot_say", ballot.pk, entry=entry.n, choice=choice)
        office.press("ballot_stop", ballot.pk)
        office.press("ballot_settle", ballot.pk)
        ballot.refresh_from_db()
        return ballot

    no = voted("2", "换电梯的钱从维修资金出")
    assert (no.passed, no.result["area"]) == (False, {"1": 70_000, "2": 40_000})
    office.end(meeting, "ballots")
    question.refresh_from_db()
    assert question.at == 2
    shown = office.look("certificate", question.pk)
    assert "到现在无效" in shown
    meeting = office.call(question, "O2", 15)
    office.press("enter", meeting.pk, lines="\n".join(rows))
    office.begin(meeting)
    for entry in meeting.roll.order_by("n")[:8]:
        office.press("arrive", meeting.pk, entry.pk)
    assert voted("1", "换电梯的钱从维修资金出").passed
    office.end(meeting, "ballots")
    shown = office.look("certificate", question.pk)
    assert "程序走完，有效" in shown
    assert "平方米" in shown
