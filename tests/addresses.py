"""Every address of the house, one row each: whose right it is, over what, and who looks at it.

X-MATRIX tries each as every role, here and in another county (tests/trust/test_matrix.py); the
browser looks at each page (tests/trust/browser). An address without a row here fails the build.

A new page: add one line to PAGES under its route as Django prints it, for example

    "desk/lamps/<int:matter_id>/": at("matters.see", "matter", looks=("worker",)),

and, if it names something new, its value to tests/ground.py. A new JSON operation: one line in
OPERATIONS. `looks` names who opens the page in the browser (user names of tests/world.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yuanba.base import permits
from yuanba.base.permits import Role
from yuanba.councils.api.offered import OFFERED as COUNCILS
from yuanba.matters.api import OFFERED
from yuanba.matters.pages.tasks import BY_SLUG, Task

R = Role
STAFF = frozenset(Role) - {R.RESIDENT, R.REPORTER}
SEES = STAFF - {R.ADMIN, R.SECURITY, R.AUDIT, R.SHOP}
SEES_SERVICE = frozenset({R.GRID, R.GRIDLEAD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR})
FIELD = frozenset({R.GRID, R.GRIDLEAD, R.MEDIATOR})
DESK = ("worker",)
ELECTION = ("post_roll", "object_to_roll", "nominate", "post_candidates")
SUBJECTS = {  # what an act of the table is tried on, where it is not the usual one
    **dict.fromkeys(ELECTION, "election"),
    "exempt": "levy_procedure",
    "ask_review": "appraisal",
    "plan_ceremony": "ceremony",
    "close_ceremony": "ceremony",
}


@dataclass(frozen=True)
class Address:
    """`permit` of the table asked over `over`; with `over` empty, at any post the person holds.

    `roles` instead of a permit: whoever holds such a post. Neither: open to everybody.
    """

    permit: str = ""
    over: str = ""
    roles: frozenset[Role] = frozenset()
    signed_in: bool = False  # for everybody who has signed in
    whose: tuple[str, ...] = ()  # for these alone: a thing of one's own
    county: bool = False  # only from a post at a county
    demo: bool = False  # stands only in the demo
    looks: tuple[str, ...] = ()
    ask: tuple[str, ...] = ("GET", "POST")  # what it answers
    fill: Mapping[str, str] = field(default_factory=dict)  # <name> → which value of tests/ground.py

    @property
    def open(self) -> bool:
        return not (self.permit or self.roles or self.signed_in or self.whose)


GET, POST = ("GET",), ("POST",)
Names = tuple[str, ...]


def everybody(*looks: str, ask: Names = ("GET",), **fill: str) -> Address:
    return Address(looks=looks, ask=ask, fill=fill)


def held(*looks: str, ask: Names = ("GET", "POST"), **fill: str) -> Address:
    """For whoever holds the link of a matter: the link itself is the right."""
    return Address(looks=looks or ("guest",), ask=ask, fill=fill)


def at(
    permit: str, over: str, looks: Names = (), ask: Names = ("GET", "POST"), **fill: str
) -> Address:
    return Address(permit=permit, over=over, looks=looks, ask=ask, fill=fill)


def own(
    right: str | frozenset[Role],
    *looks: str,
    ask: Names = ("GET",),
    county: bool = False,
    **fill: str,
) -> Address:
    """A page about one's own scope: for any post with this right."""
    permit, roles = (right, frozenset[Role]()) if isinstance(right, str) else ("", right)
    return Address(permit, roles=roles, county=county, looks=looks, ask=ask, fill=fill)


def signed_in(*looks: str, ask: Names = ("GET",), **fill: str) -> Address:
    return Address(signed_in=True, looks=looks, ask=ask, fill=fill)


def mine(*whose: str, ask: Names = ("GET",), **fill: str) -> Address:
    """A thing of somebody's own (user names): nobody else is told that it is there."""
    return Address(whose=whose, ask=ask, fill=fill)


