from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from motcua.desk import act, deliveries, dossier, files, queue, sign_in, urls_sign_in
from motcua.desk.administration import joining


class DossierCode(StringConverter):
    """Lets through what a code can look like, so that nothing else reaches the database."""

    regex = "[A-Za-z0-9.-]{1,40}"


register_converter(DossierCode, "dossier_code")
app_name = "desk"
urlpatterns = [
    *urls_sign_in.urlpatterns,
    path("", queue.show, name="queue"),
    path("administration/", include("motcua.desk.administration.urls")),
    path("complaints/", include("motcua.desk.complaints.urls")),
    path("certify/", include("motcua.desk.certify.urls")),
    path("corrections/", include("motcua.desk.corrections.urls")),
    path("join/<slug:invitation>/", joining.join, name="join"),
    path("post/", sign_in.choose_post, name="post"),
    path("dossiers/<dossier_code:code>/", dossier.show, name="dossier"),
    path("dossiers/<dossier_code:code>/files/<uuid:file_id>/", files.open_one, name="file"),
    path("deliveries/", deliveries.show_refused, name="refused_deliveries"),
    path("dossiers/<dossier_code:code>/deliveries/", deliveries.show, name="deliveries"),
    path("dossiers/<dossier_code:code>/<slug:name>/", act.act, name="act"),
]
