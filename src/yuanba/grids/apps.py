from django.apps import AppConfig


class GridsConfig(AppConfig):
    name = "yuanba.grids"
    label = "grids"
