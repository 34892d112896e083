from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "yuanba.honours"
    label = "honours"
