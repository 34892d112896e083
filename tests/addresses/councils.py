"""Addresses of `councils`."""

from yuanba.councils.api.offered import OFFERED as COUNCILS

from .kinds import DESK, GET, POST, Address, at, everybody, mine, own, signed_in

ELECTION = ("post_roll", "object_to_roll", "nominate", "post_candidates")
SUBJECTS = {  # what an act of the table is tried on, where it is not the usual one
    **dict.fromkeys(ELECTION, "election"),
    "exempt": "levy_procedure",
    "ask_review": "appraisal",
    "plan_ceremony": "ceremony",
    "close_ceremony": "ceremony",
}
PAGES: dict[str, Address] = {
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
    "desk/councils/at/<int:place_id>/": at("councils.sit_together", "grid", DESK, place_id="yard"),
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
    "desk/councils/meetings/<int:meeting_id>/": at("councils.see", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/slips": at("councils.hand_out", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/door": at("councils.hand_out", "village", DESK, GET),
    "desk/councils/meetings/<int:meeting_id>/election/": at(
        "councils.see", "village", DESK, GET, meeting_id="election"
    ),
    "desk/councils/meetings/<int:meeting_id>/election/sheet": at(
        "councils.enter", "village", DESK, GET, meeting_id="election"
    ),
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
    "desk/councils/ballots/<int:ballot_id>/": at("councils.see", "village", DESK, GET),
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
    **{
        f"desk/councils/<int:procedure_id>/{slug}": at(f"councils.{act}", "village", ask=POST)
        for slug, act in {
            "step": "record_step",
            "post": "post",
            "task": "give_task",
            "drop": "drop",
        }.items()
    },
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
}
OPERATIONS: dict[str, Address] = {
    "GET /api/councils/places/{place_id}": everybody(),
    "GET /api/councils/procedures/{procedure_id}/certificate": everybody(),
    "POST /api/councils/votes/{token}/appraise": everybody(ask=POST, token="vote"),
    "POST /api/councils/votes/{token}/{ballot_id}": everybody(ask=POST, token="vote"),
    "POST /api/councils/halls/{token}/sign_in": everybody(ask=POST, token="hall"),
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
    "POST /api/councils/procedures/{procedure_id}/hearing": at("councils.open_hearing", "village"),
    "POST /api/councils/hearings/{hearing_id}/moderate": at("councils.moderate", "village"),
    "POST /api/councils/hearings/{hearing_id}/close": at("councils.close_hearing", "village"),
    "POST /api/councils/hearings/{hearing_id}/state_view": signed_in(ask=POST),
    "POST /api/councils/hearings/{hearing_id}/take_stance": signed_in(ask=POST),
    "POST /api/councils/procedures/{procedure_id}/finish_task": at(
        "councils.finish_task", "village", procedure_id="task_procedure"
    ),
    **{
        f"POST /api/councils/{where}/{{subject_id}}/{name}": at(
            f"councils.{name}",
            "village",
            subject_id=SUBJECTS.get(name, subject),
        )
        for where, subject, name, _body, _out in COUNCILS
    },
    **{
        f"POST /api/councils/procedures/{{procedure_id}}/{act}": at(f"councils.{act}", "village")
        for act in ("call",)
    },
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
}
