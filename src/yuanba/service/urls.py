from django.urls import path

from yuanba.service.pages import arranging, checklists, day, month, open

app_name = "service"
urlpatterns = [
    path("desk/service/", day.begin, name="today"),
    path("desk/service/day/<int:day_id>/", day.day, name="day"),
    path("desk/service/day/<int:day_id>/known", day.known, name="known"),
    path("desk/service/day/<int:day_id>/came", day.came, name="came"),
    path("desk/service/day/<int:day_id>/heard", day.heard, name="heard"),
    path("desk/service/day/<int:day_id>/did", day.did, name="did"),
    path("desk/service/day/<int:day_id>/end", day.end, name="end"),
    path("desk/service/day/<int:day_id>/lists", checklists.sheet, name="ticks"),
    path("desk/service/ticks/<int:tick_id>/", checklists.follow, name="tick"),
    path("desk/service/ticks/<int:tick_id>/back", checklists.untick, name="untick"),
    path("desk/service/lists", checklists.lists, name="lists"),
    path("desk/service/lists/<slug:checklist>/", checklists.revise, name="revise"),
    path("desk/service/lists/<slug:checklist>/end", checklists.retire, name="retire"),
    path("desk/service/month", month.page, name="month"),
    path("desk/service/days", arranging.days, name="days"),
    path("desk/service/days/arrange", arranging.arrange, name="arrange"),
    path(
        "desk/service/days/<int:schedule_id>/<isoday:day>/", arranging.change_day, name="change_day"
    ),
    path("desk/service/groups", arranging.groups, name="groups"),
    path("desk/service/groups/new/<int:place_id>/", arranging.form_group, name="form_group"),
    path("desk/service/groups/<int:group_id>/", arranging.group, name="group"),
    path("desk/service/groups/<int:group_id>/end", arranging.dissolve, name="dissolve"),
    path("desk/service/groups/<int:group_id>/out/<int:member_id>", arranging.unseat, name="unseat"),
    path("service/<int:place_id>/", open.place, name="place"),
    path("service/day/<int:day_id>/", open.sheet, name="sheet"),
]
