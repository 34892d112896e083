"""The front doors of the house."""

from django.urls import path

from yuanba.web.pages import resident

app_name = "web"
urlpatterns = [
    path("", resident.home, name="home"),
    path("choose", resident.choose, name="choose"),
    path("c/<int:place_id>/", resident.place, name="place"),
    path("c/<int:place_id>", resident.place),
]
