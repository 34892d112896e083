from django.urls import path

from yuanba.grids.pages import cards, network, planning, venues

app_name = "grids"
urlpatterns = [
    path("c/<int:place_id>/who", cards.who, name="who"),
    path("c/<int:place_id>/who/wall", cards.wall, name="wall"),
    path("desk/grids/", network.home, name="home"),
    path("desk/grids/duties", network.duties, name="duties"),
    path("desk/grids/village/<int:place_id>/", network.village, name="village"),
    path("desk/grids/at/<int:place_id>/", network.place, name="place"),
    path("desk/grids/at/<int:place_id>/found", network.found, name="found"),
    path("desk/grids/at/<int:place_id>/venue", venues.open_venue, name="open_venue"),
    path("desk/grids/venue/<int:venue_id>/", venues.venue, name="venue"),
    path("desk/grids/venue/<int:venue_id>/close", venues.close_venue, name="close_venue"),
    path("desk/grids/at/<int:place_id>/cards", cards.cards, name="cards"),
    path("desk/grids/at/<int:place_id>/roster", cards.roster, name="roster"),
    path("desk/grids/at/<int:place_id>/plan", planning.plan, name="plan"),
    path("desk/grids/plan/<int:plan_id>/print", planning.printed, name="print_plan"),
    path("desk/grids/plan/<int:plan_id>/shift", planning.shift, name="shift"),
    path("desk/grids/plan/<int:plan_id>/adopt", planning.adopt, name="adopt_plan"),
    path("desk/grids/plan/<int:plan_id>/drop", planning.drop, name="drop_plan"),
    path("desk/grids/team/<int:team_id>/", network.team, name="team"),
    path("desk/grids/team/<int:team_id>/covers", network.cover, name="cover"),
    path("desk/grids/team/<int:team_id>/end", network.end_team, name="end_team"),
    path("desk/grids/seat/<int:seat_id>/end", network.end_seat, name="end_seat"),
]
