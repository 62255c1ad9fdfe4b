"""A process that has officials' sign-in and a first page of its own, as the hub does."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("desk/", include("motcua.desk.urls_sign_in")),
    path("", lambda request: HttpResponse("Hồ sơ các địa phương")),
]
