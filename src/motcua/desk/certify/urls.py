from django.urls import path

from motcua.desk.certify import asking, listing, scanning

app_name = "certify"
urlpatterns = [
    path("", listing.show, name="list"),
    path("do/", listing.do, name="do"),
    path("scan/", scanning.scan, name="scan"),
    path("new/", asking.ask, name="ask"),
    path("<dossier_code:code>/", listing.one, name="copy"),
]
