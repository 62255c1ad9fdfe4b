from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "motcua.filing"
    label = "filing"

    def ready(self) -> None:
        from prometheus_client import REGISTRY

        from motcua.filing.figures import FilingFigures

        REGISTRY.register(FilingFigures())
