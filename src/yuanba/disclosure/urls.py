from django.urls import path

from yuanba.disclosure import many_pages, pages, pages_also, pages_contest, record_pages

app_name = "disclosure"
urlpatterns = [
    path("wall/", pages.walls, name="walls"),
    path("wall/<int:place_id>/", pages.wall, name="wall"),
    path("wall/<int:place_id>/print", pages.wall_print, name="wall_print"),
    path("wall/<int:place_id>/shared", pages.shared, name="shared"),
    path("wall/rows/<int:row_id>/also", pages_also.also, name="also"),
    path("wall/rows/<int:row_id>/contest", pages_contest.contest, name="contest"),
    path("record/", record_pages.records, name="records"),
    path("record/verify", record_pages.verifier, name="verifier"),
    path("record/<int:tree_id>/", record_pages.record, name="record"),
    path("record/<int:tree_id>/leaves", record_pages.leaves, name="leaves"),
    path("record/<int:tree_id>/<int:size>/head", record_pages.head, name="head"),
    path("record/<int:tree_id>/<int:size>/from/<int:old>", record_pages.follows, name="follows"),
    path("desk/publish", pages.desk, name="desk"),
    path("desk/publish/many", many_pages.many, name="many"),
    path("desk/publish/<int:row_id>", pages.row, name="row"),
]
