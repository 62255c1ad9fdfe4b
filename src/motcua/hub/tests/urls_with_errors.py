"""The hub's addresses with its own error pages."""

from django.urls import include, path

urlpatterns = [path("", include("motcua.hub.urls"))]
handler400 = "motcua.hub.errors.bad_request"
handler403 = "motcua.hub.errors.forbidden"
handler404 = "motcua.hub.errors.not_found"
handler500 = "motcua.hub.errors.broken"
