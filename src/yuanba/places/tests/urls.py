"""The addresses that these tests need: the floor's, the sign-in's, and this context's own."""

from django.urls import include, path

urlpatterns = [
    path("", include("yuanba.base.urls")),
    path("", include("yuanba.people.urls")),
    path("", include("yuanba.places.urls")),
]
handler403 = "yuanba.base.faults.denied"
handler404 = "yuanba.base.faults.missing"
