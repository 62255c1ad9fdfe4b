from django.urls import path

from motcua.desk.complaints import case, listing, publishing

app_name = "complaints"
urlpatterns = [
    path("", listing.show, name="list"),
    path("<slug:code>/", case.show, name="case"),
    path("<slug:code>/publish/", publishing.publish, name="publish"),
]
