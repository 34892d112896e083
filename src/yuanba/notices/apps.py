from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yuanba.notices"
    label = "notices"
