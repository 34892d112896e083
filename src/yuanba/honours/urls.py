from django.urls import path

from yuanba.honours.pages import desk, named, naming, nominee, resident

app_name = "honours"
urlpatterns = [
    path("c/<int:place_id>/honours", resident.place, name="place"),
    path("honours/", resident.mine, name="mine"),
    path("honours/<int:nominee_id>/", resident.nomination, name="nomination"),
    path("honours/awards/<int:nominee_id>/", resident.award, name="award"),
    path("honours/campaigns/<int:campaign_id>/nominate", resident.nominate, name="nominate"),
    path("desk/honours/", desk.board, name="board"),
    path("desk/honours/new", desk.call, name="call"),
    path("desk/honours/<int:campaign_id>/", desk.campaign, name="campaign"),
    path("desk/honours/<int:campaign_id>/nominate", desk.nominate, name="nominate_for"),
    path("desk/honours/<int:campaign_id>/drop", desk.drop, name="drop"),
    path("desk/honours/nominees/<int:nominee_id>/", nominee.nominee, name="nominee"),
    path("desk/honours/nominees/<int:nominee_id>/consent", nominee.consent_for, name="consent_for"),
    path("desk/honours/nominees/<int:nominee_id>/object", nominee.object_for, name="object_for"),
    path("desk/honours/nominees/<int:nominee_id>/revoke", nominee.revoke, name="revoke"),
    path(
        "desk/honours/nominees/<int:nominee_id>/certificate",
        nominee.certificate,
        name="certificate",
    ),
    # the naming list
    path("c/<int:place_id>/named", named.here, name="named_here"),
    path("named/<int:listing_id>/", named.named, name="named"),
    path("desk/naming/", naming.board, name="naming"),
    path("desk/naming/on", naming.turn_on, name="turn_on_naming"),
    path("desk/naming/rules/<int:rule_id>/file", naming.file, name="file_naming"),
    path("desk/naming/rules/<int:rule_id>/off", naming.turn_off, name="turn_off_naming"),
    path("desk/naming/new", naming.propose, name="propose_naming"),
    path("desk/naming/wall", naming.wall, name="naming_wall"),
    path("desk/naming/<int:listing_id>/", naming.listing, name="listing"),
    path("desk/naming/<int:listing_id>/notice", naming.notice, name="naming_notice"),
    path("desk/naming/<int:listing_id>/<slug:what>", naming.say, name="say_naming"),
]
