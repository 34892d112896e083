from django.urls import path

from yuanba.neighbours import pages

app_name = "neighbours"
urlpatterns = [
    path("c/<int:place_id>/neighbours/", pages.board, name="board"),
    path("c/<int:place_id>/neighbours/new", pages.put_up, name="put_up"),
    path("neighbours/<int:favour_id>/", pages.note, name="note"),
    *(
        path(f"neighbours/<int:favour_id>/{slug}", pages.does, {"slug": slug}, name=slug)
        for slug in pages.DOES
    ),
    path("desk/neighbours/", pages.desk_board, name="desk"),
    path("desk/neighbours/new", pages.for_other, name="for_other"),
]
