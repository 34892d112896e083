"""Who calls and holds meetings, who counts, who confirms the rules.

At the meeting's place or any place above it. A ballot is cast by whoever holds its link, or by the
person of the roll: the line of the roll is the reach (Role.REPORTER over it).
"""

from yuanba.base.permits import Role, allow

R = Role
HOLDS = (R.WORKER, R.TOWNSHIP)
LOOKS = (R.GRIDLEAD, R.WORKER, R.TOWNSHIP, R.COUNTY, R.SUPERVISOR)

allow("councils.see", *LOOKS)
# rules and procedures
allow("councils.stock_rules", R.ADMIN)  # its reach is empty: only the founder
allow("councils.confirm_rule", R.COUNTY)
allow("councils.add_rule", R.COUNTY)
allow("councils.keep_flow", R.COUNTY)
# bodies
allow("councils.found_body", *HOLDS)
allow("councils.seat", *HOLDS)
allow("councils.unseat", *HOLDS)
# a question on its way
allow("councils.propose", *HOLDS)
allow("councils.put_standing", R.ADMIN)  # the clock
allow("councils.record_step", *HOLDS)
allow("councils.post", *HOLDS)
allow("councils.drop", *HOLDS)
allow("councils.set_standard", *HOLDS)
allow("councils.plan_ceremony", *HOLDS)
allow("councils.close_ceremony", *HOLDS)
allow("councils.ask_review", R.REPORTER, *HOLDS)  # the person himself, by his link
allow("councils.exempt", *HOLDS)
allow("councils.decide_exemption", *HOLDS)
allow("councils.give_task", *HOLDS)
allow("councils.finish_task", *HOLDS)
# meetings
allow("councils.call", *HOLDS)
allow("councils.sit_together", *HOLDS)
allow("councils.tell", *HOLDS)
allow("councils.cancel", *HOLDS)
allow("councils.enter", *HOLDS)
allow("councils.correct", *HOLDS)
allow("councils.leave_out", *HOLDS)
allow("councils.begin", *HOLDS)
allow("councils.arrive", R.GRIDLEAD, *HOLDS)
allow("councils.sign_in", R.REPORTER)  # whoever holds the slip or lives there
allow("councils.leave", R.GRIDLEAD, *HOLDS)
allow("councils.entrust", *HOLDS)
allow("councils.take_back", *HOLDS)
allow("councils.suggest", *HOLDS)
allow("councils.weigh", *HOLDS)
allow("councils.end", *HOLDS)
# elections, on paper
allow("councils.post_roll", *HOLDS)
allow("councils.object_to_roll", *HOLDS)
allow("councils.decide_objection", *HOLDS)
allow("councils.nominate", *HOLDS)
allow("councils.judge_candidate", *HOLDS)
allow("councils.post_candidates", *HOLDS)
allow(
    "councils.appraise", R.REPORTER, *HOLDS
)  # by slip or account; at the desk for who has neither
# ballots
allow("councils.draft_ballot", *HOLDS)
allow("councils.keep_key", *HOLDS)
allow("councils.open_ballot", *HOLDS)
allow("councils.cast", R.REPORTER)
allow("councils.hand_out", R.GRIDLEAD, *HOLDS)
allow("councils.say_vote", *HOLDS)
allow("councils.stop_ballot", *HOLDS)
allow("councils.count", R.GRIDLEAD, R.SUPERVISOR, *HOLDS)
allow("councils.count_piles", R.GRIDLEAD, R.SUPERVISOR, *HOLDS)
allow("councils.read_papers", R.GRIDLEAD, R.SUPERVISOR, *HOLDS)
allow("councils.show_sheet", R.GRIDLEAD, R.SUPERVISOR, *HOLDS)  # his own sheet
allow("councils.open_box", R.GRIDLEAD, R.SUPERVISOR, *HOLDS)
allow("councils.settle", *HOLDS)
# opinions on a large question; whoever answers is signed in and lives there (the act asks)
allow("councils.open_hearing", *HOLDS)
allow("councils.moderate", *HOLDS)
allow("councils.close_hearing", *HOLDS)
allow("councils.state_view", R.RESIDENT)
allow("councils.take_stance", R.RESIDENT)