ADMIN: Names = ("admin",)
SECURITY: Names = ("security",)
ALL: Names = ("worker", "handler", "township", "supervisor")
PAGES: dict[str, Address] = {
    # the house
    "": everybody("guest"),
    "choose": everybody("guest"),
    "c/<int:place_id>": everybody(),
    "c/<int:place_id>/": everybody("guest", "resident"),
    "accessibility": everybody("guest"),
    "offline": everybody("guest"),
    "look": everybody(ask=POST),
    # telling and following
    "c/<int:place_id>/report": everybody("guest", "resident", ask=("GET", "POST")),
    "c/<int:place_id>/anonymous": everybody("guest", ask=("GET", "POST")),
    "receipt": everybody("guest", ask=("GET", "POST")),
    "kept/<str:signed>": everybody(),
    "follow": everybody("guest", ask=("GET", "POST")),
    "mine": everybody("guest", "resident"),
    "mine/forget": everybody(ask=POST),
    "f/<str:token>": held(ask=GET),
    "f/<str:token>/": held(ask=GET),
    "f/<str:token>/received": held(ask=GET),
    "f/<str:token>/add": held(),
    "f/<str:token>/answer": held(),
    "f/<str:token>/evaluate": held(token="replied"),
    "f/<str:token>/reopen": held(token="struck_off"),
    "f/<str:token>/slip": held(ask=GET),
    "f/<str:token>/proof": held(ask=GET),
    "f/<str:token>/proof/file": everybody(),
    "f/<str:token>/object": held(token="sorted_token"),
    "f/<str:token>/rate": held(token="unrated"),
    "f/<str:token>/urge": everybody(ask=POST),
    "f/<str:token>/show": everybody(ask=POST),
    "f/<str:token>/photo/<str:name>": everybody(),
    "f/<str:token>/photo/<str:name>/small": everybody(),
    # the desk
    "desk/": own(STAFF, *ALL, "county", "grid", "admin"),
    "desk/post": own(STAFF, ask=POST),
    "desk/queue": own(SEES, *ALL),
    "desk/queue/several": own(STAFF, ask=POST),
    "desk/triage": own("matters.triage", "worker", "township"),
    "desk/new": own("matters.report", "worker", "grid", ask=("GET", "POST")),
    "desk/register": own(SEES, *ALL),
    "desk/concerns": own(
        frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}), "township", "supervisor"
    ),
    "desk/looks": own("matters.note_alarm", "supervisor", "security", ask=("GET", "POST")),
    "desk/decoys": own("matters.plant_decoy", "security", ask=("GET", "POST")),
    "desk/decoys/<int:matter_id>/end": own("matters.end_decoy", ask=POST, matter_id="decoy"),
    "desk/matters/<int:matter_id>/instruction/": at("matters.assign", "matter", DESK, GET),
    "desk/search": own(SEES, "worker", "handler"),
    "desk/stuck": own(SEES, "township", "county", "supervisor"),
    "desk/matters/<int:matter_id>/": at("matters.see", "matter", ALL, GET),
    "desk/matters/<int:matter_id>/triage/": at("matters.triage", "matter", DESK, matter_id="told"),
    "desk/matters/<int:matter_id>/triage-again/": at("matters.triage", "matter", DESK),
    "desk/matters/<int:matter_id>/photo/<slug:name>": at(
        "matters.see", "told", ask=GET, matter_id="told"
    ),
    # the wall and the figures
    "wall/": everybody("guest"),
    "record/": everybody("guest"),
    "record/verify": everybody("guest"),
    "record/<int:tree_id>/": everybody("guest"),
    "record/<int:tree_id>/leaves": everybody(),
    "record/<int:tree_id>/<int:size>/head": everybody(),
    "record/<int:tree_id>/<int:size>/from/<int:old>": everybody(),
    "wall/<int:place_id>/": everybody("guest"),
    "wall/<int:place_id>/print": everybody("guest"),
    "wall/<int:place_id>/shared": everybody("guest"),
    "wall/rows/<int:row_id>/also": everybody("guest", ask=("GET", "POST"), row_id="hung_open"),
    "desk/publish": own("disclosure.see", "worker", "supervisor"),
    "desk/publish/<int:row_id>": at("disclosure.see", "row", ("worker", "colleague"), GET),
    "desk/publish/many": own("disclosure.see_many", "worker", "township", ask=("GET", "POST")),
    "figures/": everybody("guest"),
    "figures/<int:place_id>/": everybody("guest"),
    "figures/<int:place_id>/table.csv": everybody(),
    "figures/<int:place_id>/sample": everybody(place_id="county"),
    "wall/rows/<int:row_id>/contest": everybody(ask=("GET", "POST"), row_id="hung"),
    "f/<str:token>/uncounted": held(token="uncounted"),
    "desk/checks": own("matters.spot_check", *DESK, "township", "supervisor"),
    "desk/checks/<int:drawn_id>/": at("matters.spot_check", "drawn"),
    "desk/checks/draws/<int:draw_id>/": own("matters.spot_check"),
    "desk/checks/draws/<int:draw_id>/list.csv": own("matters.spot_check"),
    "desk/grounds": own("matters.set_share", "county"),
    "desk/rules": own("triage.see_rules", "county", county=True),
    "desk/rules/new": own("triage.add_rule", "county", ask=("GET", "POST"), county=True),
    "desk/rules/<int:rule_id>": own(
        "triage.change_rule", "county", ask=("GET", "POST"), county=True, rule_id="rule_id"
    ),
    "desk/record": own(frozenset({R.ADMIN, R.AUDIT, R.SUPERVISOR}), "audit"),
    "desk/figures": own(frozenset({R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR}), "township"),
    # messages
    "desk/outbox": own("notices.see", "worker", "township"),
    "desk/outbox/<int:message_id>/called": at("notices.mark_called", "message", ask=POST),
    "desk/outbox/<int:message_id>/printed": at("notices.mark_printed", "message", ask=POST),
    "notices": signed_in("resident"),
    "notices/language": signed_in(ask=POST),
    "outbox": Address(looks=("guest",), ask=GET, demo=True),
    # tables in and out
    "desk/register/export": own(SEES, "worker", "handler"),
    "desk/register/print": own(SEES, "worker"),
    "desk/import": own(
        "exchange.bring_table", "admin", "county", "security", "worker", ask=("GET", "POST")
    ),
    # of matters; a list asks for the right of its rows (exchange/tests/test_rolls.py)
    "desk/import/<int:table_id>": at("exchange.import_matters", "village"),
    "desk/import/<int:table_id>/back": at("exchange.import_matters", "village", ask=GET),
    # its press is for the one who asked, as POST /api/exchange/hotline/{table_id}/renew below
    "desk/hotline/<int:table_id>": at(
        "exchange.answer_hotline", "village", ask=GET, table_id="answers"
    ),
    "desk/exports/<int:table_id>/file": at(
        "exchange.fetch_export", "village", ask=POST, table_id="file_id"
    ),
    "desk/exports/<int:table_id>/decide": at(
        "exchange.agree_export", "village", ask=POST, table_id="file_id"
    ),
    "desk/exports": own("exchange.ask_export", "worker"),
    "desk/exports/contacts": own("exchange.ask_contacts", ask=POST),
    "desk/hotline": own("exchange.answer_hotline", "worker", ask=("GET", "POST")),
    "desk/queue/undo": own(STAFF, ask=POST),
    "desk/register/views": own("matters.save_view", ask=POST),
    "desk/register/views/<int:view_id>/drop": mine("worker", ask=POST),
    # people
    "signin/": everybody("guest", ask=("GET", "POST")),
    "signin/phone/": everybody("guest", ask=("GET", "POST")),
    "signin/code/": everybody(),
    "signin/as/": Address(looks=("guest",), ask=GET, demo=True),
    "signin/second/": everybody(),  # the second step, for who took the first
    "signin/second/set-up/": everybody(),
    "signin/reset/": everybody("guest", ask=("GET", "POST")),
    "signin/card/": everybody("guest", ask=("GET", "POST")),
    "signin/card": everybody(ask=("GET", "POST")),
    "signin/card/another/": everybody(ask=POST),
    "k/<slug:key>/": everybody(key="card_key"),
    "me/card/": mine("resident", ask=("GET", "POST"), own="own_card"),
    "me/card/lost/": mine("resident", ask=POST, own="own_card"),
    "me/others/": signed_in(ask=POST),
    "me/second/": signed_in("worker"),
    "me/second/begin/": signed_in(ask=POST),
    "me/second/set-up/": signed_in(ask=("GET", "POST")),
    "signout/": everybody(ask=POST),
    "me/": signed_in("resident", "worker"),
    "me/password/": signed_in("worker", ask=("GET", "POST")),
    "desk/people/": own("people.see_staff", "security", "supervisor"),
    "desk/people/add/": own("people.add_person", "security", ask=("GET", "POST")),
    "desk/people/<int:person_id>/": at("people.see_staff", "village", ("security", "audit"), GET),
    "desk/people/<int:person_id>/appoint/": at("people.appoint", "village", SECURITY),
    "desk/people/<int:person_id>/password/": at("people.give_password", "village", SECURITY),
    "desk/people/<int:person_id>/reset/": at("people.ask_reset", "village", SECURITY),
    "desk/records/": own("people.see_records", "audit"),
    "desk/resets/": own("people.see_resets", "security", "admin", "audit"),
    "desk/resets/<int:reset_id>/": at("people.see_resets", "village", ("security", "audit"), GET),
    "desk/resets/<int:reset_id>/agree/": at("people.agree_reset", "village", ask=POST),
    "desk/resets/<int:reset_id>/end/": at("people.end_reset", "village", SECURITY),
    "desk/cards/": own("people.see_cards", "worker", "grid"),
    "desk/cards/print/": own("people.print_card", ask=POST),
    "desk/cards/<int:card_id>/agree/": at("people.agree_card", "household", ask=POST),
    "desk/cards/<int:card_id>/stop/": at("people.stop_card", "household", DESK),
    "desk/households/<int:household_id>/card/": at("people.ask_card", "household", DESK),
    "desk/people/<int:person_id>/block/": at("people.block", "village", SECURITY),
    "desk/people/<int:person_id>/unblock/": at(
        "people.unblock", "county", SECURITY, person_id="blocked"
    ),
    "desk/posts/<int:post_id>/end/": at("people.end_post", "village", SECURITY),
    "desk/units/": own("people.see_units", "admin", "audit"),
    "desk/units/add/": own("people.found_unit", "admin", ask=("GET", "POST")),
    "desk/units/<int:unit_id>/": at("people.change_unit", "county", ADMIN),
    "desk/households/": own("people.see_households", "worker", "grid"),
    "desk/households/add/": own("people.found_household", "worker", ask=("GET", "POST")),
    "desk/households/<int:household_id>/": at(
        "people.see_households", "household", ("worker", "grid"), GET
    ),
    "desk/households/<int:household_id>/enrol/": at("people.enrol", "household", DESK),
    "desk/households/<int:household_id>/split/": at("people.split_household", "household", DESK),
    "desk/households/<int:household_id>/merge/": at("people.merge_households", "household", DESK),
    "desk/households/<int:household_id>/vouch/<int:membership_id>/": at(
        "people.vouch", "household", DESK
    ),
    "desk/households/<int:household_id>/leave/<int:membership_id>/": at(
        "people.leave_household", "household", DESK
    ),
    # places, calendar, categories
    "desk/places/": own("places.see", "admin", county=True),
    "desk/places/<int:place_id>/": at("places.see", "county", ("admin", "county"), GET),
    "desk/places/<int:place_id>/found/": at("places.found", "county", ADMIN),
    "desk/places/<int:place_id>/rename/": at("places.rename", "county", ADMIN),
    "desk/places/<int:place_id>/move/": at("places.move", "county", ADMIN),
    "desk/places/<int:place_id>/recode/": at("places.recode", "county", ADMIN),
    "desk/places/<int:place_id>/merge/": at("places.merge", "county", ADMIN),
    "desk/places/<int:place_id>/split/": at("places.split", "county", ADMIN),
    "desk/places/<int:place_id>/close/": at("places.close", "county", ADMIN, place_id="closable"),
    "desk/calendar/": signed_in("admin"),
    "desk/places/<int:village_id>/called/": at("places.call_also", "village", ("worker", "admin")),
    "desk/places/called/<int:alias_id>/drop/": at("places.drop_alias", "village", ask=POST),
    "desk/calendar/<int:year>/": own("places.see", "admin", "county", county=True),
    "desk/calendar/<int:year>/load/": own("places.load_calendar_year", ask=POST),
    "desk/calendar/<int:year>/settle/": own("places.settle_year", "admin", ask=("GET", "POST")),
    "desk/calendar/day/<isoday:day>/": own("places.set_day", "admin", ask=("GET", "POST")),
    "desk/categories/": own("duties.see_categories", "admin", county=True),
    "desk/categories/<slug:code>/": own("duties.change_category", "admin", ask=("GET", "POST")),
    # one's own data; what is kept, and how long
    "privacy": everybody("guest"),
    "burden/": everybody("guest"),
    "me/data": signed_in("resident", "worker", ask=("GET", "POST")),
    "me/data/withdraw": mine("resident", ask=POST, own="wish_id"),
    "me/data/file": signed_in(),
    "f/<str:token>/data": held(),
    "f/<str:token>/data/erase": everybody(ask=POST),
    "f/<str:token>/data/disown": held(),
    "not-me": everybody("guest"),
    "f/<str:token>/data/file": everybody(),
    "desk/keeping": own("rights.see", "admin", "security"),
    "desk/keeping/batch/<int:batch_id>/<slug:slug>": own("rights.agree", ask=POST, slug="agree"),
    "desk/keeping/wish/<int:wish_id>/<slug:slug>": own(
        "rights.grant_erasure", ask=POST, slug="grant"
    ),
    "desk/keeping/period/<slug:kind>": own(
        "rights.set_period", "security", ask=("GET", "POST"), kind="period"
    ),
    # common problems
    "desk/problems/": own("problems.see", "worker", "county"),
    "desk/problems/months": own("problems.see", "county"),
    "desk/problems/<int:problem_id>/": at("problems.see", "problem", ("worker", "township"), GET),
    "desk/problems/<int:problem_id>/join": at("problems.join", "problem", DESK),
    "desk/problems/<int:problem_id>/begin": at("problems.begin", "problem", ("township",)),
    "desk/problems/<int:problem_id>/finish": at("problems.finish", "problem", DESK),
    "desk/problems/<int:problem_id>/steps/<int:step_id>": at("problems.advance", "problem", DESK),
    "desk/problems/<int:problem_id>/out/<int:matter_id>": at(
        "problems.take_out", "problem", DESK, matter_id="leak"
    ),
    **{
        f"desk/problems/<int:problem_id>/{slug}": at(f"problems.{act}", "problem", ask=POST)
        for slug, act in {
            "confirm": "confirm",
            "drop": "drop",
            "add": "add_matter",
            "suggest": "suggest",
            "choose": "choose",
        }.items()
    },
    # councils
    "councils/<int:place_id>/": everybody("guest"),
    "councils/questions/<int:procedure_id>/": everybody("guest"),
    "councils/questions/<int:procedure_id>/certificate": everybody("guest"),
    "councils/questions/<int:procedure_id>/certificate.pdf": everybody(),
    "councils/meetings/<int:meeting_id>/screen": everybody("guest"),
    "h/<str:token>/": everybody("guest", ask=("GET", "POST"), token="hall"),
    "v/<str:token>/after": everybody("guest", ask=("GET", "POST"), token="vote"),
    "me/votes/<int:entry_id>/after": mine("resident", ask=("GET", "POST"), entry_id="own_entry"),
    "v/<str:token>/": everybody("guest", ask=("GET", "POST"), token="vote"),
    "me/votes/<int:entry_id>/": mine("resident", ask=("GET", "POST"), entry_id="own_entry"),
    "desk/councils/": own("councils.see", "worker", "county"),
    "desk/councils/new": own("councils.propose", "worker", ask=("GET", "POST")),
    "desk/councils/<int:procedure_id>/": at("councils.see", "village", DESK, GET),
    "desk/councils/<int:procedure_id>/call": at("councils.call", "village", DESK),
    "councils/<int:place_id>/standards": everybody("guest"),
    "q/<str:token>/": everybody("guest", ask=("GET", "POST"), token="person_link"),
    "desk/councils/standards": own("councils.set_standard", "worker", ask=("GET", "POST")),
    "desk/councils/<int:procedure_id>/ceremony": at(
        "councils.plan_ceremony", "village", DESK, procedure_id="ceremony"
    ),
    "desk/councils/<int:procedure_id>/slip": at(
        "councils.ask_review", "village", DESK, GET, procedure_id="appraisal"
    ),
    "desk/councils/<int:procedure_id>/appraise": at(
        "councils.appraise", "village", DESK, procedure_id="decided"
    ),
    "desk/councils/<int:procedure_id>/review": at(
        "councils.ask_review", "village", DESK, procedure_id="appraisal"
    ),
    "desk/councils/<int:procedure_id>/levy/": at(
        "councils.see", "village", DESK, GET, procedure_id="levy_procedure"
    ),
    "desk/councils/<int:procedure_id>/levy/sheet": at(
        "councils.exempt", "village", DESK, GET, procedure_id="levy_procedure"
    ),
    "desk/councils/<int:procedure_id>/levy/<int:exemption_id>": at(
        "councils.decide_exemption", "village", DESK, procedure_id="levy_procedure"
    ),
    "desk/councils/<int:procedure_id>/rehearse": at("councils.call", "village", DESK, GET),
    "desk/councils/<int:procedure_id>/tasks/<int:task_id>": at(
        "councils.finish_task", "village", ask=POST, procedure_id="task_procedure"
    ),
    **{
        f"desk/councils/<int:procedure_id>/{slug}": at(f"councils.{act}", "village", ask=POST)
        for slug, act in {
            "step": "record_step",
            "post": "post",
            "task": "give_task",
            "drop": "drop",
        }.items()
    },
    "desk/councils/meetings/<int:meeting_id>/": at("councils.see", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/slips": at("councils.hand_out", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/door": at("councils.hand_out", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/election/": at(
        "councils.see", "village", DESK, GET, meeting_id="election"
    ),
    "desk/councils/meetings/<int:meeting_id>/election/sheet": at(
        "councils.enter", "village", DESK, GET, meeting_id="election"
    ),
    **{
        f"desk/councils/meetings/<int:meeting_id>/election/{slug}": at(
            f"councils.{act}", "village", ask=POST, meeting_id="election"
        )
        for slug, act in {
            "roll": "post_roll",
            "object": "object_to_roll",
            "nominate": "nominate",
            "candidates": "post_candidates",
        }.items()
    },
    "desk/councils/meetings/<int:meeting_id>/election/objections/<int:objection_id>": at(
        "councils.decide_objection", "village", DESK, meeting_id="election"
    ),
    "desk/councils/meetings/<int:meeting_id>/election/candidates/<int:candidate_id>": at(
        "councils.judge_candidate", "village", DESK, meeting_id="election"
    ),
    "desk/councils/meetings/<int:meeting_id>/roll": at("councils.see", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/suggestions/<int:suggestion_id>": at(
        "councils.weigh", "village", ask=POST
    ),
    **{
        f"desk/councils/meetings/<int:meeting_id>/{slug}": at(
            f"councils.{act}", "village", ask=POST
        )
        for slug, act in {
            "begin": "begin",
            "tell": "tell",
            "cancel": "cancel",
            "suggest": "suggest",
            "end": "end",
            "draft": "draft_ballot",
            "enter": "enter",
        }.items()
    },
    **{
        f"desk/councils/meetings/<int:meeting_id>/roll/<int:entry_id>/{slug}": at(
            f"councils.{act}", "village"
        )
        for slug, act in {
            "arrive": "arrive",
            "entrust": "entrust",
            "correct": "correct",
            "out": "leave_out",
        }.items()
    },
    **{
        f"desk/councils/meetings/<int:meeting_id>/roll/<int:entry_id>/{slug}": at(
            f"councils.{slug}", "village", ask=POST
        )
        for slug in ("leave", "take_back")
    },
    "desk/councils/ballots/<int:ballot_id>/": at("councils.see", "village", DESK, GET),
    **{
        f"desk/councils/ballots/<int:ballot_id>/{slug}": at(f"councils.{act}", "village", ask=POST)
        for slug, act in {
            "open": "open_ballot",
            "stop": "stop_ballot",
            "settle": "settle",
            "hand_out": "hand_out",
            "say": "say_vote",
            "count": "count",
            "key": "keep_key",
            "piles": "count_piles",
            "read": "read_papers",
            "box": "open_box",
            "sheet": "show_sheet",
        }.items()
    },
    "desk/councils/ballots/<int:ballot_id>/sheet/<slug:name>": at(
        "councils.see", "village", ask=GET, ballot_id="sealed_ballot", name="sheet_photo"
    ),
    "desk/councils/ballots/<int:ballot_id>/paper": at("councils.hand_out", "village", DESK, GET),
    "desk/councils/ballots/<int:ballot_id>/table.json": at(
        "councils.open_box", "village", ask=GET, ballot_id="sealed_ballot"
    ),
    "desk/councils/<int:procedure_id>/hearing": at("councils.open_hearing", "village", DESK),
    "desk/councils/hearings/<int:hearing_id>/close": at(
        "councils.close_hearing", "village", ask=POST
    ),
    "desk/councils/hearings/<int:hearing_id>/moderate/<int:statement_id>": at(
        "councils.moderate", "village", ask=POST
    ),
    "councils/hearings/<int:hearing_id>/": everybody("guest", "resident", ask=("GET", "POST")),
    "councils/ballots/<int:ballot_id>/box": everybody("guest", ballot_id="sealed_ballot"),
    "councils/ballots/<int:ballot_id>/box.json": everybody(ballot_id="sealed_ballot"),
    "councils/ballots/<int:ballot_id>/result.json": everybody(ballot_id="sealed_ballot"),
    "councils/open.py": everybody(),
    "desk/councils/rules": own("councils.see", "county", "worker"),
    "desk/councils/rules/new": own("councils.add_rule", "county", ask=("GET", "POST"), county=True),
    "desk/councils/rules/<int:row_id>": own(
        "councils.confirm_rule", "county", ask=("GET", "POST"), county=True, row_id="rule_row"
    ),
    "desk/councils/flows": own("councils.see", "worker"),
    "desk/councils/flows/new": own(
        "councils.keep_flow", "county", ask=("GET", "POST"), county=True
    ),
    "desk/councils/bodies": own("councils.see", "worker"),
    "desk/councils/bodies/new": own("councils.found_body", "worker", ask=("GET", "POST")),
    "desk/councils/bodies/<int:body_id>/": at("councils.see", "village", DESK, GET),
    "desk/councils/bodies/<int:body_id>/out/<int:member_id>": at(
        "councils.unseat", "village", ask=POST, member_id="body_member"
    ),
    # needs, resources, projects; bought services
    "c/<int:place_id>/projects": everybody("guest"),
    "desk/projects/": own("projects.see", "worker", "handler"),
    "desk/projects/needs/new/": own("projects.raise_need", "worker", ask=("GET", "POST")),
    "desk/projects/needs/<int:need_id>/": at("projects.see", "village_project", DESK, GET),
    "desk/projects/resources/new/": own("projects.offer", "handler", ask=("GET", "POST")),
    "desk/projects/resources/<int:resource_id>/back/": mine("handler", "county", ask=POST),
    "desk/projects/<int:project_id>/": at("projects.see", "village_project", DESK, GET),
    "desk/projects/bought/": own("projects.see", "worker"),
    "desk/projects/bought/new/": own("projects.buy", "worker", ask=("GET", "POST")),
    "desk/projects/bought/<int:contract_id>/": at("projects.see", "village", DESK),
    "desk/projects/associations/": own("projects.see", "township"),
    # proofs
    "proof/": everybody("guest"),
    "proof/<slug:code>": everybody("guest", code="proof_code"),
    "desk/proofs/": own("proofs.see", "worker"),
    "desk/proofs/new/<int:line_id>/": own(
        "proofs.issue", *DESK, ask=("GET", "POST"), line_id="proof_yes"
    ),
    "desk/proofs/away/<int:line_id>/": own(
        "proofs.turn_away", *DESK, ask=("GET", "POST"), line_id="proof_no"
    ),
    "desk/proofs/slips/<int:turned_id>/": at("proofs.see", "village", DESK, GET),
    "desk/proofs/<int:proof_id>/": at("proofs.see", "village", DESK, GET),
    "desk/proofs/<int:proof_id>/paper": at("proofs.see", "village", DESK, GET),
    # tasks for villages
    "c/<int:place_id>/tasks": everybody("guest"),
    "desk/tasks/": own("admissions.see", "worker", "handler", "county"),
    "desk/tasks/new/": own("admissions.hand", "handler", ask=("GET", "POST")),
    "desk/tasks/figures/": own("admissions.see", "county"),
    "desk/tasks/rule/": own("admissions.set_rule", "county", ask=("GET", "POST")),
    "desk/tasks/<int:task_id>/": at(
        "admissions.see", "task", ("handler", "county"), task_id="village_task"
    ),
    "desk/tasks/parts/<int:share_id>/": at("admissions.see", "village", ("worker",)),
    # the four lists
    "c/<int:place_id>/lists": everybody("guest"),
    "c/<int:place_id>/lists/table.xlsx": everybody(),
    "c/<int:place_id>/lists/<int:edition_id>": everybody("guest", edition_id="standing_edition"),
    "desk/four-lists/": own("lists.see", "county", county=True),
    "desk/four-lists/bring/": own("lists.adopt", "county", ask=("GET", "POST"), county=True),
    "desk/four-lists/agree/": own("lists.adopt", ask=POST, county=True),
    "desk/four-lists/example/<slug:kind>/": own(
        "lists.adopt", "county", ask=("GET", "POST"), county=True, kind="example_kind"
    ),
    "desk/four-lists/<int:edition_id>/": at("lists.see", "county", ("county",), GET),
    "desk/four-lists/<int:edition_id>/verify/": at("lists.verify", "county", ask=POST),
    "desk/four-lists/<int:edition_id>/drop/": at("lists.drop", "county", ask=POST),
    # what follows the sorting
    "c/<int:place_id>/which": everybody("guest", "resident"),
    "c/<int:place_id>/volunteer": everybody("guest", "resident"),
    "c/<int:place_id>/volunteer/<int:call_id>": everybody(ask=POST),
    "f/<str:token>/ways": held(token="helped"),
    "desk/lane-names/": own("duties.name_lanes", "admin", ask=("GET", "POST"), county=True),
    "desk/lanes/": own("lanes.see", "worker", "grid", "supervisor"),
    "desk/lanes/topics/<int:topic_id>/": at("lanes.settle_topic", "shared", DESK),
    "desk/lanes/orders/<int:order_id>/": at("lanes.finish_order", "shared", DESK),
    "desk/lanes/calls/<int:call_id>/": at("lanes.end_call", "shared", DESK),
    "desk/lanes/calls/<int:call_id>/off/<int:signup_id>": at("lanes.end_call", "shared", ask=POST),
    "desk/lanes/ways/<int:way_id>/": at("lanes.answer_way", "personal", DESK),
    "desk/lanes/doubts/<int:doubt_id>/": at("lanes.say_view", "shared", DESK),
    # village rules and charters
    "charters/<int:place_id>/": everybody("guest"),
    "charters/texts/<int:version_id>/": everybody("guest"),
    "desk/charters/": own("charters.see", "worker", "township"),
    "desk/charters/write": own("charters.write", "worker", ask=("GET", "POST")),
    "desk/charters/<int:version_id>/": at("charters.see", "issue", ("worker", "township")),
    # the supervision committee
    "supervision/<int:place_id>/": everybody("guest"),
    "supervision/<int:place_id>/clue": everybody("guest", ask=("GET", "POST")),
    "supervision/samples/<int:sample_id>/": everybody("guest"),
    "supervision/clue": everybody("guest", ask=("GET", "POST")),
    "desk/supervision/": own("supervision.see", "worker", "supervisor"),
    "desk/supervision/draw": own("supervision.draw", "supervisor", ask=("GET", "POST")),
    "desk/supervision/suggest": own("supervision.suggest", "supervisor", ask=("GET", "POST")),
    "desk/supervision/report": own("supervision.report", "supervisor", ask=("GET", "POST")),
    "desk/supervision/hand": Address("supervision.hand_finding", county=True, ask=("GET", "POST")),
    "desk/supervision/samples/<int:sample_id>/": at(
        "supervision.see", "issue", ("supervisor",), ask=GET
    ),
    "desk/supervision/picks/<int:pick_id>/": at("supervision.see", "issue", ("supervisor",)),
    "desk/supervision/suggestions/<int:suggestion_id>/": at(
        "supervision.answer_suggestion",
        "issue",
        ("worker",),
        suggestion_id="watch_suggestion",
    ),
    "desk/supervision/findings/<int:finding_id>/": at(
        "supervision.see", "issue", ("worker",), finding_id="watch_finding"
    ),
    "desk/supervision/clues/<int:clue_id>/": at("supervision.see_clues", "issue", ("supervisor",)),
    # disclosure by the catalogue
    "open/<int:place_id>/": everybody("guest"),
    "open/<int:place_id>/year": everybody("guest"),
    "open/<int:place_id>/now": everybody("guest"),
    "open/<int:place_id>/data.csv": everybody(),
    "open/<int:place_id>/data.json": everybody(),
    "open/<int:place_id>/feed.atom": everybody(),
    "open/<int:place_id>/meetings.ics": everybody(),
    "open/issues/<int:issue_id>/": everybody("guest"),
    "open/issues/<int:issue_id>/print": everybody("guest"),
    "open/issues/<int:issue_id>/say": everybody("guest"),
    "open/issues/<int:issue_id>/table.xlsx": everybody(),
    "open/items/<int:part_id>/ask": everybody("guest", ask=("GET", "POST")),
    "open/asked/<int:asked_id>/above": everybody(ask=POST),
    "desk/open/": own("catalogue.see", "worker", "supervisor", "township"),
    "desk/open/draft": own("catalogue.draft", ask=POST),
    "desk/open/late": own("catalogue.see", "township"),
    "desk/open/issues/<int:issue_id>/": at("catalogue.see", "issue", ("worker", "supervisor")),
    "desk/open/items/<int:part_id>/": at("catalogue.correct", "issue", ("worker",)),
    "desk/open/asked/<int:asked_id>/": at("catalogue.see", "issue", ("worker",)),
    "desk/open/catalogue/": own("catalogue.see", "worker"),
    "desk/open/catalogue/edit": own("catalogue.adopt", "worker", ask=("GET", "POST")),
    "points/": signed_in("resident", "worker"),
    "points/tell": signed_in("resident", ask=("GET", "POST")),
    "points/name": mine("resident", ask=POST),
    "points/hazards/<int:matter_id>": mine("resident", ask=POST, matter_id="own_hazard"),
    "points/<int:claim_id>/": mine("resident", ask=("GET", "POST")),
    "points/<int:claim_id>/withdraw": mine("resident", ask=POST),
    "points/<int:claim_id>/photo/<slug:name>": mine("resident", name="claim_photo"),
    "points/shop": signed_in("resident", ask=("GET", "POST")),
    "points/shop/<int:deal_id>/": mine("resident", ask=("GET", "POST")),
    "points/shop/<int:deal_id>/back": mine("resident", ask=POST),
    "desk/points/shop/": own("points.see_shop", "worker", "grid", "shopkeeper", ask=GET),
    "desk/points/shop/for": own("points.reserve", "worker", ask=("GET", "POST")),
    "desk/points/shop/new": own("points.keep_item", "worker", ask=("GET", "POST")),
    "desk/points/shop/day": own("points.see_shop", "worker"),
    "desk/points/shop/hours": own("points.set_hours", "worker", ask=("GET", "POST")),
    "desk/points/shop/deals/<int:deal_id>/": at("points.see_shop", "grid", ("worker",), ask=GET),
    "desk/points/shop/slips": own("points.print_slips", "worker", ask=("GET", "POST")),
    "desk/points/shop/slips/<int:sheet>/": at(
        "points.print_slips", "village", ask=GET, sheet="slip_sheet"
    ),
    "desk/points/shop/enter": own("points.enter_slips", "worker", ask=("GET", "POST")),
    "desk/points/shop/entered/<int:day_id>/": at(
        "points.enter_slips", "village", ("worker",), ask=GET, day_id="slip_day"
    ),
    "desk/points/shop/cards": own("points.reserve", "worker"),
    "points/shop/photo/<slug:name>": everybody(name="goods_picture"),
    "desk/points/shop/items/<int:item_id>/": at(
        "points.count_stock", "village", ("worker",), item_id="shop_item"
    ),
    "desk/points/shop/disputes/<int:dispute_id>/": at("points.answer_dispute", "grid", ("worker",)),
    "desk/points/fund": own("points.see", "worker", "supervisor", ask=GET),
    "desk/points/openings": own("points.see", "worker", "supervisor"),
    "desk/points/balances": own("points.export_balances", ask=POST),
    "desk/points/seen": own("points.see_pairs", "worker", "supervisor"),
    "desk/points/due": own("points.book_due", ask=POST),
    "c/<int:place_id>/points": everybody("guest", "resident"),
    "c/<int:place_id>/points/print": everybody("guest"),
    "c/<int:place_id>/honours": everybody("guest", "resident"),
    "honours/": signed_in("resident"),
    "honours/<int:nominee_id>/": mine("resident", ask=("GET", "POST")),
    "honours/awards/<int:nominee_id>/": everybody("guest", ask=("GET", "POST")),
    "honours/campaigns/<int:campaign_id>/nominate": mine("resident", ask=("GET", "POST")),
    "desk/honours/": own("honours.see", "worker", "grid", "township"),
    "desk/honours/new": own("honours.call", "worker", ask=("GET", "POST")),
    "desk/honours/<int:campaign_id>/": at("honours.see", "grid", DESK),
    "desk/honours/<int:campaign_id>/nominate": at("honours.see", "grid", DESK),
    "desk/honours/<int:campaign_id>/drop": at("honours.drop", "village", DESK),
    "desk/honours/nominees/<int:nominee_id>/": at("honours.see", "grid", DESK),
    "desk/honours/nominees/<int:nominee_id>/consent": at("honours.see", "grid", DESK),
    "desk/honours/nominees/<int:nominee_id>/object": at("honours.see", "grid", DESK),
    "desk/honours/nominees/<int:nominee_id>/revoke": at("honours.revoke", "village", DESK),
    "desk/honours/nominees/<int:nominee_id>/certificate": at("honours.see", "grid", DESK, GET),
    # the naming list: behind sign-in for everybody, off in most places
    "c/<int:place_id>/named": mine(
        "resident", "worker", "township", "supervisor", place_id="naming_place"
    ),
    "named/<int:listing_id>/": mine("resident", ask=("GET", "POST")),
    "desk/naming/": own("honours.see_naming", "worker", "township", "supervisor"),
    "desk/naming/on": own("honours.turn_on_naming", "worker", ask=("GET", "POST")),
    "desk/naming/rules/<int:rule_id>/file": at(
        "honours.file_naming", "village", ("township",), rule_id="naming_rule"
    ),
    "desk/naming/rules/<int:rule_id>/off": at(
        "honours.turn_off_naming", "village", DESK, rule_id="naming_rule"
    ),
    "desk/naming/new": own("honours.propose_naming", "worker", ask=("GET", "POST")),
    "desk/naming/wall": own("honours.see_naming", "worker"),
    "desk/naming/<int:listing_id>/": at("honours.see_naming", "village", DESK),
    "desk/naming/<int:listing_id>/notice": at("honours.notify_named", "village", DESK, GET),
    "desk/naming/<int:listing_id>/<slug:what>": at(
        "honours.reply_to_naming", "village", DESK, what="naming_reply"
    ),
    "desk/points/": own("points.see", "worker", "grid", "township"),
    "desk/points/new": own("points.tell", "worker", ask=("GET", "POST")),
    "desk/points/list": own("points.tell_list", "worker", "grid", ask=("GET", "POST")),
    "desk/points/list/<int:roster_id>/": at("points.see", "grid", ("worker", "grid"), ask=GET),
    "desk/points/taking": own("points.propose_taking", "worker", ask=("GET", "POST")),
    "desk/points/claims/<int:claim_id>/": at("points.see", "grid", ("worker", "grid")),
    "desk/points/claims/<int:claim_id>/object": at("points.see", "grid", ("worker",)),
    "desk/points/claims/<int:claim_id>/photo/<slug:name>": at(
        "points.see", "grid", ask=GET, name="claim_photo"
    ),
    "desk/points/book/": own("points.see", "worker", "township"),
    "desk/points/book/ratify": own("points.ratify_book", ask=POST),
    "desk/points/book/edit": own("points.adopt_book", "worker", ask=("GET", "POST")),
    "desk/points/panel": own("points.seat_panel", "worker", ask=("GET", "POST")),
    "desk/matters/<int:matter_id>/lane/": at("lanes.see", "matter", ("worker", "handler"), GET),
    **{
        f"desk/matters/<int:matter_id>/lane/{slug}/": at(
            f"lanes.{act}", "shared", DESK, matter_id="shared"
        )
        for slug, act in {
            "topic": "put_topic",
            "order": "give_order",
            "call": "call_volunteers",
            "way": "show_way",
            "doubt": "doubt_class",
        }.items()
    },
    # the network
    "c/<int:place_id>/who": everybody("guest", place_id="yard"),
    "c/<int:place_id>/who/wall": everybody("guest", place_id="yard"),
    "desk/grids/": own("grids.see", "county"),
    "desk/grids/duties": own("grids.see", "county", "worker"),
    "desk/grids/village/<int:place_id>/": at("grids.see", "village", ("worker",), GET),
    "desk/grids/at/<int:place_id>/": at("grids.see", "grid", ("worker",), GET, place_id="yard"),
    "desk/grids/at/<int:place_id>/found": at("grids.found_team", "village", ("worker",)),
    "desk/grids/at/<int:place_id>/cards": at("grids.see", "village", ("worker",), GET),
    "desk/grids/at/<int:place_id>/plan": at("grids.ask_plan", "village", ("township",)),
    "desk/grids/plan/<int:plan_id>/shift": at("grids.shift", "village", ask=POST),
    "desk/grids/plan/<int:plan_id>/adopt": at("grids.adopt_plan", "village", ask=POST),
    "desk/grids/plan/<int:plan_id>/drop": at("grids.drop_plan", "village", ask=POST),
    "desk/grids/team/<int:team_id>/": at("grids.see", "grid", ("worker",), GET),
    "desk/grids/team/<int:team_id>/covers": at(
        "grids.cover", "village", ask=POST, team_id="branch"
    ),
    "desk/grids/team/<int:team_id>/end": at("grids.end_team", "village", ask=POST),
    "desk/grids/seat/<int:seat_id>/end": at("grids.end_seat", "village", ("worker",)),
    # patrols
    "patrol/": everybody("guest"),
    "patrol/sw.js": everybody(),
    "patrol/app.webmanifest": everybody(),
    "desk/patrols/phones": own("patrols.revoke_device", "grid", "security"),
    "desk/patrols/phones/<int:device_id>/revoke": mine("grid", "security", ask=POST),
    "desk/patrols/": own("patrols.see", "grid", "worker"),
    "desk/patrols/points": own("patrols.see", "worker", "township"),
    "desk/patrols/points/new": own("patrols.add_point", "worker", ask=("GET", "POST")),
    "desk/patrols/points/<int:point_id>/": at("patrols.see", "grid", ("grid",), GET),
    "desk/patrols/points/<int:point_id>/same": at("patrols.look", "grid", ask=POST),
    "desk/patrols/points/<int:point_id>/better": at("patrols.look", "grid", ask=POST),
    "desk/patrols/points/<int:point_id>/change": at("patrols.change_point", "grid", DESK),
    "desk/patrols/points/<int:point_id>/end": at("patrols.retire_point", "grid", ask=POST),
    "desk/patrols/findings/<int:finding_id>/": at("patrols.see", "grid", ("worker",), GET),
    "desk/patrols/findings/<int:finding_id>/up": at("patrols.raise_finding", "grid", ask=POST),
    "desk/patrols/findings/<int:finding_id>/photo/<slug:name>": at(
        "patrols.see", "grid", ask=GET, finding_id="found_kept", name="found_photo"
    ),
    "desk/patrols/findings/<int:finding_id>/voice/<slug:name>": at(
        "patrols.see", "grid", ask=GET, finding_id="found_kept", name="found_voice"
    ),
    "desk/patrols/findings/<int:finding_id>/hand": at("patrols.hand_over", "grid", DESK),
    "desk/patrols/steps/<int:step_id>/take": at(
        "patrols.take_step", "village", ask=POST, step_id="patrol_step"
    ),
    "desk/patrols/handovers/<int:handover_id>/": at("patrols.answer_handover", "grid", DESK),
    "desk/patrols/rungs": own(SEES_SERVICE | {R.ADMIN}, "county"),
    "desk/patrols/pace": own(SEES_SERVICE | {R.ADMIN}, "county", "worker"),
    "desk/patrols/pace/<slug:kind>/": own(
        "patrols.set_lines", "county", county=True, ask=("GET", "POST"), kind="point_kind"
    ),
    "desk/patrols/sheets": own("patrols.see", "worker"),
    "desk/patrols/sheets/<int:place_id>/": at(
        "patrols.type_sheet", "grid", DESK, GET, place_id="closable"
    ),
    "desk/patrols/sheets/<str:signed>/typing": at(
        "patrols.type_sheet", "grid", DESK, signed="paper_signed"
    ),
    # service days
    "service/<int:place_id>/": everybody("guest"),
    "service/day/<int:day_id>/": everybody("guest", day_id="ended_day"),
    "desk/service/": own("service.see", "worker"),
    "desk/service/day/<int:day_id>/": at("service.see", "village", ("worker", "supervisor"), GET),
    "desk/service/day/<int:day_id>/known": at("service.see", "village", ask=GET),
    "desk/service/day/<int:day_id>/came": at("service.mark_present", "village", ask=POST),
    "desk/service/day/<int:day_id>/heard": at("service.see", "village", ask=POST),
    "desk/service/day/<int:day_id>/did": at("service.see", "village", ask=POST),
    "desk/service/day/<int:day_id>/end": at("service.end_day", "village", ask=POST),
    "desk/service/day/<int:day_id>/lists": at("service.see", "village", ("worker",), GET),
    "desk/service/ticks/<int:tick_id>/": at("service.see", "village", ("worker",), GET),
    "desk/service/ticks/<int:tick_id>/back": at("service.untick", "village", ask=POST),
    "desk/service/month": own("service.see", "worker", "county"),
    "desk/service/lists": own(SEES_SERVICE | {R.ADMIN}, "worker", "admin"),
    "desk/service/lists/<slug:checklist>/": own(
        "service.revise_checklist", "county", county=True, ask=("GET", "POST")
    ),
    "desk/service/lists/<slug:checklist>/end": own(
        "service.retire_checklist", county=True, ask=POST, checklist="kept_list"
    ),
    "desk/service/days": own("service.see", "township", "worker"),
    "desk/service/days/arrange": own("service.arrange", "township", ask=("GET", "POST")),
    "desk/service/days/<int:schedule_id>/<isoday:day>/": at(
        "service.change_day", "county", ("county",)
    ),
    "desk/service/groups": own("service.see", "township", "worker"),
    "desk/service/groups/new/<int:place_id>/": at("service.form_group", "village", ("township",)),
    "desk/service/groups/<int:group_id>/": at("service.see", "village", ("township",), GET),
    "desk/service/groups/<int:group_id>/end": at("service.see", "village", ask=POST),
    "desk/service/groups/<int:group_id>/out/<int:member_id>": at(
        "service.unseat_member", "village", ask=POST
    ),
    # who has to do it, who helps
    "desk/settling": own(frozenset({R.TOWNSHIP, R.COUNTY, R.HANDLER}), "county", "handler"),
    "desk/returns": own(frozenset({R.TOWNSHIP, R.COUNTY}), "county", "township"),
    "desk/arbiters": own(frozenset({R.ADMIN, R.SUPERVISOR, R.COUNTY}), "admin"),
    "desk/arbiters/<int:place_id>": at("matters.name_arbiter", "county", ADMIN, place_id="county"),
    "desk/help": own("matters.answer_help", "worker", "handler"),
    "desk/help/<int:helper_id>/": at("matters.answer_help", "helper", ("other",)),
    "desk/help/<int:helper_id>/withdraw": at("matters.withdraw_help", "matter", ("handler",)),
    "desk/help/<int:helper_id>/photo/<slug:name>": at(
        "matters.answer_help", "helper", ask=GET, name="assigned_photo"
    ),
    "desk/outside/<int:link_id>/revoke": at("matters.revoke_outside", "matter", ask=POST),
    "o/<str:token>": everybody(token="outside"),
    "o/<str:token>/": everybody("guest", ask=("GET", "POST"), token="outside"),
    "desk/lists/": own("duties.see_categories", "admin", county=True),
    "desk/lists/<slug:kind>/new/": own(
        "duties.add_item", "admin", ask=("GET", "POST"), county=True, kind="list"
    ),
    "desk/lists/item/<int:item_id>/": own(
        "duties.change_item", "admin", ask=("GET", "POST"), county=True
    ),
    "desk/books/": own("books.see", "supervisor"),
    "desk/books/<int:book_id>/": at("books.see", "village", ("supervisor",), GET),
    "desk/books/<int:book_id>/check": at("books.check", "village", ask=POST),
    "desk/books/<int:book_id>/file/<slug:form>": at("books.see", "village", ask=GET),
    "desk/visits": own("notices.visit", "worker", "grid"),
    "desk/visits/<int:visit_id>": at("notices.visit", "visit"),
    "desk/visits/<int:visit_id>/look": at("notices.look", "visit"),
    "desk/matters/<int:matter_id>/voice/<slug:name>": at(
        "matters.see", "spoken", ask=GET, matter_id="spoken_id", name="spoken_name"
    ),
    "desk/matters/<int:matter_id>/voice/<slug:name>/words": at(
        "matters.write_down", "spoken", matter_id="spoken_id", name="spoken_name"
    ),
    "f/<str:token>/voice/<str:name>": everybody(token="spoken_token", name="spoken_name"),
    "kept/voice/<str:signed>": everybody(signed="spoken_signed"),
    # the JSON door as people read it; its operations stand below
    "api/": everybody(ask=()),  # nothing stands there: 404 for all
    "api/docs": everybody(),
    "api/openapi.json": everybody(ask=GET),
}
# One address with a name in it: each act of the desk is a page of its own.
ACTS_OF_THE_DESK = "desk/matters/<int:matter_id>/<slug:slug>/"

