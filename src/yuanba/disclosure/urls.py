from django.urls import path

from yuanba.disclosure import many_pages, pages, pages_also, pages_contest

app_name = "disclosure"
urlpatterns = [
    path("wall/", pages.walls, name="walls"),
    path("wall/<int:place_id>/", pages.wall, name="wall"),
    path("wall/<int:place_id>/print", pages.wall_print, name="wall_print"),
    path("wall/<int:place_id>/shared", pages.shared, name="shared"),
    path("wall/rows/<int:row_id>/also", pages_also.also, name="also"),
    path("wall/rows/<int:row_id>/contest", pages_contest.contest, name="contest"),
    path("desk/publish", pages.desk, name="desk"),
    path("desk/publish/many", many_pages.many, name="many"),
    path("desk/publish/<int:row_id>", pages.row, name="row"),
]
