from django.apps import AppConfig


class NeighboursConfig(AppConfig):
    name = "yuanba.neighbours"
    label = "neighbours"
