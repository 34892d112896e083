"""The addresses that these tests need: the floor's, the sign-in's, this context's own, and the desk to go back to."""

from django.urls import include, path

urlpatterns = [
    path("", include("yuanba.base.urls")),
    path("", include("yuanba.people.urls")),
    path("", include("yuanba.places.urls")),
    path("desk/", include("yuanba.web.urls_desk")),
]
handler403 = "yuanba.base.faults.denied"
handler404 = "yuanba.base.faults.missing"
