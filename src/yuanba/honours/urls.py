from django.urls import path

from yuanba.honours.pages import desk, resident

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
    path("desk/honours/nominees/<int:nominee_id>/", desk.nominee, name="nominee"),
    path("desk/honours/nominees/<int:nominee_id>/consent", desk.consent_for, name="consent_for"),
    path("desk/honours/nominees/<int:nominee_id>/object", desk.object_for, name="object_for"),
    path("desk/honours/nominees/<int:nominee_id>/revoke", desk.revoke, name="revoke"),
    path(
        "desk/honours/nominees/<int:nominee_id>/certificate", desk.certificate, name="certificate"
    ),
]
