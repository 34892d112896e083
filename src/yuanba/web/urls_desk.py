"""The desk's own addresses; included under /desk/."""

from django.urls import path

from yuanba.web.pages import desk

app_name = "desk"
urlpatterns = [
    path("", desk.today, name="today"),
    path("post", desk.switch, name="post"),
]
