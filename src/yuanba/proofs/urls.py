from django.urls import path

from yuanba.proofs import pages, pages_open

app_name = "proofs"
urlpatterns = [
    path("proof/", pages_open.ask, name="ask"),
    path("proof/<slug:code>", pages_open.check, name="check"),
    path("desk/proofs/", pages.board, name="board"),
    path("desk/proofs/new/<int:line_id>/", pages.issue, name="issue"),
    path("desk/proofs/away/<int:line_id>/", pages.away, name="away"),
    path("desk/proofs/slips/<int:turned_id>/", pages.slip, name="slip"),
    path("desk/proofs/<int:proof_id>/", pages.one, name="one"),
    path("desk/proofs/<int:proof_id>/paper", pages.paper, name="paper"),
]
