"""A village with households, a rule book and a panel, built by the acts."""

from datetime import date, datetime, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from tests.world import THURSDAY, World
from yuanba.base import clock, photos
from yuanba.books.models import Account
from yuanba.councils import acts as councils
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import BodyKind, Ending
from yuanba.councils.tests.village import Village
from yuanba.matters.acts.common import Picture
from yuanba.people import acts as people
from yuanba.people.models import Household, Person
from yuanba.points import acts
from yuanba.points.acts.panel import Chair
from yuanba.points.acts.pictures import Seen, seen
from yuanba.points.models import Budget, Claim, Item, Member
from yuanba.points.rules import book

TODAY = clock.day_of(THURSDAY)
# The list runs to Tuesday 29 September, objections over three working days, the week of the national
# holiday not counted where its notice is known.
HOUR = timedelta(hours=1)
LATER = THURSDAY + timedelta(days=20)


class Points:
    """The household of 罗大娘 and seven others; the panel sits in groups six to twelve."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.home = world.at_home(world.resident)
        self.others = [self.person_at(f"村民{n}", f"{n}组1号") for n in range(6, 13)]
        lines, source = book.shipped()
        self.book = acts.adopt_book(
            place_id=world.village.pk,
            lines=lines,
            source=source,
            since=TODAY,
            unratified="先试一个季度，再交村民会议",
            **self.go(),
        )
        self.panel = acts.seat_panel(
            place_id=world.village.pk,
            members=[
                Chair(p.pk, supervision=i == 0, woman=i == 1, group=i == 2)
                for i, p in enumerate(self.others[:5])
            ],
            source="村民代表会议推选",
            **self.go(),
        )

    def go(self, **said: Any) -> dict[str, Any]:
        return {"actor": self.world.worker, "now": THURSDAY} | said

    def household(self, address: str, *living: Person) -> Household:
        home = people.found_household(place_id=self.world.grid.pk, address=address, **self.go())
        for one in living:
            people.join_household(household_id=home.pk, person_id=one.pk, **self.go())
        return home

    def person_at(self, name: str, address: str) -> Person:
        home = people.found_household(place_id=self.world.grid.pk, address=address, **self.go())
        return people.enrol(household_id=home.pk, name=name, **self.go()).person

    @cached_property
    def seats(self) -> list[Member]:
        return list(self.panel.members.order_by("pk"))

    def votes(self, *said: bool) -> dict[int, bool]:
        said = said or (True, True, True, True, False)
        return {m.pk: yes for m, yes in zip(self.seats, said, strict=False)}

    # ── a claim at each point of its way ──

    def told(self, item: str = "E3", **said: Any) -> Claim:
        said = {"actor": self.world.resident, "on": TODAY, "note": "周六扫了村口。"} | said
        said = {"household_id": self.home.pk, "item": item, "now": THURSDAY} | said
        return acts.tell(**said)

    def checked(self, item: str = "E3", **said: Any) -> Claim:
        claim = self.told(item, **said)
        return acts.check(claim_id=claim.pk, true=True, actor=self.world.worker, now=THURSDAY)

    def posted(self, item: str = "E3", **said: Any) -> Claim:
        claim = self.checked(item, **said)
        return acts.decide(claim_id=claim.pk, votes=self.votes(), **self.go())

    def budget(self, yuan: int = 500) -> Budget:
        """One point is one yuan."""
        said = {"year": TODAY.year, "fen": yuan * 100, "fen_per_point": 100}
        return acts.set_budget(
            place_id=self.world.village.pk, source="村集体预算第12号", **said, **self.go()
        )

    def booked(self, item: str = "H4", **said: Any) -> Claim:
        claim = self.posted(item, **said)
        return acts.book(actor=self.world.colleague, claim_id=claim.pk, now=LATER)

    def balance(self, home: Household | None = None) -> int:
        found = Account.objects.filter(household=home or self.home)
        return found.values_list("balance", flat=True).first() or 0

    def item(self, name: str = "洗衣皂", points: int = 20, stock: int | None = 6) -> Item:
        said = {"name": name, "points": points, "stock": stock, "unit": "块"}
        return acts.keep_item(place_id=self.world.village.pk, **said, **self.go())

    # ── what is taken away: the council decides ──

    @cached_property
    def hall(self) -> Village:
        return Village(self.world, households=0)

    def appraised(self, came: str = "会长", at: datetime = THURSDAY) -> Procedure:
        """道德评议: heard, judged by one who came, told to the person."""
        day, hall = clock.day_of(at), self.hall
        question = hall.proposed("moral", title="评议一件事", now=at)
        for n in (1, 2):
            hall.step(question, n, on=day, now=at)
        question.refresh_from_db()
        self.met(question, came, at)
        hall.step(question, 4, on=day, who="会长", note="当天告诉本人", now=at + 4 * HOUR)
        question.refresh_from_db()
        return question

    def met(self, question: Procedure, came: str, at: datetime) -> None:
        """The council meets about this: one of it comes, and they agree."""
        hall = self.hall
        meeting = hall.called(question, rule="T1", now=at, starts_at=at + 2 * HOUR)
        councils.enter(**hall.go(meeting_id=meeting.pk, lines=[councils.Line(came)], now=at))
        meeting = hall.begun(meeting)
        hall.come(meeting, 1)
        hall.ended(meeting, Ending.AGREED, at=at + 3 * HOUR)

    def met_again(self, question: Procedure, at: datetime, ending: Ending) -> None:
        """The whole council, six of it, appraises once more, as the household asked."""
        hall, kind = self.hall, {"kind": BodyKind.MORAL, "name": "道德评议会", "rule": "D1"}
        body = councils.found_body(**hall.go(place_id=self.world.village.pk, now=at, **kind))
        for n in range(6):
            councils.seat(**hall.go(body_id=body.pk, name=f"评议员{n}", lead=n == 0, now=at))
        said = {"rule": "T1", "now": at, "starts_at": at + 2 * HOUR, "body_id": body.pk}
        meeting = hall.begun(hall.called(question, **said))
        hall.come(meeting, 6)
        hall.ended(meeting, ending, at=at + 3 * HOUR)

    def ruled(self, claim: Claim, at: datetime = THURSDAY) -> Claim:
        """Answered by the household, decided by the council."""
        acts.reply(claim_id=claim.pk, words="知道了。", actor=self.world.resident, now=at)
        said = {"claim_id": claim.pk, "procedure_id": self.appraised(at=at).pk}
        return acts.rule_on_taking(**self.go(now=at, **said))

    def noticed(self, **said: Any) -> Claim:
        said = {"note": "9月10日、9月18日两次提醒，门口仍堆着垃圾，有照片。"} | said
        return acts.propose_taking(
            household_id=self.home.pk, item="N1", on=TODAY, **self.go(), **said
        )


def courtyard(seed: int = 1) -> Image.Image:
    """A made-up picture with light and dark: another one for each seed."""
    found = Image.new("RGB", (640, 480), (90, 120, 90))
    draw = ImageDraw.Draw(found)
    n = seed * 2654435761
    for i in range(24):
        n = (n * 6364136223846793005 + 1442695040888963407) % 2**64
        x, y, w = n % 600, n // 600 % 440, 40 + n // 99991 % 160
        grey = n // 7919 % 256
        draw.rectangle(
            [x, y, x + w, y + w // 2 + 20], fill=(grey, 255 - grey // 2, (grey + i) % 256)
        )
    return found


def photo(picture: Image.Image, quality: int = 88) -> Seen:
    """Made safe and stored as the pages do, and looked at."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    safe = photos.look(out.getvalue())
    return seen(Picture(photos.store(safe), safe.sha256, safe.width, safe.height))


def shanghai(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=THURSDAY.tzinfo)
