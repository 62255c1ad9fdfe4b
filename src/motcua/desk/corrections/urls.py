from django.urls import path

from motcua.desk.corrections import listing, objection, report, settle

app_name = "corrections"
urlpatterns = [
    path("", listing.show, name="list"),
    path("next/", listing.follow, name="next"),
    path("report/", report.show, name="report"),
    path("report.json", report.send, name="figures"),
    path("objections/", objection.record, name="objection"),
    path("undo/", settle.take_back, name="undo"),
    path("<int:number>/", settle.settle, name="proposal"),
]
