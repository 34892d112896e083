from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yuanba.catalogue"
    label = "catalogue"
