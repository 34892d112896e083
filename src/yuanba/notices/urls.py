from django.urls import path

from yuanba.notices import pages, visit_pages

app_name = "notices"
urlpatterns = [
    path("desk/outbox", pages.outbox, name="outbox"),
    path("desk/outbox/<int:message_id>/called", pages.called, name="called"),
    path("desk/outbox/<int:message_id>/printed", pages.printed, name="printed"),
    path("desk/visits", visit_pages.listed, name="visits"),
    path("desk/visits/<int:visit_id>", visit_pages.one, name="visit"),
    path("desk/visits/<int:visit_id>/look", visit_pages.look, name="look"),
    path("notices", pages.mine, name="mine"),
    path("notices/read", pages.read, name="read"),
    path("notices/language", pages.language, name="language"),
    path("outbox", pages.demo, name="demo"),
]
