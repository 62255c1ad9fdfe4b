"""Addresses of the national hub."""

from django.urls import include, path

from motcua.operations import health

handler400 = "motcua.hub.errors.bad_request"
handler403 = "motcua.hub.errors.forbidden"
handler404 = "motcua.hub.errors.not_found"
handler500 = "motcua.hub.errors.broken"

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("desk/", include("motcua.desk.urls_sign_in")),
    path("", include("motcua.hub.urls")),
]
