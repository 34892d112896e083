from django.urls import path

from yuanba.charters import pages, sounds

app_name = "charters"
urlpatterns = [
    path("charters/<int:place_id>/", pages.place, name="place"),
    path("charters/texts/<int:version_id>/", pages.text, name="text"),
    path("charters/recordings/<int:recording_id>", sounds.heard, name="heard"),
    path("desk/charters/", pages.waiting, name="waiting"),
    path("desk/charters/write", pages.write, name="write"),
    path("desk/charters/<int:version_id>/", pages.version, name="version"),
    path("desk/charters/<int:version_id>/record", sounds.record, name="record"),
    path("desk/charters/recordings/<int:recording_id>/down", sounds.take_down, name="take_down"),
]
