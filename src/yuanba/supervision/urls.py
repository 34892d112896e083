from django.urls import path

from yuanba.supervision.pages import desk, public

app_name = "supervision"
urlpatterns = [
    path("supervision/<int:place_id>/", public.place, name="place"),
    path("supervision/<int:place_id>/clue", public.tell, name="tell"),
    path("supervision/samples/<int:sample_id>/", public.sample, name="sample"),
    path("supervision/clue", public.follow, name="follow"),
    path("desk/supervision/", desk.waiting, name="waiting"),
    path("desk/supervision/draw", desk.draw, name="draw"),
    path("desk/supervision/suggest", desk.suggest, name="suggest"),
    path("desk/supervision/report", desk.report, name="report"),
    path("desk/supervision/hand", desk.hand_finding, name="hand_finding"),
    path("desk/supervision/samples/<int:sample_id>/", desk.sample, name="desk_sample"),
    path("desk/supervision/picks/<int:pick_id>/", desk.pick, name="pick"),
    path("desk/supervision/suggestions/<int:suggestion_id>/", desk.suggestion, name="suggestion"),
    path("desk/supervision/findings/<int:finding_id>/", desk.finding, name="finding"),
    path("desk/supervision/clues/<int:clue_id>/", desk.clue, name="clue"),
]
