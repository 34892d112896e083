"""The addresses of this context alone, for its own tests."""

from django.urls import include, path

from yuanba.urls import urlpatterns as house

urlpatterns = [*house, path("", include("yuanba.places.urls"))]
