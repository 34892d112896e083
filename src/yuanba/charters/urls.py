from django.urls import path

from yuanba.charters import pages

app_name = "charters"
urlpatterns = [
    path("charters/<int:place_id>/", pages.place, name="place"),
    path("charters/texts/<int:version_id>/", pages.text, name="text"),
    path("desk/charters/", pages.waiting, name="waiting"),
    path("desk/charters/write", pages.write, name="write"),
    path("desk/charters/<int:version_id>/", pages.version, name="version"),
]
