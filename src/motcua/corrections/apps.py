from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "motcua.corrections"
    label = "corrections"
