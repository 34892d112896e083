from django.urls import path

from yuanba.base import pages

urlpatterns = [
    path("look", pages.set_look, name="look"),
    path("offline", pages.offline, name="offline"),
    path("accessibility", pages.accessibility, name="accessibility"),
]
