from django.urls import path

from yuanba.catalogue.pages import catalogue, desk, files, portal, public, vouchers

app_name = "catalogue"
urlpatterns = [
    path("open/<int:place_id>/", public.place, name="place"),
    path("open/<int:place_id>/year", public.year, name="year"),
    path("open/<int:place_id>/now", portal.portal, name="portal"),
    path("open/<int:place_id>/data.csv", files.as_csv, name="csv"),
    path("open/<int:place_id>/data.json", files.as_json, name="json"),
    path("open/<int:place_id>/feed.atom", files.as_feed, name="feed"),
    path("open/<int:place_id>/meetings.ics", files.as_calendar, name="calendar"),
    path("open/issues/<int:issue_id>/", public.issue, name="issue"),
    path("open/issues/<int:issue_id>/print", public.print_sheet, name="print"),
    path("open/issues/<int:issue_id>/say", public.say, name="say"),
    path("open/issues/<int:issue_id>/table.xlsx", public.table, name="table"),
    path("open/items/<int:part_id>/ask", public.ask, name="ask"),
    path("open/asked/<int:asked_id>/above", public.ask_above, name="ask_above"),
    path("desk/open/", desk.waiting, name="waiting"),
    path("desk/open/draft", desk.draft, name="draft"),
    path("desk/open/late", desk.late, name="late"),
    path("desk/open/issues/<int:issue_id>/", desk.compose, name="compose"),
    path("desk/open/items/<int:part_id>/", desk.part, name="part"),
    path("desk/open/items/<int:part_id>/voucher", vouchers.attach, name="attach"),
    path("desk/open/vouchers/<int:voucher_id>/", vouchers.voucher, name="voucher"),
    path("desk/open/vouchers/<int:voucher_id>/picture", vouchers.picture, name="voucher_picture"),
    path("desk/open/asked/<int:asked_id>/", desk.asked, name="asked"),
    path("desk/open/catalogue/", catalogue.catalogue, name="catalogue"),
    path("desk/open/catalogue/edit", catalogue.edit, name="edit"),
]
