from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "yuanba.supervision"
    label = "supervision"
