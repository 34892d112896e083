from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "yuanba.councils"
    label = "councils"
