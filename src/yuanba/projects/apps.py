from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "yuanba.projects"
    label = "projects"
