from django.urls import path

from motcua.desk.complaints import case, listing

app_name = "complaints"
urlpatterns = [
    path("", listing.show, name="list"),
    path("<slug:code>/", case.show, name="case"),
]
