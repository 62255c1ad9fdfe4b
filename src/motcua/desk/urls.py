from django.urls import path

from motcua.desk import act, dossier, files, queue, sign_in, urls_sign_in

app_name = "desk"
urlpatterns = [
    *urls_sign_in.urlpatterns,
    path("", queue.show, name="queue"),
    path("post/", sign_in.choose_post, name="post"),
    path("dossiers/<str:code>/", dossier.show, name="dossier"),
    path("dossiers/<str:code>/files/<uuid:file_id>/", files.open_one, name="file"),
    path("dossiers/<str:code>/<slug:name>/", act.act, name="act"),
]
