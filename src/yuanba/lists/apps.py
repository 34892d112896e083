from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "yuanba.lists"
    label = "lists"
