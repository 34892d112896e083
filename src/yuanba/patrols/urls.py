from django.urls import path

from yuanba.patrols.pages import findings, keeping, paper, phone, steps, walking

app_name = "patrols"
urlpatterns = [
    path("patrol/", phone.shell, name="phone"),
    path("patrol/sw.js", phone.worker, name="worker"),
    path("patrol/app.webmanifest", phone.manifest, name="manifest"),
    path("desk/patrols/phones", phone.phones, name="phones"),
    path("desk/patrols/phones/<int:device_id>/revoke", phone.revoke, name="revoke"),
    path("desk/patrols/", walking.round_, name="round"),
    path("desk/patrols/points", keeping.points, name="points"),
    path("desk/patrols/points/new", keeping.add, name="add"),
    path("desk/patrols/points/<int:point_id>/", walking.point, name="point"),
    path("desk/patrols/points/<int:point_id>/same", walking.same, name="same"),
    path("desk/patrols/points/<int:point_id>/better", walking.better, name="better"),
    path("desk/patrols/points/<int:point_id>/change", keeping.change, name="change"),
    path("desk/patrols/points/<int:point_id>/end", keeping.retire, name="retire"),
    path("desk/patrols/findings/<int:finding_id>/", findings.finding, name="finding"),
    path("desk/patrols/findings/<int:finding_id>/up", findings.up, name="up"),
    path(
        "desk/patrols/findings/<int:finding_id>/photo/<slug:name>", findings.picture, name="picture"
    ),
    path("desk/patrols/findings/<int:finding_id>/voice/<slug:name>", findings.sound, name="sound"),
    path("desk/patrols/findings/<int:finding_id>/hand", steps.hand, name="hand"),
    path("desk/patrols/steps/<int:step_id>/take", steps.take, name="take"),
    path("desk/patrols/handovers/<int:handover_id>/", steps.answered, name="answered"),
    path("desk/patrols/rungs", steps.rungs, name="rungs"),
    path("desk/patrols/pace", keeping.pace, name="pace"),
    path("desk/patrols/pace/<slug:kind>/", keeping.lines, name="lines"),
    path("desk/patrols/sheets", paper.sheets, name="sheets"),
    path("desk/patrols/sheets/<int:place_id>/", paper.sheet, name="sheet"),
    path("desk/patrols/sheets/<str:signed>/photo", paper.photograph, name="photograph"),
    path(
        "desk/patrols/sheets/<int:place_id>/photo/<slug:name>",
        paper.sheet_photo,
        name="sheet_photo",
    ),
    path("desk/patrols/sheets/<str:signed>/typing", paper.typing, name="typing"),
]
