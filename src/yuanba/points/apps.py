from django.apps import AppConfig


class PointsConfig(AppConfig):
    name = "yuanba.points"
    label = "points"
