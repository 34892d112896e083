from django.apps import AppConfig


class ProofsConfig(AppConfig):
    name = "yuanba.proofs"
    label = "proofs"
