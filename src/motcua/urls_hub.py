"""Addresses of the national hub, and of the national portal where people file on it."""

from django.conf import settings
from django.urls import include, path

from motcua.hub import filed
from motcua.operations import health

handler400 = "motcua.hub.errors.bad_request"
handler403 = "motcua.hub.errors.forbidden"
handler404 = "motcua.hub.errors.not_found"
handler500 = "motcua.hub.errors.broken"

national_portal = [path("portal/", include("motcua.hub.urls_portal"))]
urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("desk/", include("motcua.desk.urls_sign_in")),
    path("ndxp/files/<str:token>", filed.content, name="filed_file"),
    *(national_portal if settings.NATIONAL_FILING else []),
    path("", include("motcua.hub.urls")),
]
