"""The desk's addresses of matters; included under /desk/."""

from django.urls import path

from yuanba.matters.pages import (
    checks,
    desk,
    helping,
    newone,
    search,
    settling,
    sorting,
    together,
    views,
    voice,
    work,
)

app_name = "desk_matters"
urlpatterns = [
    path("queue", desk.queue, name="queue"),
    path("queue/several", together.several, name="several"),
    path("queue/undo", together.undo, name="undo"),
    path("triage", sorting.triage, name="triage"),
    path("new", newone.new, name="new"),
    path("register", desk.register_page, name="register"),
    path("register/views", views.save, name="save_view"),
    path("register/views/<int:view_id>/drop", views.drop, name="drop_view"),
    path("search", search.search_page, name="search"),
    path("checks", checks.checks, name="checks"),
    path("checks/<int:drawn_id>/", checks.check, name="check"),
    path("checks/draws/<int:draw_id>/", checks.draw, name="draw"),
    path("checks/draws/<int:draw_id>/list.csv", checks.draw_list, name="draw_list"),
    path("grounds", checks.grounds, name="grounds"),
    path("stuck", desk.stuck_page, name="stuck"),
    path("help", helping.tasks, name="help"),
    path("help/<int:helper_id>/", helping.answer_help, name="answer_help"),
    path("help/<int:helper_id>/withdraw", helping.withdraw_help, name="withdraw_help"),
    path("help/<int:helper_id>/photo/<slug:name>", helping.photo, name="help_photo"),
    path("outside/<int:link_id>/revoke", helping.revoke_outside, name="revoke_outside"),
    path("settling", settling.settle, name="settling"),
    path("returns", settling.returns, name="returns"),
    path("arbiters", settling.arbiters, name="arbiters"),
    path("arbiters/<int:place_id>", settling.name_arbiter, name="name_arbiter"),
    path("matters/<int:matter_id>/", work.one, name="one"),
    path("matters/<int:matter_id>/triage/", sorting.sort_one, {"slug": "triage"}, name="sort"),
    path(
        "matters/<int:matter_id>/triage-again/",
        sorting.sort_one,
        {"slug": "triage-again"},
        name="sort_again",
    ),
    path("matters/<int:matter_id>/photo/<slug:name>", work.photo, name="photo"),
    path("matters/<int:matter_id>/voice/<slug:name>", voice.one, name="voice"),
    path("matters/<int:matter_id>/voice/<slug:name>/words", voice.write_down, name="write_down"),
    path("matters/<int:matter_id>/<slug:slug>/", work.work, name="work"),
]
