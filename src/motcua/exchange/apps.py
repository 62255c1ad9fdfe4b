from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "motcua.exchange"
    label = "exchange"

    def ready(self) -> None:
        from prometheus_client import REGISTRY

        from motcua.exchange.figures import LaneFigures

        REGISTRY.register(LaneFigures())
