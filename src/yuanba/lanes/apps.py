from django.apps import AppConfig


class LanesConfig(AppConfig):
    name = "yuanba.lanes"
    label = "lanes"
