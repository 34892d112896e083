from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "yuanba.admissions"
    label = "admissions"
