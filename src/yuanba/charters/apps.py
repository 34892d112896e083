from django.apps import AppConfig


class ChartersConfig(AppConfig):
    name = "yuanba.charters"
    label = "charters"
