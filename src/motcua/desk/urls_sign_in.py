"""Addresses of officials' sign-in, for every process that officials open."""

from django.urls import path

from motcua.desk import sign_in

app_name = "desk"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
]
