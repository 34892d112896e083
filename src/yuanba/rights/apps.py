from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "yuanba.rights"
    label = "rights"
