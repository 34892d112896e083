"""One of each thing that is somebody's own, or that costs some acts to bring about; for tests/ground.py.

Each is made by the acts people use, when it is first asked for.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core import signing
from django.db import transaction

from tests.hillside import Hillside
from tests.world import THURSDAY
from yuanba.base import clock, jobs, photos, voices
from yuanba.base.tests import sound_files
from yuanba.base.tests.picture_files import jpeg
from yuanba.books.tests.ground import Ledger
from yuanba.catalogue import acts as catalogue
from yuanba.catalogue.models import Voucher
from yuanba.catalogue.tests.board import Board
from yuanba.charters import acts as charters
from yuanba.charters.models import Recording, Version
from yuanba.charters.tests.passing import passed
from yuanba.councils.tests.village import Village
from yuanba.disclosure import acts as wall
from yuanba.disclosure.models import Row
from yuanba.duties.rules import Lane
from yuanba.exchange import acts as exchange
from yuanba.exchange import keeping
from yuanba.exchange.models import TableIn, TableOut
from yuanba.exchange.rules import OutKind
from yuanba.honours import acts as honour_acts
from yuanba.honours.models import HonourObjection, Listing, Nominee
from yuanba.honours.tests.village import JUDGING, Honours
from yuanba.lanes import acts as lanes
from yuanba.lanes import queries
from yuanba.lanes.rules.personal import Way
from yuanba.matters import acts, follow
from yuanba.matters import jobs as clockwork
from yuanba.matters.acts.common import Picture
from yuanba.matters.acts.voice import Sound
from yuanba.matters.models import Drawn, Ground, Matter, SavedView, VoiceNote
from yuanba.matters.pages import sounds
from yuanba.matters.rules import Spoken, Who
from yuanba.notices.models import Visit
from yuanba.people import acts as people
from yuanba.people.door import Guest
from yuanba.people.models import Card
from yuanba.people.rules import UnitKind
from yuanba.places import acts as places
from yuanba.places.models import PlaceAlias
from yuanba.points import acts as points
from yuanba.points.acts.counter import Written
from yuanba.points.models import Claim, Dispute, Objection, Redemption, Roster, SlipDay, Stocktake
from yuanba.points.tests.village import TODAY, Points, courtyard, photo
from yuanba.supervision.tests.watch import Watch

_DAY = clock.day_of(THURSDAY)
MONDAY = THURSDAY + timedelta(days=11)  # the week is over, and the next begun


def _run_jobs() -> None:
    while jobs.run_due(THURSDAY + timedelta(days=2), most=100):
        pass


class Things(Hillside):
    # ── told aloud, told without a name, told where somebody has to go ──

    @cached_property
    def spoken(self) -> VoiceNote:
        voice = voices.look(sound_files.amr())
        sound = Sound(voices.store(voice), "amr", voice.sha256, len(voice.content), voice.seconds)
        return VoiceNote.objects.get(matter=self.world.told(text="", sounds=[sound]))

    @property
    def spoken_signed(self) -> str:
        return signing.dumps([self.spoken.name, self.spoken.kind], salt=sounds.SALT)

    @cached_property
    def receipt(self) -> str:
        """The digits that whoever told without a name holds."""
        return acts.report(
            actor=self.world.guest,
            place_id=self.world.grid.pk,
            text="有人占了公共菜地。",
            spoken=Spoken(Who.ANONYMOUS),
            now=THURSDAY,
        ).receipt

    @cached_property
    def passed(self) -> Version:
        """Village rules that a meeting passed, not yet filed."""
        by = {"actor": self.world.worker, "now": THURSDAY}
        made = charters.write(
            place_id=self.world.village.pk, kind="covenant", title="石桥村村规民约",
            text="红白事简办。", short="红事白事都从简", **by,
        )  # fmt: skip
        question = passed(self.world)
        ended = clock.day_of(question.ended_at or THURSDAY)
        return charters.adopt(version_id=made.pk, procedure_id=question.pk, since=ended, **by)

    @cached_property
    def recording(self) -> Recording:
        note = self.spoken
        sound = Sound(note.name, note.kind, note.digest, note.bytes, note.seconds)
        return charters.record(
            actor=self.world.worker, version_id=self.passed.pk, sound=sound,
            words="红事白事都从简", agreed=True, now=THURSDAY,
        )  # fmt: skip

    @cached_property
    def watch(self) -> Watch:
        return Watch(self.world)

    @cached_property
    def board(self) -> Board:
        return Board(self.world)

    @cached_property
    def voucher(self) -> Voucher:
        """Of July's issue, which is with the supervision committee."""
        issue = self.board.drafted(date(2026, 7, 1))
        part = issue.parts.get(item__code="B1")
        safe = photos.look(jpeg())
        picture = Picture(photos.store(safe), safe.sha256, safe.width, safe.height)
        by = self.board.go()
        found = catalogue.attach_voucher(
            part_id=part.pk, picture=picture, what="七月路灯电费单", fen=38650, **by
        )
        catalogue.edit_part(part_id=part.pk, words="支路灯电费386.50元。", **by)
        catalogue.send(issue_id=issue.pk, **by)
        return found

    @cached_property
    def ledger(self) -> Ledger:
        with transaction.atomic():  # as every act does: the postings stand before their entry
            ledger = Ledger(self.world)
            ledger.back(ledger.award(0, 5, why="院坝干净"))
        return ledger

    @cached_property
    def visit(self) -> Visit:
        self.world.replied(contact_name="罗大娘", contact_how="visit")
        _run_jobs()
        return Visit.objects.earliest("pk")

    # ── household points ──

    @cached_property
    def points(self) -> Points:
        return Points(self.world)

    @cached_property
    def alias(self) -> PlaceAlias:
        return places.call_also(
            actor=self.world.worker, place_id=self.world.village.pk, name="大坝上", now=THURSDAY
        )

    @cached_property
    def claimed(self) -> Claim:
        """Told by the resident, with a picture; nobody has checked it."""
        return self.points.told(pictures=[photo(courtyard(1))])

    @cached_property
    def roster(self) -> Roster:
        """A sign-in list with two households."""
        homes = [self.points.home.pk, self.points.others[0].memberships.get().household_id]
        said = {"item": "E3", "on": TODAY, "what": "周六清河沟", "homes": homes}
        return points.tell_list(
            actor=self.world.colleague, place_id=self.world.village.pk, now=THURSDAY, **said
        )

    @cached_property
    def own_hazard(self) -> Matter:
        """A danger that the resident told of and that was dealt with; the book has a line for it."""
        world, _book = self.world, self.points
        fire = world.category("G01", "消防隐患", Lane.GOVERNMENT, UnitKind.FIRE, 1)
        pk = world.closed(actor=world.resident).pk
        Matter.objects.filter(pk=pk).update(category=fire, closed_at=clock.now())
        return Matter.objects.get(pk=pk)

    @cached_property
    def objected(self) -> Objection:
        claim = self.points.posted("G1")
        said: dict[str, Any] = {
            "words": "那天他家没来人。",
            "actor": self.points.others[6],
            "now": THURSDAY,
        }
        return points.object_to(claim_id=claim.pk, **said)

    @cached_property
    def deal(self) -> Redemption:
        """Soap reserved by the resident, not yet fetched."""
        self.points.budget()
        self.points.booked("H4")
        item, home = self.points.item(points=5), self.points.home.pk
        go: dict[str, Any] = {"actor": self.world.resident, "household_id": home, "now": THURSDAY}
        return points.reserve(item_id=item.pk, **go)

    @cached_property
    def stocktake(self) -> Stocktake:
        said: dict[str, Any] = {"counted": 6, "why": "月底盘点", "now": THURSDAY}
        return points.count_stock(actor=self.world.colleague, item_id=self.deal.item_id, **said)

    @cached_property
    def slip_day(self) -> SlipDay:
        """Eight slips printed; one entered and booked."""
        go: dict[str, Any] = {"actor": self.world.worker, "place_id": self.world.village.pk}
        first = points.print_slips(many=8, now=THURSDAY, **go)
        one = Written(first.number, self.points.home.pk, self.deal.item_id)
        by = self.world.gridworker.pk
        said: dict[str, Any] = {"on": TODAY, "handed_by_id": by, "slips": [one]}
        return points.enter_slips(now=THURSDAY, **said, **go)

    @cached_property
    def goods_picture(self) -> str:
        item, kept = self.deal.item, photo(courtyard(7)).kept
        said = {"name": item.name, "points": item.points, "item_id": item.pk, "picture": kept}
        by: dict[str, Any] = {"actor": self.world.worker, "place_id": self.world.village.pk}
        points.keep_item(now=THURSDAY, **said, **by)
        return kept.name

    @cached_property
    def disputed(self) -> Dispute:
        """Another piece, handed out, and the household says it was not theirs."""
        go: dict[str, Any] = {"actor": self.world.resident, "now": THURSDAY}
        home = self.points.home.pk
        deal = points.reserve(item_id=self.deal.item_id, household_id=home, **go)
        out = {"redemption_id": deal.pk, "code": deal.code, "now": THURSDAY}
        points.hand_out(actor=self.world.gridworker, **out)
        return points.dispute(redemption_id=deal.pk, words="不是我家换的。", **go)

    # ── honours ──

    @cached_property
    def nominee(self) -> Nominee:
        """The resident's household, honoured."""
        return Honours(self.world, self.points).awarded()

    @cached_property
    def award_objected(self) -> HonourObjection:
        """Somebody of the village objects to what is on the list of honours."""
        one = Honours(self.world, self.points).posted(name="文明户").nominees.get()
        said: dict[str, Any] = {
            "words": "他家院坝上个月还堆着板子。",
            "actor": self.points.others[6],
            "now": JUDGING,
        }
        return honour_acts.object_to_award(nominee_id=one.pk, **said)

    @cached_property
    def named(self) -> Listing:
        """The resident was told that somebody wants to name him."""
        honours = Honours(self.world, self.points)
        honours.filed(honours.decided(Village(self.world, households=3)), now=THURSDAY, since=_DAY)
        return honours.noticed(now=THURSDAY, on=_DAY)

    # ── after the end ──

    @cached_property
    def drawn(self) -> Drawn:
        """A week's draw, and one whom it drew."""
        clockwork.draw_samples(now=THURSDAY)
        self.world.closed(contact_phone="13800000126", contact_name="罗大娘")
        clockwork.draw_samples(now=MONDAY)
        return Drawn.objects.earliest("pk")

    @cached_property
    def hung(self) -> Row:
        """A row on the wall, read by a second person first."""
        matter = self.world.closed(text="桥头的栏杆断了一根。")
        row = Row.objects.get(matter_id=matter.pk)
        return wall.publish(actor=self.world.colleague, row_id=row.pk, now=THURSDAY)

    @cached_property
    def hung_open(self) -> Row:
        """A row of an open matter, by leave of who told it, looked over by a worker."""
        matter = self.world.sorted(text="桥头的护栏松了，几家都怕。")
        acts.let_show(actor=Guest(holds=matter.pk), matter_id=matter.pk, now=THURSDAY)
        row = Row.objects.get(matter_id=matter.pk)
        return wall.publish(actor=self.world.worker, row_id=row.pk, now=THURSDAY)

    @cached_property
    def ground_row(self) -> Ground:
        said = {"code": "outside", "text": "不归这里管。", "source": "县里的办法"}
        county = self.world.county.pk
        return acts.publish_ground(
            actor=self.world.coordinator, county_id=county, now=THURSDAY, **said
        )

    @cached_property
    def uncounted(self) -> Matter:
        """Left out of the figures, by one who asked and another who decided."""
        asked = {"reason": "去年办过三次，照片都在", "ground_id": self.ground_row.pk}
        by: dict[str, Any] = {"matter_id": self.world.replied().pk, "now": THURSDAY}
        acts.ask_exclusion(actor=self.world.worker, **asked, **by)
        answer = "这件事去年答复过三次，没有新情况，所以不计入。"
        return acts.exclude(actor=self.world.township, answer=answer, **by)

    # ── after the sorting ──

    @cached_property
    def shared(self) -> Matter:
        """A communal matter with one of everything."""
        world = self.world
        matter = world.sorted(
            lane=Lane.COMMUNAL, category=world.clutter, unit=world.committee, text="院坝堆满了。"
        )
        go: dict[str, Any] = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
        body, soon = world.council.pk, clock.day_of(THURSDAY) + timedelta(days=3)
        lanes.put_topic(unit_id=body, question="院坝怎么清？", meets_on=soon, **go)
        lanes.give_order(unit_id=body, what="清院坝", who="二组的人", on=soon, **go)
        lanes.call_volunteers(
            unit_id=body, what="一起清院坝", where="黄葛树下", wanted=8,
            starts_at=clock.now() + timedelta(days=3), **go,
        )  # fmt: skip
        lanes.sign_up(actor=world.resident, call_id=matter.calls.get().pk, now=THURSDAY)
        world.unit(UnitKind.PROPERTY, "石桥物业", world.village)
        three = [unit.pk for unit in queries.parties(matter)][:3]
        lanes.doubt_class(unit_ids=three, question="算谁的事？", **go)
        return matter

    @cached_property
    def helped(self) -> Matter:
        """A personal matter whose person was shown a way."""
        world = self.world
        matter = world.sorted(lane=Lane.PERSONAL, category=world.chores, unit=world.self_help)
        lanes.show_way(
            actor=world.worker, matter_id=matter.pk, way=Way.GUIDE, text="请女儿带您去办。",
            ask_on=clock.day_of(THURSDAY) + timedelta(days=7), now=THURSDAY,
        )  # fmt: skip
        return matter

    # ── somebody's own ──

    @cached_property
    def view(self) -> SavedView:
        said = {"name": "超期的", "query": "q=路灯"}
        return acts.save_view(actor=self.world.worker, post_id=self._post_id, now=THURSDAY, **said)

    @cached_property
    def own_card(self) -> Card:
        """The resident's own card, opened with the code of its tear-off."""
        worker, resident = self.world.worker, self.world.resident
        by: dict[str, Any] = {"actor": worker, "now": THURSDAY}
        home = self.world.at_home(resident)
        card = people.ask_card(household_id=home.pk, person_id=resident.pk, **by)
        told: list[tuple[str, str]] = []
        people.print_card(card_id=card.pk, told=lambda _card, *said: told.append(said), **by)
        number, code = told[0]
        pins = {"pin": "739154", "again": "739154"}
        people.open_card(number=number, code=code, address="here", now=THURSDAY, **pins)
        return card

    # ── tables in and out ──

    @cached_property
    def table_in(self) -> TableIn:
        """As it came, with rows that were given back."""
        token = keeping.keep("地点,内容\n".encode())
        said = {"name": "表.csv", "sha256": "0" * 64, "language": "zh-hans"}
        place = self.world.village.pk
        table = exchange.bring_table(
            actor=self.world.worker, place_id=place, token=token, now=THURSDAY, **said
        )
        return self._read(table)

    def _read(self, table: TableIn) -> TableIn:
        """The jobs have looked at it, and rows were given back."""
        _run_jobs()
        keeping.file(table.token, "back.xlsx").write_bytes(b"PK")
        return table

    @cached_property
    def table_out(self) -> TableOut:
        """With contacts: it waits for another person."""
        return self._asked_for(OutKind.CONTACTS, reason="回访一次")

    @cached_property
    def answers(self) -> TableOut:
        """A file of answers for the hotline."""
        matter = self.world.replied()  # the hotline's own number comes by a table or by hand
        Matter.objects.filter(pk=matter.pk).update(outside_number="hotline-20260305000123")
        return exchange.answer_hotline(
            actor=self.world.worker, post_id=self._post_id, language="zh-hans", now=THURSDAY
        )

    def _asked_for(self, kind: OutKind, **said: str) -> TableOut:
        return exchange.ask_export(
            actor=self.world.worker,
            post_id=self._post_id,
            kind=kind,
            filters={},
            rows=1,
            language="zh-hans",
            now=THURSDAY,
            **said,
        )

    @property
    def _post_id(self) -> int:
        return self.world.worker.held()[0].pk

    # ── for addresses ──

    def own_values(self) -> dict[str, Callable[[], object]]:
        return {
            "nominee_id": lambda: self.nominee.pk,
            "award_objection": lambda: self.award_objected.pk,
            "listing_id": lambda: self.named.pk,
            "naming_rule": lambda: self.named.rule_id,
            "naming_place": lambda: self.named.place_id,
            "naming_reply": lambda: (self.named, "reply")[1],
            "campaign_id": lambda: self.nominee.campaign_id,
            "spoken_id": lambda: self.spoken.matter_id,
            "spoken_token": lambda: follow.token(self.spoken.matter_id),
            "spoken_name": lambda: self.spoken.name,
            "spoken_signed": lambda: self.spoken_signed,
            "receipt": lambda: self.receipt,
            "visit_id": lambda: self.visit.pk,
            "drawn_id": lambda: self.drawn.pk,
            "draw_id": lambda: self.drawn.draw_id,
            "hung": lambda: self.hung.pk,
            "hung_open": lambda: self.hung_open.pk,
            "uncounted": lambda: follow.token(self.uncounted.pk),
            "ground_id": lambda: self.ground_row.pk,
            "view_id": lambda: self.view.pk,
            "table_id": lambda: self.table_in.pk,
            "own_card": lambda: self.own_card.pk,
            "file_id": lambda: self.table_out.pk,
            "answers": lambda: self.answers.pk,
            "shared": lambda: self.shared.pk,
            "topic_id": lambda: self.shared.topics.get().pk,
            "order_id": lambda: self.shared.orders.get().pk,
            "call_id": lambda: self.shared.calls.get().pk,
            "signup_id": lambda: self.shared.calls.get().signups.get().pk,
            "book_id": lambda: self.ledger.book.pk,
            "form": lambda: "journal",
            "doubt_id": lambda: self.shared.doubts.get().pk,
            "helped": lambda: follow.token(self.helped.pk),
            "way_id": lambda: self.helped.ways.get().pk,
        }

    def own_reaches(self) -> dict[str, Callable[[], Any]]:
        return {
            "spoken": lambda: self.spoken.matter,
            "visit": lambda: self.visit,
            "drawn": lambda: self.drawn,
            "answers": lambda: self.answers.place,
            "personal": lambda: self.helped,
            "shared": lambda: self.shared,
        }
