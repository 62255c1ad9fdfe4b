"""Addresses of a node: the portal, the desk, and what operators ask."""

from django.urls import include, path

from motcua.operations import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("desk/", include("motcua.desk.urls")),
    path("", include("motcua.portal.urls")),
]
