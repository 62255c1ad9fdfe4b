from django.urls import include, path

from motcua.desk import (
    act,
    converters,  # noqa: F401 - before the addresses that use them
    deliveries,
    dossier,
    files,
    queue,
    sign_in,
    told_people,
    urls_sign_in,
    urls_work,
)
from motcua.desk.administration import joining

app_name = "desk"
urlpatterns = [
    *urls_sign_in.urlpatterns,
    path("", queue.show, name="queue"),
    path("administration/", include("motcua.desk.administration.urls")),
    path("certify/", include("motcua.desk.certify.urls")),
    path("complaints/", include("motcua.desk.complaints.urls")),
    path("counter/", include("motcua.desk.counter.urls")),
    path("corrections/", include("motcua.desk.corrections.urls")),
    path("join/<slug:invitation>/", joining.join, name="join"),
    path("post/", sign_in.choose_post, name="post"),
    path("dossiers/<dossier_code:code>/", dossier.show, name="dossier"),
    path("dossiers/<dossier_code:code>/files/<uuid:file_id>/", files.open_one, name="file"),
    path("deliveries/", deliveries.show_refused, name="refused_deliveries"),
    path("dossiers/<dossier_code:code>/notices/", told_people.show, name="notices"),
    path("dossiers/<dossier_code:code>/deliveries/", deliveries.show, name="deliveries"),
    *urls_work.urlpatterns,
    path("dossiers/<dossier_code:code>/<slug:name>/", act.act, name="act"),
]
