"""The hub's addresses with its own error pages."""

from motcua.urls_hub import urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
handler400 = "motcua.hub.errors.bad_request"
handler403 = "motcua.hub.errors.forbidden"
handler404 = "motcua.hub.errors.not_found"
handler500 = "motcua.hub.errors.broken"
