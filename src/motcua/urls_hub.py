"""Addresses of the national hub."""

from django.urls import include, path

from motcua.operations import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("", include("motcua.hub.urls")),
]