OPERATIONS: dict[str, Address] = {
    "POST /api/matters": everybody(),
    "POST /api/matters/batch": own("matters.report_batch"),
    "GET /api/matters/{matter_id}": at("matters.see", "matter"),
    "POST /api/matters/{matter_id}/name_concern": at("matters.name_concern", "matter"),
    "POST /api/matters/{matter_id}/reveal": at("matters.reveal", "matter"),
    **{
        f"POST /api/matters/{{matter_id}}/{name}": at(f"matters.{name}", "matter")
        for name in OFFERED
    },
    "GET /api/follow/{token}": everybody(),
    "POST /api/follow/{token}/add": everybody(),
    "POST /api/follow/{token}/evaluate": everybody(token="replied"),
    "POST /api/follow/{token}/ask_reopen": everybody(token="struck_off"),
    "POST /api/follow/{token}/urge": everybody(),
    "POST /api/follow/{token}/let_show": everybody(),
    "POST /api/follow/{token}/stop_showing": everybody(),
    "POST /api/follow/{token}/object_to_class": everybody(token="sorted_token"),
    "POST /api/follow/{token}/rate": everybody(token="unrated"),
    "POST /api/follow/{token}/answer": everybody(),
    "POST /api/matters/{matter_id}/ask_outside": at("matters.ask_outside", "matter"),
    "POST /api/matters/outside/{link_id}/revoke": at("matters.revoke_outside", "matter"),
    "POST /api/matters/help/{helper_id}/answer": at("matters.answer_help", "helper"),
    "POST /api/matters/help/{helper_id}/withdraw": at("matters.withdraw_help", "matter"),
    # the receipt in the body is the right
    **{
        f"POST /api/receipt/{name}": everybody()
        for name in (
            "see",
            "add",
            "urge",
            "object_to_class",
            "evaluate",
            "rate",
            "ask_reopen",
        )
    },
    "POST /api/receipt/tell": everybody(),
    "GET /api/search": own(SEES),
    "GET /api/returns": own(frozenset({R.TOWNSHIP, R.COUNTY})),
    "GET /api/notices/visits": signed_in(),  # none for who may not visit
    "GET /api/notices/visits/{visit_id}": at("notices.visit", "visit"),
    "POST /api/notices/visits/{visit_id}": at("notices.visit", "visit"),
    "POST /api/notices/visits/{visit_id}/look": at("notices.look", "visit"),
    "GET /api/duties/lists/{kind}": everybody(kind="list"),
    "GET /api/rights/periods": everybody(),
    "GET /api/rights/me": signed_in(),
    "POST /api/rights/me/erasure": signed_in(),
    "POST /api/rights/periods/{kind}": own("rights.set_period", kind="period"),
    **{
        f"POST /api/rights/batches/{{batch_id}}/{name}": own(f"rights.{name}")
        for name in ("agree", "carry_out", "drop")
    },
    "POST /api/rights/wishes/{wish_id}/grant": own("rights.grant_erasure"),
    "POST /api/rights/wishes/{wish_id}/refuse": own("rights.refuse_erasure"),
    "POST /api/rights/wishes/{wish_id}/withdraw": mine("resident"),
    "GET /api/rights/follow/{token}": everybody(),
    "POST /api/rights/follow/{token}/contact": everybody(),
    "POST /api/rights/follow/{token}/erase": everybody(),
    "POST /api/rights/follow/{token}/disown": everybody(),
    "GET /api/places": everybody(),
    "POST /api/places/{place_id}/found": at("places.found", "county"),
    **{
        f"POST /api/places/{{place_id}}/{name}": at(f"places.{name}", "county")
        for name in ("rename", "move", "recode", "merge", "split", "dissolve", "close")
    },
    "GET /api/calendar/{year}": everybody(),
    "POST /api/places/{place_id}/call_also": at("places.call_also", "village"),
    "POST /api/places/aliases/{alias_id}/drop": at("places.drop_alias", "village"),
    "POST /api/calendar/days/{day}": own("places.set_day", county=True),
    "POST /api/calendar/{year}/load": own("places.load_calendar_year", county=True),
    "POST /api/calendar/{year}/settle": own("places.settle_year", county=True),
    "GET /api/people/me": signed_in(),
    "POST /api/people": at("people.add_person", "village"),
    "POST /api/people/{person_id}/appoint": at("people.appoint", "village"),
    "POST /api/people/posts/{post_id}/end": at("people.end_post", "village"),
    "POST /api/people/me": signed_in(),
    "POST /api/households": at("people.found_household", "village"),
    **{
        f"POST /api/households/{{household_id}}/{name}": at(f"people.{act}", "household")
        for name, act in {"enrol": "enrol", "split": "split_household"}.items()
    },
    "POST /api/households/{household_id}/merge": at(
        "people.merge_households", "household", into_id="household_id"
    ),
    "POST /api/households/stays/{membership_id}/leave": at("people.leave_household", "household"),
    "POST /api/people/stays/{membership_id}/vouch": at("people.vouch", "household"),
    "POST /api/people/{person_id}/password": at("people.give_password", "village"),
    "POST /api/people/{person_id}/block": at("people.block", "village"),
    "POST /api/people/{person_id}/unblock": at("people.unblock", "county", person_id="blocked"),
    "POST /api/accounts/people/{person_id}/reset": at("people.ask_reset", "village"),
    "POST /api/accounts/resets/{reset_id}/agree": at("people.agree_reset", "village"),
    "POST /api/accounts/resets/{reset_id}/end": at("people.end_reset", "village"),
    "POST /api/accounts/households/{household_id}/card": at("people.ask_card", "household"),
    "POST /api/accounts/cards/{card_id}/agree": at("people.agree_card", "household"),
    "POST /api/accounts/cards/{card_id}/print": at("people.print_card", "household"),
    "POST /api/accounts/cards/{card_id}/stop": at("people.stop_card", "household"),
    "POST /api/accounts/me/sign-out-others": signed_in(),
    "POST /api/people/units": at("people.found_unit", "village"),
    "POST /api/people/units/{unit_id}": at("people.change_unit", "county"),
    "POST /api/duties/categories/{category_id}": own("duties.change_category", county=True),
    "POST /api/duties/lists/{kind}": own("duties.add_item", county=True, kind="list"),
    "POST /api/duties/lists/items/{item_id}": own("duties.change_item", county=True),
    "GET /api/duties/categories": everybody(),
    "GET /api/wall/{place_id}": everybody(),
    "GET /api/exchange/tables/{table_id}": at("exchange.import_matters", "village"),
    **{
        f"POST /api/exchange/tables/{{table_id}}/{name}": at("exchange.import_matters", "village")
        for name in ("columns", "agree", "drop")
    },
    "POST /api/exchange/files": own("exchange.ask_export", post_id="own_post"),
    "POST /api/exchange/files/{table_id}/agree": at(
        "exchange.agree_export", "village", table_id="file_id"
    ),
    "POST /api/exchange/files/{table_id}/deny": at(
        "exchange.deny_export", "village", table_id="file_id"
    ),
    "POST /api/exchange/hotline": own("exchange.answer_hotline", post_id="own_post"),
    "POST /api/exchange/hotline/{table_id}/renew": mine("worker", table_id="answers"),
    # one's own saved views, by the id of one's own post
    "GET /api/views": signed_in(),
    "POST /api/views": own("matters.save_view", post_id="own_post"),
    "GET /api/looks": own("matters.note_alarm"),
    "POST /api/looks/{alarm_id}/note": at("matters.note_alarm", "village"),
    "POST /api/matters/arbiters/{place_id}": at(
        "matters.name_arbiter", "county", place_id="county"
    ),
    "POST /api/matters/{matter_id}/voices/{name}/write_down": at(
        "matters.write_down", "spoken", matter_id="spoken_id", name="spoken_name"
    ),
    "POST /api/matters/outside/{token}/answer": everybody(ask=POST, token="outside"),
    "GET /api/looks/decoys": own("matters.plant_decoy"),
    "POST /api/looks/decoys": at("matters.plant_decoy", "village"),
    "POST /api/looks/decoys/{matter_id}/end": at("matters.end_decoy", "village", matter_id="decoy"),
    "POST /api/views/{view_id}/drop": mine("worker"),
    "POST /api/wall/rows/{row_id}/publish": at("disclosure.publish", "row"),
    "POST /api/wall/rows/{row_id}/edit": at("disclosure.edit_row", "row"),
    "POST /api/wall/rows/{row_id}/hold": at("disclosure.hold", "row"),
    "POST /api/wall/many/{place_id}/propose": at("disclosure.propose_release", "village"),
    "POST /api/wall/many/{release_id}/release": at("disclosure.release", "village"),
    "POST /api/wall/many/{release_id}/drop": at("disclosure.drop_release", "village"),
    "POST /api/wall/rows/{row_id}/also": everybody(row_id="hung_open"),
    "GET /api/wall/{place_id}/open": everybody(),
    "POST /api/wall/rows/{row_id}/contest": everybody(row_id="hung"),
    "GET /api/closing/draws/{county_id}": everybody(),
    "GET /api/closing/grounds/{county_id}": everybody(),
    "GET /api/matters/alike": everybody(),
    "POST /api/closing/drawn/{drawn_id}/spot_check": at("matters.spot_check", "drawn"),
    "POST /api/closing/grounds": at("matters.publish_ground", "county"),
    "POST /api/closing/grounds/{ground_id}/retire": at("matters.retire_ground", "county"),
    "POST /api/closing/share": at("matters.set_share", "county"),
    "POST /api/follow/{token}/join": everybody(into_id="matter_id"),
    "POST /api/follow/{token}/object_exclusion": everybody(),
    "GET /api/insight/rates": everybody(),
    "GET /api/insight/burden": everybody(),
    "GET /api/notices/tasks": signed_in(),
    "GET /api/books/": own("books.see"),
    "GET /api/books/{book_id}": at("books.see", "village"),
    "POST /api/books/{book_id}/check": at("books.check", "village"),
    "GET /api/problems": own("problems.see"),
    "GET /api/problems/{problem_id}": at("problems.see", "problem"),
    **{
        f"POST /api/problems/{{problem_id}}/{act}": at(
            f"problems.{act}", "problem", into_id="problem_id"
        )
        for act in (
            "confirm",
            "drop",
            "add_matter",
            "take_out",
            "join",
            "begin",
            "advance",
            "finish",
            "suggest",
            "choose",
        )
    },
    "GET /api/councils/places/{place_id}": everybody(),
    "GET /api/councils/procedures/{procedure_id}/certificate": everybody(),
    "POST /api/councils/votes/{token}/appraise": everybody(ask=POST, token="vote"),
    "POST /api/councils/votes/{token}/{ballot_id}": everybody(ask=POST, token="vote"),
    "POST /api/councils/halls/{token}/sign_in": everybody(ask=POST, token="hall"),
    **{
        f"POST /api/councils/{where}/{{subject_id}}/{name}": at(
            f"councils.{name}",
            "village",
            subject_id=SUBJECTS.get(name, subject),
        )
        for where, subject, name, _body, _out in COUNCILS
    },
    "POST /api/councils/procedures": at("councils.propose", "village"),
    "POST /api/councils/rules": at("councils.add_rule", "county"),
    "POST /api/councils/rules/{row_id}/confirm": at(
        "councils.confirm_rule", "county", row_id="rule_row"
    ),
    "POST /api/councils/flows": at("councils.keep_flow", "county"),
    "POST /api/councils/bodies": at("councils.found_body", "village"),
    "POST /api/councils/bodies/{body_id}/seat": at("councils.seat", "village"),
    "POST /api/councils/bodies/{body_id}/unseat": at(
        "councils.unseat", "village", member_id="body_member"
    ),
    **{
        f"POST /api/councils/procedures/{{procedure_id}}/{act}": at(f"councils.{act}", "village")
        for act in ("call",)
    },
    "POST /api/councils/procedures/{procedure_id}/hearing": at("councils.open_hearing", "village"),
    "POST /api/councils/hearings/{hearing_id}/moderate": at("councils.moderate", "village"),
    "POST /api/councils/hearings/{hearing_id}/close": at("councils.close_hearing", "village"),
    "POST /api/councils/hearings/{hearing_id}/state_view": signed_in(ask=POST),
    "POST /api/councils/hearings/{hearing_id}/take_stance": signed_in(ask=POST),
    "POST /api/councils/procedures/{procedure_id}/finish_task": at(
        "councils.finish_task", "village", procedure_id="task_procedure"
    ),
    **{
        f"POST /api/councils/meetings/{{meeting_id}}/{act}": at(f"councils.{act}", "village")
        for act in ("enter", "weigh")
    },
    **{
        f"POST /api/councils/ballots/{{ballot_id}}/{slug}": at(f"councils.{act}", "village")
        for slug, act in {
            "open": "open_ballot",
            "hand_out": "hand_out",
            "say_vote": "say_vote",
            "stop": "stop_ballot",
            "count": "count",
            "keep_key": "keep_key",
            "count_piles": "count_piles",
            "read_papers": "read_papers",
            "open_box": "open_box",
            "settle": "settle",
        }.items()
    },
    "GET /api/triage/rules/{county_id}": at("triage.see_rules", "county"),
    "POST /api/triage/rules/{county_id}": at("triage.add_rule", "county"),
    "POST /api/triage/rules/one/{rule_id}": at("triage.change_rule", "county"),
    "POST /api/triage/rules/one/{rule_id}/retire": at("triage.retire_rule", "county"),
    "GET /api/matters/{matter_id}/proposals": at("matters.triage", "matter"),
    "GET /api/duties/lanes/{county_id}": everybody(),
    "POST /api/duties/lanes/{county_id}": at("duties.name_lanes", "county"),
    "GET /api/lanes/matters/{matter_id}": at("lanes.see", "matter"),
    "GET /api/lanes/places/{place_id}/calls": everybody(),
    **{
        f"POST /api/lanes/matters/{{matter_id}}/{act}": at(
            f"lanes.{act}", "shared", matter_id="shared"
        )
        for act in ("put_topic", "give_order", "call_volunteers", "show_way", "doubt_class")
    },
    "POST /api/lanes/topics/{topic_id}/settle": at("lanes.settle_topic", "shared"),
    "POST /api/lanes/orders/{order_id}/finish": at("lanes.finish_order", "shared"),
    "POST /api/lanes/calls/{call_id}/sign_up": signed_in(),
    "POST /api/lanes/calls/{call_id}/leave": signed_in(),
    "POST /api/lanes/calls/{call_id}/end": at("lanes.end_call", "shared"),
    "POST /api/lanes/ways/{way_id}/ask_later": at("lanes.ask_later", "personal"),
    "POST /api/lanes/ways/{way_id}/answer": at("lanes.answer_way", "personal"),
    "POST /api/lanes/follow/{token}/ways/{way_id}": everybody(token="helped"),
    "POST /api/lanes/doubts/{doubt_id}/say_view": at("lanes.say_view", "shared"),
    "POST /api/lanes/doubts/{doubt_id}/settle": at("lanes.settle_class", "shared"),
    "GET /api/points/places/{place_id}/book": everybody(),
    "GET /api/points/places/{place_id}/list": everybody(),
    "GET /api/points/places/{place_id}/waiting": at("points.see", "village"),
    "GET /api/points/mine": signed_in(),
    "POST /api/points/places/{place_id}/book": at("points.adopt_book", "village"),
    "POST /api/points/places/{place_id}/panel": at("points.seat_panel", "village"),
    "POST /api/points/places/{place_id}/kin": at("points.declare_kin", "village"),
    "POST /api/points/hazards/{matter_id}/tell": mine("resident", matter_id="own_hazard"),
    "POST /api/points/places/{place_id}/rosters": at("points.tell_list", "claim"),
    "POST /api/points/rosters/{roster_id}/check": at("points.check_list", "claim"),
    "POST /api/points/households/{household_id}/tell": at(
        "points.tell", "claim", household_id="claim_home"
    ),
    "POST /api/points/households/{household_id}/choose_name": at(
        "points.choose_name", "claim", household_id="claim_home"
    ),
    "POST /api/points/households/{household_id}/propose_taking": at(
        "points.propose_taking", "claim", household_id="claim_home"
    ),
    **{
        f"POST /api/points/claims/{{claim_id}}/{act}": at(f"points.{act}", "claim")
        for act in ("withdraw", "check", "reply", "decide")
    },
    "POST /api/points/claims/{claim_id}/object_to": signed_in(),
    "POST /api/points/objections/{objection_id}/answer": at(
        "points.answer_objection", "claim", objection_id="points_objection"
    ),
    "GET /api/points/purse": signed_in(),
    "GET /api/points/places/{place_id}/figures": everybody(),
    "GET /api/points/places/{place_id}/shop": everybody(),
    "GET /api/points/places/{place_id}/openings": at("points.see", "village"),
    "POST /api/points/places/{place_id}/balances": at("points.export_balances", "village"),
    "POST /api/points/places/{place_id}/budget": at("points.set_budget", "village"),
    "POST /api/points/places/{place_id}/book_due": at("points.book_due", "village"),
    "POST /api/points/claims/{claim_id}/book": at("points.book", "claim"),
    "POST /api/points/places/{place_id}/items": at(
        "points.keep_item", "village", item_id="shop_item"
    ),
    "POST /api/points/items/{item_id}/stock_up": at(
        "points.stock_up", "village", item_id="shop_item"
    ),
    "POST /api/points/items/{item_id}/count": at(
        "points.count_stock", "village", item_id="shop_item"
    ),
    "POST /api/points/counts/{stocktake_id}/agree": at("points.agree_stock", "village"),
    "POST /api/points/households/{household_id}/reserve": at(
        "points.reserve", "deal", household_id="claim_home", item_id="shop_item"
    ),
    "POST /api/points/deals/{deal_id}/give_back": at("points.give_back", "deal"),
    "POST /api/points/deals/{deal_id}/dispute": at("points.dispute", "deal"),
    "POST /api/points/disputes/{dispute_id}/answer": at("points.answer_dispute", "deal"),
    "GET /api/points/places/{place_id}/shop_hours": everybody(),
    "POST /api/points/places/{place_id}/shop_hours": at("points.set_hours", "village"),
    "POST /api/points/deals/{deal_id}/undo": at("points.undo_deal", "deal"),
    "POST /api/points/places/{place_id}/slips": at("points.print_slips", "village"),
    "POST /api/points/places/{place_id}/enter_slip": at(
        "points.enter_slip", "deal", household_id="claim_home"
    ),
    "POST /api/points/places/{place_id}/enter_slips": at("points.enter_slips", "village"),
    "POST /api/points/places/{place_id}/hand_out": at("points.hand_out", "village"),
    "GET /api/lists/{place_id}": everybody(),
    "GET /api/grids/who/{place_id}": everybody(),
    "GET /api/grids/coverage/{village_id}": at("grids.see", "village"),
    "POST /api/grids/teams": at("grids.found_team", "village"),
    "POST /api/grids/teams/{team_id}/covers": at("grids.cover", "village", team_id="branch"),
    "POST /api/grids/teams/{team_id}/end": at("grids.end_team", "village"),
    "POST /api/grids/teams/{team_id}/seats": at("grids.seat", "village"),
    "POST /api/grids/seats/{seat_id}/end": at("grids.end_seat", "village"),
    "POST /api/grids/plans": at("grids.ask_plan", "village"),
    "GET /api/grids/plans/{plan_id}": at("grids.ask_plan", "village"),
    "POST /api/grids/plans/{plan_id}/shift": at("grids.shift", "village"),
    "POST /api/grids/plans/{plan_id}/adopt": at("grids.adopt_plan", "village"),
    "POST /api/grids/plans/{plan_id}/drop": at("grids.drop_plan", "village"),
    "GET /api/grids/duties/{county_id}": everybody(),
    "POST /api/grids/duties/{county_id}": at("grids.set_duties", "county"),
    "GET /api/patrols/{place_id}/points": at("patrols.see", "village"),
    "GET /api/patrols/phone/round": own("patrols.enroll_device"),
    "POST /api/patrols/phone/devices": own("patrols.enroll_device"),
    "POST /api/patrols/phone/devices/{device_id}/revoke": mine("grid", "security"),
    "GET /api/patrols/phone/devices/{token}": everybody(),
    "GET /api/patrols/phone/pieces/{name}": own("patrols.look"),
    "POST /api/patrols/phone/pieces/{name}": own("patrols.look"),
    "POST /api/patrols/phone/looks": at("patrols.look", "grid"),
    "POST /api/patrols/points": at("patrols.add_point", "village"),
    "POST /api/patrols/points/{point_id}": at("patrols.change_point", "grid"),
    "POST /api/patrols/points/{point_id}/end": at("patrols.retire_point", "grid"),
    "POST /api/patrols/points/{point_id}/look": at("patrols.look", "grid"),
    "POST /api/patrols/findings/{finding_id}/fix": at("patrols.fix_finding", "grid"),
    "POST /api/patrols/findings/{finding_id}/raise": at("patrols.raise_finding", "grid"),
    "POST /api/patrols/findings/{finding_id}/handovers": at("patrols.hand_over", "grid"),
    "POST /api/patrols/handovers/{handover_id}/answer": at("patrols.answer_handover", "grid"),
    "POST /api/patrols/steps/{step_id}/take": at(
        "patrols.take_step", "village", step_id="patrol_step"
    ),
    "POST /api/patrols/{county_id}/rungs/{weight}/{level}": at(
        "patrols.set_rung", "county", weight="weight", level="rung_level"
    ),
    "POST /api/patrols/{county_id}/pace/{pace}": at("patrols.set_pace", "county", pace="pace"),
    "POST /api/patrols/{county_id}/lines/{kind}": at(
        "patrols.set_lines", "county", kind="point_kind"
    ),
    "POST /api/patrols/{place_id}/sheets": at("patrols.type_sheet", "village"),
    "GET /api/tasks/{place_id}": everybody(),
    "POST /api/tasks/units/{unit_id}/hand": at("admissions.hand", "task"),
    "POST /api/tasks/units/{unit_id}/ask": at("admissions.ask", "task"),
    "GET /api/service/places/{place_id}/next": everybody(),
    "POST /api/service/schedules": at("service.arrange", "village"),
    "POST /api/service/schedules/{schedule_id}/change": at("service.change_day", "county"),
    "POST /api/service/groups": at("service.form_group", "village"),
    "POST /api/service/groups/{group_id}/dissolve": at("service.dissolve_group", "village"),
    "POST /api/service/groups/{group_id}/seat": at("service.seat_member", "village"),
    "POST /api/service/members/{member_id}/unseat": at("service.unseat_member", "village"),
    "GET /api/service/lists/{county_id}": everybody(),
    "POST /api/service/lists/{county_id}/{checklist}": at("service.revise_checklist", "county"),
    "POST /api/service/lists/{county_id}/{checklist}/retire": at(
        "service.retire_checklist", "county", checklist="kept_list"
    ),
    "GET /api/service/months/{place_id}": at("service.see", "village"),
    "POST /api/service/days/{day_id}/ticks": at("service.tick", "village"),
    "POST /api/service/ticks/{tick_id}/back": at("service.untick", "village"),
    "POST /api/service/ticks/{tick_id}/settle": at("service.settle_tick", "village"),
    "POST /api/service/days": at("service.open_day", "village"),
    "POST /api/service/days/{day_id}/receive": at("service.receive", "village"),
    "POST /api/service/days/{day_id}/came": at("service.mark_present", "village"),
    "POST /api/service/days/{day_id}/heard": at("service.note_opinion", "village"),
    "POST /api/service/days/{day_id}/did": at("service.note_deed", "village"),
    "POST /api/service/days/{day_id}/end": at("service.end_day", "village"),
    "POST /api/notices/language": signed_in(),
    "POST /api/notices/{message_id}/called": at("notices.mark_called", "message"),
    "POST /api/notices/{message_id}/printed": at("notices.mark_printed", "message"),
}


def desk_act(task: Task) -> Address:
    """The page of one act of the desk, opened by the first of these who may do it."""
    first = {
        R.WORKER: "worker", R.HANDLER: "handler", R.TOWNSHIP: "township", R.SUPERVISOR: "supervisor",
        R.COUNTY: "county",
    }  # fmt: skip
    may = [who for role, who in first.items() if role in permits.TABLE[task.permit]]
    return at(task.permit, "matter", tuple(may[:1]))


def addresses() -> dict[str, Address]:
    """PAGES with the acts of the desk, one page each, under their own names."""
    acts = {
        ACTS_OF_THE_DESK.replace("<slug:slug>", slug): desk_act(task)
        for slug, task in BY_SLUG.items()
        if ACTS_OF_THE_DESK.replace("<slug:slug>", slug) not in PAGES
    }
    return PAGES | acts


NAME = re.compile(r"<(?:\w+:)?(\w+)>|\{(\w+)\}")
