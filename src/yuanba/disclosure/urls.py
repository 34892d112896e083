from django.urls import path

from yuanba.disclosure import pages

app_name = "disclosure"
urlpatterns = [
    path("wall/", pages.walls, name="walls"),
    path("wall/<int:place_id>/", pages.wall, name="wall"),
    path("wall/<int:place_id>/print", pages.wall_print, name="wall_print"),
    path("desk/publish", pages.desk, name="desk"),
    path("desk/publish/<int:row_id>", pages.row, name="row"),
]
