from django.urls import path

from yuanba.councils.pages import (
    afterwards,
    ballot,
    courtyard,
    customs,
    election,
    hall,
    hearings,
    law,
    levy,
    meeting,
    open,
    procedures,
    rehearse,
    vote,
)

app_name = "councils"
M = "desk/councils/meetings/<int:meeting_id>/"
E = f"{M}roll/<int:entry_id>/"
urlpatterns = [
    path("v/<str:token>/", vote.vote, name="vote"),  # first: a whole hall opens it at once
    path("desk/councils/", procedures.board, name="board"),
    path("desk/councils/new", procedures.propose, name="propose"),
    path("desk/councils/at/<int:place_id>/", courtyard.sit, name="sit"),
    path("desk/councils/<int:procedure_id>/", procedures.procedure, name="procedure"),
    path("desk/councils/<int:procedure_id>/call", procedures.call, name="call"),
    path("desk/councils/standards", customs.set_standard, name="set_standard"),
    path("desk/councils/<int:procedure_id>/ceremony", customs.ceremony, name="ceremony"),
    path("desk/councils/<int:procedure_id>/slip", customs.slip, name="person_slip"),
    path("desk/councils/<int:procedure_id>/appraise", afterwards.appraise_for, name="appraise_for"),
    path("desk/councils/<int:procedure_id>/review", customs.review, name="review"),
    path("desk/councils/<int:procedure_id>/levy/", levy.levy, name="levy"),
    path("desk/councils/<int:procedure_id>/levy/sheet", levy.sheet, name="levy_sheet"),
    path(
        "desk/councils/<int:procedure_id>/levy/<int:exemption_id>",
        levy.exemption,
        name="exemption",
    ),
    path("desk/councils/<int:procedure_id>/rehearse", rehearse.rehearse, name="rehearse"),
    path(
        "desk/councils/<int:procedure_id>/tasks/<int:task_id>",
        procedures.finish_task,
        name="finish_task",
    ),
    *(
        path(
            f"desk/councils/<int:procedure_id>/{slug}", procedures.small, {"slug": slug}, name=slug
        )
        for slug in procedures.RUNS
    ),
    path(M, meeting.meeting, name="meeting"),
    *(path(f"{M}{slug}", meeting.small, {"slug": slug}, name=slug) for slug in meeting.RUNS),
    path(f"{M}suggestions/<int:suggestion_id>", meeting.weigh, name="weigh"),
    path(f"{M}slips", meeting.slips, name="slips"),
    path(f"{M}door", hall.poster, name="poster"),
    path(f"{M}election/", election.election, name="election"),
    path(f"{M}election/sheet", election.sheet, name="election_sheet"),
    *(
        path(f"{M}election/{slug}", election.small, {"slug": slug}, name=f"election_{slug}")
        for slug in election.RUNS
    ),
    path(f"{M}election/objections/<int:objection_id>", election.objection, name="objection"),
    path(f"{M}election/candidates/<int:candidate_id>", election.candidate, name="candidate"),
    path(f"{M}roll", meeting.roll, name="roll"),
    *(path(f"{E}{slug}", meeting.on_entry, {"slug": slug}, name=slug) for slug in meeting.ON_ENTRY),
    *(
        path(f"{E}{slug}", meeting.press, {"slug": slug}, name=slug)
        for slug in ("leave", "take_back")
    ),
    path("desk/councils/ballots/<int:ballot_id>/", ballot.ballot, name="ballot"),
    *(
        path(
            f"desk/councils/ballots/<int:ballot_id>/{slug}",
            ballot.small,
            {"slug": slug},
            name=f"ballot_{slug}",
        )
        for slug in ballot.RUNS
    ),
    path("desk/councils/ballots/<int:ballot_id>/paper", ballot.paper, name="paper"),
    path(
        "desk/councils/ballots/<int:ballot_id>/sheet/<slug:name>",
        ballot.sheet_photo,
        name="sheet_photo",
    ),
    path("desk/councils/ballots/<int:ballot_id>/table.json", ballot.table, name="table_file"),
    path("desk/councils/<int:procedure_id>/hearing", hearings.hearing, name="hearing"),
    path("desk/councils/hearings/<int:hearing_id>/close", hearings.close, name="close_hearing"),
    path(
        "desk/councils/hearings/<int:hearing_id>/moderate/<int:statement_id>",
        hearings.moderate,
        name="moderate",
    ),
    path("councils/hearings/<int:hearing_id>/", hearings.voices, name="voices"),
    path("councils/ballots/<int:ballot_id>/box", open.box, name="box"),
    path("councils/ballots/<int:ballot_id>/box.json", open.box_file, name="box_file"),
    path("councils/ballots/<int:ballot_id>/result.json", open.result_file, name="result_file"),
    path("councils/open.py", open.tool, name="tool"),
    path("desk/councils/rules", law.rules, name="rules"),
    path("desk/councils/rules/new", law.add_rule, name="add_rule"),
    path("desk/councils/rules/<int:row_id>", law.confirm_rule, name="confirm_rule"),
    path("desk/councils/flows", law.flows, name="flows"),
    path("desk/councils/flows/new", law.keep_flow, name="keep_flow"),
    path("desk/councils/bodies", law.bodies, name="bodies"),
    path("desk/councils/bodies/new", law.found_body, name="found_body"),
    path("desk/councils/bodies/<int:body_id>/", law.body, name="body"),
    path("desk/councils/bodies/<int:body_id>/out/<int:member_id>", law.unseat, name="unseat"),
    path("councils/<int:place_id>/", open.place, name="place"),
    path("councils/<int:place_id>/standards", customs.standards, name="standards"),
    path("q/<str:token>/", customs.person, name="person"),
    path("councils/questions/<int:procedure_id>/", open.question, name="question"),
    path(
        "councils/questions/<int:procedure_id>/certificate",
        open.certificate_of,
        name="certificate",
    ),
    path(
        "councils/questions/<int:procedure_id>/certificate.pdf",
        open.certificate_file,
        name="certificate_file",
    ),
    path("councils/meetings/<int:meeting_id>/screen", open.screen, name="screen"),
    path("h/<str:token>/", hall.hall, name="hall"),
    path("v/<str:token>/after", afterwards.after, name="after"),
    path("me/votes/<int:entry_id>/after", afterwards.my_after, name="my_after"),
    path("me/votes/<int:entry_id>/", vote.my_vote, name="my_vote"),
]
