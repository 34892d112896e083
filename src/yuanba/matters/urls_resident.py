"""Pages for residents: telling, following, judging. No account is needed for any of them."""

from django.urls import path

from yuanba.matters.pages import (
    anonymous,
    answering,
    asking,
    mine,
    outside,
    proof,
    report,
    resident,
    voice,
)

app_name = "follow"
urlpatterns = [
    path("c/<int:place_id>/report", report.report, name="report"),
    path("c/<int:place_id>/anonymous", anonymous.tell, name="anonymous"),
    path("receipt", anonymous.receipt, name="receipt"),
    path("kept/<str:signed>", report.kept_photo, name="kept"),
    path("o/<str:token>/", outside.answer, name="outside"),
    path("o/<str:token>", outside.answer),
    path("follow", mine.lookup, name="lookup"),
    path("mine", mine.mine, name="mine"),
    path("mine/forget", mine.forget, name="forget"),
    path("f/<str:token>/", resident.progress, name="progress"),
    path("f/<str:token>", resident.progress),  # as printed on slips and in messages
    path("f/<str:token>/received", resident.received, name="received"),
    path("f/<str:token>/add", resident.add, name="add"),
    path("f/<str:token>/answer", answering.answer, name="answer"),
    path("f/<str:token>/evaluate", resident.evaluate, name="evaluate"),
    path("f/<str:token>/rate", asking.rate, name="rate"),
    path("f/<str:token>/urge", asking.urge, name="urge"),
    path("f/<str:token>/show", asking.show, name="show"),
    path("f/<str:token>/object", asking.object_to_class, name="object"),
    path("f/<str:token>/reopen", resident.reopen, name="reopen"),
    path("f/<str:token>/uncounted", resident.uncounted, name="uncounted"),
    path("f/<str:token>/proof", proof.proof, name="proof"),
    path("f/<str:token>/proof/file", proof.proof_file, name="proof_file"),
    path("f/<str:token>/slip", resident.slip, name="slip"),
    path("kept/voice/<str:signed>", voice.kept, name="kept_voice"),
    path("f/<str:token>/voice/<str:name>", voice.mine, name="voice"),
    path("f/<str:token>/photo/<str:name>", resident.photo, name="photo"),
    path("f/<str:token>/photo/<str:name>/small", resident.photo, {"small": True}, name="small"),
]
