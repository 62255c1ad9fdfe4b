"""Addresses of the national portal at the hub: the portal's pages, but those about dossiers.

What stands first is found first: these take the place of the portal's own.
"""

from django.urls import include, path

from motcua.hub import filed_pages

urlpatterns = [
    path("me/", filed_pages.mine),
    path("dossiers/<str:code>/", filed_pages.show),
    path("dossiers/<str:code>/submitted/", filed_pages.show),
    path("dossiers/<str:code>/<path:rest>", filed_pages.at_node),
    *[
        path(address, filed_pages.elsewhere)
        for address in (
            "track/",
            "check/",
            "check/<path:what>",
            "answers/",
            "complain/",
            "organisation/",
            "me/complaints/",
            "me/complaints/<path:what>",
            "me/notices/",
            "me/notices/<path:what>",
            "payments/<path:what>",
        )
    ],
    path("", include("motcua.portal.urls")),
]
