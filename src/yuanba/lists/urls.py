from django.urls import path

from yuanba.lists import pages, pages_open

app_name = "lists"
urlpatterns = [
    path("c/<int:place_id>/lists", pages_open.lists, name="place"),
    path("c/<int:place_id>/lists/table.xlsx", pages_open.workbook, name="workbook"),
    path("c/<int:place_id>/lists/<int:edition_id>", pages_open.edition, name="edition"),
    path("desk/four-lists/", pages.board, name="board"),
    path("desk/four-lists/bring/", pages.bring, name="bring"),
    path("desk/four-lists/agree/", pages.agree, name="agree"),
    path("desk/four-lists/example/<slug:kind>/", pages.example, name="example"),
    path("desk/four-lists/<int:edition_id>/", pages.one, name="one"),
    path("desk/four-lists/<int:edition_id>/verify/", pages.verify, name="verify"),
    path("desk/four-lists/<int:edition_id>/drop/", pages.drop, name="drop"),
]
