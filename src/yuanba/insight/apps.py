from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "yuanba.insight"
    label = "insight"
