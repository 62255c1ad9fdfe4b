from django.urls import path

from motcua.hub import browsing, wire

app_name = "hub"
urlpatterns = [
    path("", browsing.dossiers, name="dossiers"),
    path("dossiers/<str:code>/", browsing.dossier, name="dossier"),
    path("messages/", browsing.messages, name="messages"),
    path("messages/<int:number>/", browsing.message, name="message"),
    path("refused/", browsing.refused, name="refused"),
    path("ndxp/login", wire.login, name="login"),
    path("ndxp/integration", wire.integration, name="integration"),
    path("ndxp/share", wire.share, name="share"),
]
