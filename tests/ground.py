"""The county of tests/world.py with one of everything that an address can name.

Two counties, so that a right in one can be tried in the other. What is costly is made when it is
first asked for.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.things import Things
from tests.world import FOUNDED, THURSDAY, World
from yuanba.admissions.models import Task
from yuanba.admissions.tests import ground as tasks
from yuanba.base import clock, jobs, photos
from yuanba.base.log import heads
from yuanba.base.log.models import Head
from yuanba.base.permits import Reach, Role
from yuanba.councils.tests.ground import Councils
from yuanba.disclosure.models import Release, Row
from yuanba.disclosure.rules import ReleaseState
from yuanba.duties.models import Category, ListItem
from yuanba.lists.tests.ground import Bounds
from yuanba.matters import acts, follow
from yuanba.matters.acts.common import Picture
from yuanba.matters.models import Alarm, Decoy, HelperTask, Matter
from yuanba.matters.pages import shots
from yuanba.matters.pages.tasks import BY_SLUG, open_to
from yuanba.notices.models import Message
from yuanba.people import acts as people
from yuanba.people.door import FOUNDER, Guest, with_posts
from yuanba.people.models import Card, Household, Person, Post, Reset
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.problems.models import Step
from yuanba.problems.tests.leaks import Leaks
from yuanba.projects.tests.ground import Three
from yuanba.proofs.acts import turn_away
from yuanba.proofs.models import Proof, Turned
from yuanba.proofs.tests import ground as proofs
from yuanba.rights import acts as rights
from yuanba.rights.models import Batch, Wish
from yuanba.service import acts as service
from yuanba.service.models import ServiceDay, Tick
from yuanba.service.tests.village import Thursdays
from yuanba.triage import acts as triage
from yuanba.triage.models import SortingRule


def picture(colour: str = "#5a7") -> Picture:
    """One photo, made safe and stored as the pages do; made anew if a test before swept it away."""
    if (kept := _pictures.get(colour)) and photos.path(kept.name).exists():
        return kept
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    taken = shots.take([SimpleUploadedFile("灯.jpg", out.getvalue())], shots.Shots())
    assert not taken.errors
    _pictures[colour] = taken.pictures[0]
    return taken.pictures[0]


_pictures: dict[str, Picture] = {}


FAR = ("far", "far-security", "far-audit")  # who together hold every post of another county


class Ground(Things):
    """`person(who)` signs in, `value(name)` fills an address, `reach(name)` is what it stands over."""

    def __init__(self) -> None:
        self.world = world = World()
        branch = {"name": "公共设施", "name_en": "Facilities", "source": "test"}
        Category.objects.get_or_create(code="B", defaults=branch)
        world.person("gridlead", "陈组长", Role.GRIDLEAD, world.village)
        world.person("mediator", "何老师", Role.MEDIATOR, world.village)
        world.person("shopkeeper", "店小二", Role.SHOP, world.village)
        county = world.place(Kind.COUNTY, "清河县", None)
        town = world.place(Kind.TOWNSHIP, "白沙镇", county)
        self.far = world.place(Kind.VILLAGE, "沙坝村", town, short="沙坝")
        grid = world.place(Kind.GRID, "沙坝村第一网格", self.far)
        unit = world.unit(UnitKind.URBAN, "清河县城市管理局", county)
        at = {
            Role.GRID: grid, Role.TOWNSHIP: town, Role.COUNTY: county, Role.HANDLER: county,
            Role.ADMIN: county, Role.SECURITY: county, Role.AUDIT: county,
        }  # fmt: skip
        # Elsewhere all posts are held by three: one cannot be two of the three administrators (T21).
        apart = {Role.SECURITY: "far-security", Role.AUDIT: "far-audit"}
        people = {name: Person.objects.create(username=name, name="远") for name in FAR}
        for role in set(Role) - {Role.RESIDENT, Role.REPORTER}:
            Post.objects.create(
                person=people[apart.get(role, "far")],
                role=role,
                place=at.get(role, self.far),
                unit=unit if role is Role.HANDLER else None,
                since=FOUNDED,
            )
        self._matters: dict[str, Matter] = {}

    # ── people ──

    def person(self, who: str) -> Person:
        found = with_posts(Person.objects.get(username=who).pk)
        assert found is not None
        return found

    # ── one of everything ──

    def matter(self, state: str) -> Matter:
        """One matter brought to this state by the acts."""
        if state not in self._matters:
            self._matters[state] = self._brought(state)
        return self._matters[state]

    def _brought(self, state: str) -> Matter:
        world = self.world
        if state == "told":
            said = {"contact_name": "罗大娘", "contact_phone": "13800000126"}
            return world.told(pictures=[picture()], **said)
        if state == "assigned":
            return world.assigned(pictures=[picture("#57a")])
        if state == "personal":
            return world.sorted(lane="personal", category=world.chores, unit=world.self_help)
        if state == "extension":
            matter = world.assigned()
            return acts.ask_extension(
                actor=world.handler, matter_id=matter.pk, days=1, reason="等配件", now=THURSDAY
            )
        if state == "reopen":
            matter, day = world.closed(), THURSDAY + timedelta(days=4)
            return acts.ask_reopen(actor=world.worker, matter_id=matter.pk, why="又坏了", now=day)
        if state == "unrated":
            pk, day = world.replied().pk, THURSDAY + timedelta(days=2)
            return acts.evaluate(actor=Guest(holds=pk), matter_id=pk, solved=True, now=day)
        made: Callable[[], Matter] = getattr(world, state)
        return made()

    STATES = (
        "told", "sorted", "personal", "assigned", "extension", "finished", "replied", "evaluated",
        "closed", "reopen",
    )  # fmt: skip

    def open_matter(self, slug: str, who: str) -> Matter:
        """A matter at which this act of the desk can be done, or else one that is being worked on."""
        task, person = BY_SLUG[slug], self.person(who)
        found = (self.matter(s) for s in self.STATES if open_to(task, self.matter(s), person))
        return next(found, self.matter("assigned"))

    @cached_property
    def sorting_rule(self) -> SortingRule:
        return triage.add_rule(
            actor=self.world.coordinator,
            county_id=self.world.county.pk,
            category_id=self.world.lamp.pk,
            now=THURSDAY,
            name="路灯归城管", position=10, words="路灯、灯杆", also="", but_not="", nature="",
            lane="", source="云岭县职责清单 B01",
        )  # fmt: skip

    @cached_property
    def household(self) -> Household:
        home = people.found_household(
            actor=self.world.worker, place_id=self.world.grid.pk, address="三组12号", now=THURSDAY
        )
        for n, name in enumerate(("罗大娘", "罗小明")):
            people.enrol(
                actor=self.world.worker, household_id=home.pk, name=name, head=not n, now=THURSDAY
            )
        return home

    @cached_property
    def card(self) -> Card:
        home = self.household
        person = home.members.get(head=True).person_id
        return people.ask_card(
            actor=self.world.worker, household_id=home.pk, person_id=person, now=THURSDAY
        )

    @cached_property
    def reset(self) -> Reset:
        """Asked for at the command line of the server, so that either administrator may agree."""
        return people.ask_reset(
            actor=FOUNDER,
            person_id=self.world.colleague.pk,
            reason="手机丢了",
            now=clock.now(),
            told=lambda _half: None,
        )

    @cached_property
    def row(self) -> Row:
        self.matter("closed")
        return Row.objects.earliest("pk")

    @cached_property
    def thursdays(self) -> Thursdays:
        return Thursdays(self.world)

    @cached_property
    def service_day(self) -> ServiceDay:
        return self.thursdays.opened()

    @cached_property
    def ended_day(self) -> ServiceDay:
        week_ago = THURSDAY - timedelta(days=7)
        day = self.thursdays.opened(now=week_ago)
        return service.end_day(
            actor=self.world.worker, day_id=day.pk, summary="来了三家人。", now=week_ago
        )

    @cached_property
    def alarm(self) -> Alarm:
        """The worker looked at the decoy."""
        said = {"matter_id": self.decoy.pk, "reason": "想看看"}
        acts.reveal(actor=self.person("worker"), now=clock.now(), **said)
        return Alarm.objects.get(decoy=self.decoy)

    @cached_property
    def decoy(self) -> Decoy:
        return acts.plant_decoy(
            actor=self.person("security"), place_id=self.world.village.pk, text="门岗收钱不开票。",
            about="门岗那个人", name="欧阳女士", phone="13800009999", now=THURSDAY,
        )  # fmt: skip

    @cached_property
    def tick(self) -> Tick:
        return self.thursdays.ticked(self.service_day)

    @cached_property
    def bounds(self) -> Bounds:
        return Bounds(self.world)

    @cached_property
    def handed(self) -> Task:
        return tasks.handed(self.bounds)

    @cached_property
    def three(self) -> Three:
        return Three(self.world)

    @cached_property
    def proof(self) -> Proof:
        return proofs.issued(self.bounds)

    @cached_property
    def turned(self) -> Turned:
        line, village = self.bounds.line("N1").pk, self.world.village.pk
        return turn_away(actor=self.world.worker, place_id=village, line_id=line, now=THURSDAY)

    @cached_property
    def asked(self) -> Task:
        """Waits for the county's decision."""
        return tasks.asked(self.bounds)

    @cached_property
    def councils(self) -> Councils:
        return Councils(self.world)

    @cached_property
    def leaks(self) -> Leaks:
        return Leaks(self.world)

    @cached_property
    def batch(self) -> Batch:
        return Batch.objects.create(
            kind="contact", before=THURSDAY, found=1, state="draft", drafted_at=THURSDAY
        )

    @cached_property
    def wish(self) -> Wish:
        return rights.ask_erasure(actor=self.person("resident"), now=THURSDAY)

    @cached_property
    def release(self) -> Release:
        return Release.objects.create(
            place=self.world.village, upto=self.row.pk, n=1, left_out=0, reason="都是公共设施",
            state=ReleaseState.PROPOSED, proposed_by=self.world.colleague, proposed_at=THURSDAY,
        )  # fmt: skip

    @cached_property
    def message(self) -> Message:
        self.matter("told"), self.matter("replied")
        while jobs.run_due(THURSDAY + timedelta(days=2), most=100):
            pass
        return Message.objects.filter(matter__isnull=False).earliest("pk")

    # ── for addresses ──

    @cached_property
    def logged(self) -> Head:
        """A head of the village's record, signed when something lay in it."""
        self.matter("told")
        heads.sign_heads(now=clock.now())
        head = heads.latest(self.world.village.pk)
        assert head is not None
        return head

    def value(self, name: str, who: str = "") -> str:
        """What fills <name> in an address; `who` will open it."""
        world = self.world
        known: dict[str, Callable[[], object]] = {
            "place_id": lambda: world.village.pk,
            "county": lambda: world.county.pk,
            "place": lambda: world.village.pk,
            "tree_id": lambda: self.logged.tree_id,
            "size": lambda: self.logged.size,
            "old": lambda: 1,
            "upto_id": lambda: 1,
            "village_id": lambda: world.village.pk,
            "alias_id": lambda: self.alias.pk,
            "closable": lambda: world.grid.pk,
            "claim_id": lambda: self.claimed.pk,
            "one_id": lambda: world.worker.pk,
            "other_id": lambda: world.colleague.pk,
            "claim_home": lambda: self.claimed.household_id,
            "claim_photo": lambda: self.claimed.pictures.get().name,
            "deal_id": lambda: self.deal.pk,
            "shop_item": lambda: self.deal.item_id,
            "slip_sheet": lambda: self.slip_day and 1,
            "slip_day": lambda: self.slip_day.pk,
            "goods_picture": lambda: self.goods_picture,
            "roster_id": lambda: self.roster.pk,
            "own_hazard": lambda: self.own_hazard.pk,
            "stocktake_id": lambda: self.stocktake.pk,
            "dispute_id": lambda: self.disputed.pk,
            "points_objection": lambda: self.objected.pk,
            "version_id": lambda: self.passed.pk,
            "recording_id": lambda: self.recording.pk,
            "issue_id": lambda: self.board.out.pk,
            "sample_id": lambda: self.watch.sample.pk,
            "pick_id": lambda: self.watch.sample.picks.get(n=1).pk,
            "watch_suggestion": lambda: self.watch.suggestion.pk,
            "watch_finding": lambda: self.watch.finding.pk,
            "clue_id": lambda: self.watch.clue.pk,
            "voucher_id": lambda: self.voucher.pk,
            "part_id": lambda: self.board.part.pk,
            "asked_id": lambda: self.board.asked.pk,
            "matter_id": lambda: self.matter("assigned").pk,
            "closed": lambda: self.matter("closed").pk,
            "told": lambda: self.matter("told").pk,
            "token": lambda: follow.token(self.matter("told").pk),
            "replied": lambda: follow.token(self.matter("replied").pk),
            "sorted_token": lambda: follow.token(self.matter("sorted").pk),
            "unrated": lambda: follow.token(self.matter("unrated").pk),
            "release_id": lambda: self.release.pk,
            "struck_off": lambda: follow.token(self.matter("closed").pk),
            "name": lambda: self.matter("told").photos.get().name,
            "signed": lambda: signing.dumps(picture().name, salt=shots.SALT),
            "person_id": lambda: world.colleague.pk,
            "blocked": lambda: self.blocked.pk,
            "post_id": lambda: Post.objects.get(person=world.colleague).pk,
            "unit_id": lambda: world.lamps.pk,
            "category_id": lambda: world.lamp.pk,
            "concern_id": lambda: 1,
            "county_id": lambda: world.county.pk,
            "rule_id": lambda: self.sorting_rule.pk,
            "owner_id": lambda: world.handler.pk,
            "lead_id": lambda: world.lamps.pk,
            "parent_id": lambda: world.town.pk,
            "into_id": lambda: world.elsewhere.pk,
            "place_many": lambda: world.elsewhere.pk,
            "supervisor_id": lambda: world.supervisor.pk,
            "card_id": lambda: self.card.pk,
            "card_key": lambda: "a" * 26,
            "reset_id": lambda: self.reset.pk,
            "household_id": lambda: self.household.pk,
            "membership_id": lambda: self.household.members.get(head=False).pk,
            "row_id": lambda: self.row.pk,
            "message_id": lambda: self.message.pk,
            "schedule_id": lambda: self.thursdays.schedule.pk,
            "group_id": lambda: self.thursdays.group.pk,
            "member_id": lambda: self.thursdays.leader.pk,
            "problem_id": lambda: self.leaks.begun.pk,
            "step_id": lambda: (self.leaks.begun, Step.objects.earliest("pk").pk)[1],
            "leak": lambda: (self.leaks.begun, self.leaks.told[1].pk)[1],
            "ended_day": lambda: self.ended_day.pk,
            "day_id": lambda: self.service_day.pk,
            "alarm_id": lambda: self.alarm.pk,
            "decoy": lambda: self.decoy.pk,
            "yard": lambda: self.network.world.grid.pk,
            "team_id": lambda: self.network.team.pk,
            "branch": lambda: self.network.branch.pk,
            "seat_id": lambda: self.network.worker.pk,
            "plan_id": lambda: self.network.plan.pk,
            "venue_id": lambda: self.venue.pk,
            "favour_id": lambda: self.favour.pk,
            "favour": lambda: self.favour.pk,
            "favour_place": lambda: self.favour.place_id,
            "cover_id": lambda: self.network.hamlet.pk,
            "tick_id": lambda: self.tick.pk,
            **self.patrol_values,
            "checklist": lambda: "five",
            "kept_list": lambda: (self.tick, "five")[1],
            "code": lambda: world.lamp.code,
            "list": lambda: "pause",
            "item_id": lambda: ListItem.objects.earliest("pk").pk,
            "period": lambda: "contact",
            "batch_id": lambda: self.batch.pk,
            "wish_id": lambda: self.wish.pk,
            "agree": lambda: "agree",
            "grant": lambda: "grant",
            "own_post": lambda: self._own_post(who),
            "assigned_photo": lambda: self.matter("assigned").photos.get().name,
            "helper_id": lambda: self.helper.pk,
            "link_id": lambda: self.firm.pk,
            "outside": lambda: self.firm.token,
            "need_id": lambda: self.three.need.pk,
            "deliverable_id": lambda: self.three.contract.deliverables.get().pk,
            "association_id": lambda: self.three.association.pk,
            "provider_id": lambda: self.three.association.pk,
            "resource_id": lambda: self.three.resource.pk,
            "project_id": lambda: self.three.project.pk,
            "contract_id": lambda: self.three.contract.pk,
            "proof_id": lambda: self.proof.pk,
            "proof_code": lambda: self.proof.code,
            "proof_yes": lambda: self.bounds.line("K1").pk,
            "proof_no": lambda: self.bounds.line("N1").pk,
            "turned_id": lambda: self.turned.pk,
            "village_task": lambda: self.asked.pk,
            "share_id": lambda: self.handed.shares.get().pk,
            "line_id": lambda: self.bounds.line("X1").pk,
            "edition_id": lambda: self.bounds.waiting.pk,
            "standing_edition": lambda: self.bounds.assist.pk,
            "example_kind": lambda: "proof_no",
            "year": lambda: 2026,
            "day": lambda: "2026-10-10",
        }
        if name in Councils.NAMES:
            return str(self.councils.value(name))
        return str((known | self.own_values())[name]())

    @cached_property
    def helper(self) -> HelperTask:
        acts.ask_help(
            actor=self.world.handler,
            matter_id=self.matter("assigned").pk,
            unit_id=self.world.housing.pk,
            text="请查这盏灯是不是在改造范围里。",
            due_on=date(2026, 9, 28),
            now=THURSDAY,
        )
        return HelperTask.objects.get()

    @cached_property
    def firm(self) -> acts.Made:
        made = acts.ask_outside(
            actor=self.world.handler,
            matter_id=self.matter("assigned").pk,
            name="桂溪供电所",
            text="请查这条线路什么时候送电。",
            days=30,
            now=clock.now(),
        )
        assert isinstance(made, acts.Made)
        return made

    @cached_property
    def blocked(self) -> Person:
        gone = self.world.person("gone", "离岗的人", Role.WORKER, self.world.village)
        people.block(actor=self.world.security, person_id=gone.pk, reason="离岗", now=THURSDAY)
        return gone

    def _own_post(self, who: str) -> int:
        """The post by which this person asks; for who holds none, no post at all."""
        held = self.person(who).held() if who not in {"", "guest"} else []
        return held[0].pk if held else 1

    def reach(self, over: str) -> Reach:
        """The ids that a thing belongs to; rights are asked over them."""
        world = self.world
        places: dict[str, Callable[[], Place]] = {
            "village": lambda: world.village,
            "county": lambda: world.county,
            "above": lambda: world.town,
            "grid": lambda: world.grid,
            "household": lambda: self.household.place,
            "row": lambda: world.village,
            "problem": lambda: world.village,
        }
        if over in places:
            return places[over]().reach
        rest: dict[str, Callable[[], Any]] = {
            "favour": lambda: self.favour,
            "matter": lambda: self.matter("assigned"),
            "task": lambda: self.asked,
            "village_project": lambda: self.three.project,
            "claim": lambda: self.claimed,
            "issue": lambda: self.board.out,
            "deal": lambda: self.deal,
            "told": lambda: self.matter("told"),
            "message": lambda: self.message,
            "helper": lambda: self.helper,
        }
        return frozenset((rest | self.own_reaches())[over]().reach)
