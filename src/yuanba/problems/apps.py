from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "yuanba.problems"
    label = "problems"
