from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "motcua.hub"
    label = "hub"
