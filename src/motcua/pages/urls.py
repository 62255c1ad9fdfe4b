"""Addresses that belong to the design, the same on every face."""

from django.urls import path

from motcua.pages import csp_reports, design, language, resuming, type_size

urlpatterns = [
    path("language/", language.switch, name="language"),
    path("type-size/", type_size.switch, name="type_size"),
    path("resume/<str:token>/", resuming.resume, name="resume"),
    path("csp-report/", csp_reports.receive, name="csp_report"),
    path("design/", design.show, name="design"),
]
