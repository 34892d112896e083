from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "yuanba.triage"
    label = "triage"
