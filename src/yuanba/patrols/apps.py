from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "yuanba.patrols"
    label = "patrols"
