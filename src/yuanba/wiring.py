"""What follows what. One page, in order, no hidden listeners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from yuanba.admissions import jobs as admissions
from yuanba.base import upkeep
from yuanba.base.log import asking, heads
from yuanba.books import jobs as books
from yuanba.books import queries as ledger
from yuanba.catalogue import jobs as board
from yuanba.catalogue import telling as open_
from yuanba.charters import telling as rules_
from yuanba.councils import jobs as councils
from yuanba.disclosure import jobs as counts
from yuanba.disclosure import reactions as wall
from yuanba.disclosure import shared
from yuanba.duties import jobs as duties
from yuanba.exchange import jobs as exchange
from yuanba.grids import jobs as grids
from yuanba.grids import reactions as network
from yuanba.honours import jobs as honours
from yuanba.honours import reactions as honoured
from yuanba.insight import jobs as insight
from yuanba.lanes import jobs as lanes
from yuanba.matters import jobs as matters_jobs
from yuanba.matters import reactions as matters
from yuanba.neighbours import jobs as neighbours
from yuanba.notices import accounts, returns
from yuanba.notices import admissions as tasks
from yuanba.notices import honours as honour_words
from yuanba.notices import jobs as notices
from yuanba.notices import points as shop
from yuanba.notices import projects as served
from yuanba.notices import reactions as doors
from yuanba.patrols import jobs as patrols
from yuanba.patrols import reactions as rounds
from yuanba.people import jobs as people
from yuanba.people import reactions as homes
from yuanba.points import jobs as points
from yuanba.points import reactions as purses
from yuanba.problems import jobs as problems_jobs
from yuanba.problems import reactions as problems
from yuanba.projects import jobs as projects
from yuanba.rights import jobs as rights
from yuanba.supervision import telling as watch

# In the act's own transaction: both happen or neither.
REACTIONS: dict[str, list[Callable[[Any], None]]] = {
    "matters.grant_void": [wall.show_void],
    "places.move": [matters.follow_places, rounds.follow_ground],
    "places.merge": [
        matters.follow_places,
        homes.follow_merge,
        network.follow_merge,
        rounds.follow_merge,
    ],
    "places.split": [matters.follow_places, homes.follow_split, rounds.follow_ground],
    "places.dissolve": [
        matters.follow_places,
        homes.follow_end,
        network.follow_end,
        rounds.follow_end,
    ],
    "places.close": [homes.follow_end, network.follow_end, rounds.follow_end],
    "matters.evaluate": [doors.spare_visit],
    "matters.call_back": [doors.spare_visit],
    "matters.note": [matters.settle_urge],
    "matters.grant_extension": [matters.settle_urge],
    "matters.finish": [matters.settle_urge],
    "matters.reply": [matters.settle_urge],
    "matters.refuse": [matters.settle_all],
    "matters.triage": [matters.settle_objection, problems.leave_group],
    "matters.close": [matters.settle_all, wall.draft_row],
    "matters.grant_reopen": [doors.spare_visit, wall.restore, wall.take_down, wall.draft_open],
    "matters.let_show": [wall.draft_open],
    "matters.stop_showing": [wall.take_back],
    "matters.grant_contest": [wall.take_down],
    "matters.contest": [wall.say_contested],
    "matters.answer_contest": [wall.say_answered],
    "matters.name_concern": [wall.withhold, problems.leave_group],
    "matters.lift_concern": [wall.draft_again, wall.draft_open],
    "lanes.show_way": [matters.keep_guidance],
    "people.merge_households": [purses.follow_merge, honoured.follow_merge],
    "people.split_household": [purses.follow_split, honoured.follow_split],
}

# A job row written with the record, run after, retried.
LATER: dict[str, list[Callable[..., None]]] = {
    "people.agree_reset": [accounts.tell_reset],
    "places.set_day": [matters_jobs.move_limits],
    "places.load_calendar_year": [matters_jobs.move_limits],
    "places.settle_year": [matters_jobs.move_limits],
    "places.rename": [matters_jobs.index_places],
    "places.move": [counts.follow_places, matters_jobs.index_places],
    "places.merge": [counts.follow_places, matters_jobs.index_places],
    "places.split": [counts.follow_places, matters_jobs.index_places],
    "places.dissolve": [counts.follow_places, matters_jobs.index_places],
    "matters.report": [notices.tell],
    "matters.accept": [notices.tell],
    "matters.refuse": [notices.tell, matters_jobs.answer_duplicates],
    "matters.triage": [notices.tell],
    "matters.transfer": [notices.tell],
    "matters.hand_up": [notices.tell],
    "matters.hand_down": [notices.tell],
    "matters.assign": [notices.tell],
    "matters.grant_extension": [notices.tell],
    "matters.keep_class": [notices.tell],
    "matters.reply": [notices.tell, notices.watch_silence, matters_jobs.answer_duplicates],
    "matters.answer_duplicate": [notices.tell, notices.watch_silence],
    "matters.merge": [notices.tell],
    "matters.unmerge": [notices.tell],
    "matters.exclude": [notices.tell],
    "matters.uphold_exclusion": [notices.tell],
    "matters.lift_exclusion": [notices.tell],
    "matters.grant_reopen": [notices.tell],
    "matters.grant_contest": [notices.tell],
    "matters.deny_reopen": [notices.tell],
    "matters.close": [notices.tell],
    "disclosure.release": [counts.release_rows],
    "matters.pause": [notices.tell],
    "matters.grant_pause": [notices.tell],
    "matters.resume": [notices.tell],
    "matters.wake": [notices.tell],
    "matters.ask_reporter": [notices.tell],
    "problems.begin": [problems_jobs.bring_along],
    "rights.carry_out": [rights.erase_batch],
    "rights.erase_some": [
        rights.journal,
        matters_jobs.index_erased,
        problems_jobs.forget_erased,
        rights.scrub,
    ],
    "rights.erase_again": [
        matters_jobs.index_erased,
        problems_jobs.forget_erased,
        rights.scrub,
    ],
    "rights.grant_erasure": [rights.journal, rights.scrub],
    "rights.erase_contact": [rights.journal, rights.scrub],
    "rights.disown": [rights.journal, rights.scrub],
    "exchange.bring_table": [exchange.read_table],
    "exchange.set_columns": [exchange.check_table],
    "exchange.agree_table": [exchange.write_table],
    "exchange.ask_export": [exchange.write_export],
    "exchange.agree_export": [exchange.write_export],
    "exchange.answer_hotline": [exchange.write_export],
    "exchange.renew_answer": [exchange.write_export],
    "matters.name_concern": [exchange.write_again],
    "matters.decide_unit": [notices.tell],
    "matters.keep_waiting": [notices.tell],
    "matters.grant_void": [notices.tell],
    "matters.take_up": [notices.tell],
    "grids.ask_plan": [grids.draw],
    "lanes.show_way": [notices.tell],
    "lanes.remind_way": [notices.tell],
    "lanes.settle_topic": [notices.tell],
    "points.hand_out": [shop.tell_household],
    "points.enter_slip": [shop.tell_household],
    "points.undo_deal": [shop.tell_undone],
    "points.warn_lapse": [shop.tell_lapse],
    "projects.adopt": [served.tell_project],
    "projects.end": [served.tell_project],
    "projects.remind": [served.tell_due],
    "admissions.ask": [tasks.tell_asked],
    "admissions.explain": [tasks.tell_asked],
    "admissions.ask_more": [tasks.tell_decided],
    "admissions.hand": [tasks.tell_handed],
    "admissions.admit": [tasks.tell_decided],
    "admissions.refuse": [tasks.tell_decided],
    "admissions.send_up": [tasks.tell_decided],
    "admissions.lapse": [tasks.tell_decided],
    "admissions.finish": [tasks.tell_ended],
    "admissions.send_back": [tasks.tell_ended],
    "matters.send_back": [notices.tell, returns.tell_source],
    "catalogue.send": [open_.tell_issue],
    "catalogue.review": [open_.tell_issue],
    "catalogue.answer_review": [open_.tell_issue],
    "catalogue.publish": [open_.tell_issue],
    "catalogue.correct": [open_.tell_correction],
    "catalogue.ask": [open_.tell_asked],
    "catalogue.answer": [open_.tell_asked],
    "catalogue.ask_above": [open_.tell_asked],
    "catalogue.answer_above": [open_.tell_asked],
    "catalogue.remind": [open_.tell_reminder],
    "charters.adopt": [rules_.tell_version],
    "charters.file": [rules_.tell_version],
    "charters.send_back": [rules_.tell_version],
    "supervision.hand_finding": [watch.tell_finding],
    "supervision.put_right": [watch.tell_finding],
    "supervision.check_finding": [watch.tell_finding],
    "supervision.suggest": [watch.tell_suggestion],
    "supervision.answer_suggestion": [watch.tell_suggestion],
    "supervision.judge": [watch.tell_pick],
    "supervision.explain": [watch.tell_pick],
    "supervision.tell_clue": [watch.tell_clue],
    **{act: [honour_words.tell_nominee] for act in honour_words.HONOURS},
    **{act: [honour_words.tell_named] for act in honour_words.TOLD},
    "councils.end": [points.thank_attendance],
    "councils.weigh": [points.thank_suggestion],
}

# What a lower context is told of the wall: the words of open matters as somebody has read them.
SHOWN: Callable[[list[int]], dict[int, str]] = shared.titles

# Columns of a row that each record of it vouches for, as the act leaves them: a row changed past the
# acts is found by `yuanba verify --deep`.
VOUCHED: dict[str, tuple[str, ...]] = {
    "matters.matter": ("number", "title", "text", "reported_at", "state", "outcome", "closed_at"),
    "councils.ballot": ("title", "state", "stopped_at", "settled_at", "phone", "result", "passed"),
    "points.claim": ("points", "booked"),
}
# Of these, what only the acts in RESTATES ever change: the first leaf (or the last of theirs) vouches for it
# as well, so that a change past the acts is still found when somebody has worked on the row since.
FIXED: dict[str, tuple[str, ...]] = {
    "matters.matter": ("number", "text", "reported_at"),
    "councils.ballot": ("title",),
}
RESTATES = {"matters.write_down"}
# The lines of the ledger as the leaves vouch for them, and those entered since an id.
STANDS = (ledger.stands, ledger.since)

# What the clock starts, and how often.
CLOCK: dict[Callable[..., None], timedelta] = {
    counts.retally: timedelta(minutes=1),
    counts.restand: timedelta(hours=1),
    counts.retally_units: timedelta(hours=1),
    people.forget_codes: timedelta(hours=1),
    matters_jobs.come_up_again: timedelta(minutes=10),
    duties.stock_lists: timedelta(days=1),
    councils.stock_rules: timedelta(days=1),
    councils.put_standing: timedelta(days=1),
    upkeep.sweep: timedelta(days=1),
    books.check_books: timedelta(days=1),
    exchange.sweep_files: timedelta(hours=1),
    matters_jobs.sweep_photos: timedelta(days=1),
    matters_jobs.sweep_voices: timedelta(days=1),
    rights.draft_batches: timedelta(days=1),
    rights.scrub_daily: timedelta(days=1),
    patrols.sweep_pieces: timedelta(days=1),
    matters_jobs.index_fresh: timedelta(seconds=15),
    problems_jobs.place_fresh: timedelta(seconds=15),
    matters_jobs.sweep_index: timedelta(days=1),
    matters_jobs.draw_samples: timedelta(hours=1),
    matters_jobs.learn_sorting: timedelta(days=7),
    insight.count_forms: timedelta(days=1),
    insight.verify_night: timedelta(days=1),
    heads.sign_heads: timedelta(minutes=10),
    asking.ask_witness: timedelta(minutes=10),
    lanes.remind_ways: timedelta(hours=6),
    admissions.lapse_silent: timedelta(hours=6),
    projects.remind_due: timedelta(hours=6),
    points.end_reservations: timedelta(minutes=30),
    points.lapse_points: timedelta(days=1),
    points.warn_lapsing: timedelta(days=1),
    board.draft_issues: timedelta(hours=6),
    board.remind_due: timedelta(hours=6),
    honours.take_down_due: timedelta(hours=1),
    neighbours.clear_notes: timedelta(days=1),
}

# What jobs plan for a day to come (base.jobs.plan).
PLANNED: list[Callable[..., None]] = [notices.call_the_silent, heads.evening_heads]
