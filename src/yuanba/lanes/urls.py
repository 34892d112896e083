from django.urls import path

from yuanba.lanes.pages import classing, communal, desk, personal, resident

app_name = "lanes"
urlpatterns = [
    path("c/<int:place_id>/which", resident.which, name="which"),
    path("c/<int:place_id>/volunteer", resident.calls, name="calls"),
    path("c/<int:place_id>/volunteer/<int:call_id>", resident.join, name="join"),
    path("f/<str:token>/ways", resident.ways, name="ways"),
    path("desk/lanes/", desk.waiting, name="waiting"),
    path("desk/lanes/topics/<int:topic_id>/", communal.topic, name="topic"),
    path("desk/lanes/orders/<int:order_id>/", communal.order, name="order"),
    path("desk/lanes/calls/<int:call_id>/", communal.call, name="call"),
    path("desk/lanes/calls/<int:call_id>/off/<int:signup_id>", communal.take_off, name="take_off"),
    path("desk/lanes/ways/<int:way_id>/", personal.way, name="way"),
    path("desk/lanes/doubts/<int:doubt_id>/", classing.doubt, name="doubt"),
    path("desk/matters/<int:matter_id>/lane/", desk.matter, name="matter"),
    path("desk/matters/<int:matter_id>/lane/topic/", communal.put_topic, name="put_topic"),
    path("desk/matters/<int:matter_id>/lane/order/", communal.give_order, name="give_order"),
    path(
        "desk/matters/<int:matter_id>/lane/call/", communal.call_volunteers, name="call_volunteers"
    ),
    path("desk/matters/<int:matter_id>/lane/way/", personal.show_way, name="show_way"),
    path("desk/matters/<int:matter_id>/lane/doubt/", classing.doubt_class, name="doubt_class"),
]
