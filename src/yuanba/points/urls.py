from django.urls import path

from yuanba.points.pages import books, desk, resident

app_name = "points"
urlpatterns = [
    path("points/", resident.mine, name="mine"),
    path("points/tell", resident.tell, name="tell"),
    path("points/<int:claim_id>/", resident.record, name="record"),
    path("points/<int:claim_id>/withdraw", resident.withdraw, name="withdraw"),
    path("points/<int:claim_id>/photo/<slug:name>", resident.photo, name="my_photo"),
    path("c/<int:place_id>/points", resident.place, name="place"),
    path("desk/points/", desk.waiting, name="waiting"),
    path("desk/points/new", desk.new, name="new"),
    path("desk/points/taking", desk.taking, name="taking"),
    path("desk/points/claims/<int:claim_id>/", desk.claim, name="claim"),
    path("desk/points/claims/<int:claim_id>/object", desk.object_for, name="object_for"),
    path("desk/points/claims/<int:claim_id>/photo/<slug:name>", desk.photo, name="photo"),
    path("desk/points/book/", books.book, name="book"),
    path("desk/points/book/edit", books.edit, name="edit_book"),
    path("desk/points/panel", books.panel, name="panel"),
]
