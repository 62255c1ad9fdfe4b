from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "motcua.complaints"
    label = "complaints"
