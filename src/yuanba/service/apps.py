from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "yuanba.service"
    label = "service"
