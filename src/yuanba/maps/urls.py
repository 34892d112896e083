from django.urls import path

from yuanba.maps import pages

app_name = "maps"
urlpatterns = [
    path("desk/map/", pages.home, name="home"),
    path("desk/map/<int:place_id>/", pages.place, name="place"),
]
