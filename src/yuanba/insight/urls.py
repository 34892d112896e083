from django.urls import path

from yuanba.insight import pages

app_name = "insight"
urlpatterns = [
    path("figures/", pages.home, name="home"),
    path("figures/<int:place_id>/", pages.figures, name="figures"),
]
