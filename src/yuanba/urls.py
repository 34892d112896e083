"""Every address of the house."""

from django.urls import URLPattern, URLResolver, path

from yuanba.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.urls),
]

handler403 = "yuanba.base.faults.denied"
handler404 = "yuanba.base.faults.missing"
handler500 = "yuanba.base.faults.broken"
