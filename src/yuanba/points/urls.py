from django.urls import path

from yuanba.points.pages import books, desk, openings, resident, shelf, shop

app_name = "points"
urlpatterns = [
    path("points/", resident.mine, name="mine"),
    path("points/tell", resident.tell, name="tell"),
    path("points/name", resident.name, name="name"),
    path("points/<int:claim_id>/", resident.record, name="record"),
    path("points/<int:claim_id>/withdraw", resident.withdraw, name="withdraw"),
    path("points/<int:claim_id>/photo/<slug:name>", resident.photo, name="my_photo"),
    path("c/<int:place_id>/points", resident.place, name="place"),
    path("points/shop", shelf.shelf, name="shelf"),
    path("points/shop/<int:deal_id>/", shelf.deal, name="deal"),
    path("points/shop/<int:deal_id>/back", shelf.give_back, name="give_back"),
    path("desk/points/shop/", shop.counter, name="counter"),
    path("desk/points/shop/for", shop.reserve_for, name="reserve_for"),
    path("desk/points/shop/new", shop.new_item, name="new_item"),
    path("desk/points/shop/day", shop.day, name="day"),
    path("desk/points/shop/items/<int:item_id>/", shop.item, name="item"),
    path("desk/points/shop/disputes/<int:dispute_id>/", shop.dispute, name="dispute"),
    path("desk/points/fund", shop.fund, name="fund"),
    path("desk/points/openings", openings.openings, name="openings"),
    path("desk/points/balances", openings.balances, name="balances"),
    path("desk/points/seen", desk.seen, name="seen"),
    path("desk/points/due", shop.book_due, name="book_due"),
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
