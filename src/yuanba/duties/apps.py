from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "yuanba.duties"
    label = "duties"
