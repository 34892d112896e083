from datetime import date

from django.urls import path, register_converter

from yuanba.places.pages import calling, days, ground, tree


class IsoDay:
    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # ValueError: no such day, so no such page

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDay, "isoday")

app_name = "places"
urlpatterns = [
    path("desk/places/", tree.places, name="places"),
    path("desk/places/<int:place_id>/", tree.place, name="place"),
    path("desk/places/<int:place_id>/found/", tree.found, name="found"),
    path("desk/places/<int:place_id>/rename/", tree.rename, name="rename"),
    path("desk/places/<int:place_id>/move/", tree.move, name="move"),
    path("desk/places/<int:place_id>/recode/", tree.recode, name="recode"),
    path("desk/places/<int:place_id>/merge/", tree.merge, name="merge"),
    path("desk/places/<int:place_id>/split/", tree.split, name="split"),
    path("desk/places/<int:place_id>/close/", tree.close, name="close"),
    path("desk/places/<int:place_id>/outline/", ground.outline, name="draw_outline"),
    path("desk/places/<int:place_id>/outline/wipe/", ground.wipe, name="wipe_outline"),
    path("desk/places/<int:place_id>/position/", ground.locate, name="locate"),
    path("desk/places/<int:village_id>/called/", calling.called, name="called"),
    path("desk/places/called/<int:alias_id>/drop/", calling.drop, name="drop_alias"),
    path("desk/calendar/", days.this_year, name="calendar"),
    path("desk/calendar/<int:year>/", days.year, name="year"),
    path("desk/calendar/<int:year>/load/", days.load, name="load_year"),
    path("desk/calendar/<int:year>/settle/", days.settle, name="settle_year"),
    path("desk/calendar/day/<isoday:day>/", days.day, name="day"),
]
