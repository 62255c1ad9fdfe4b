from django.urls import path

from motcua.hub import browsing, letters, overview, questions, wire

app_name = "hub"
urlpatterns = [
    path("", browsing.dossiers, name="dossiers"),
    path("dossiers/<str:code>/", browsing.dossier, name="dossier"),
    path("agencies/", overview.roots, name="agencies"),
    path("agencies/<str:root>/", overview.agencies_of, name="agencies_of"),
    path("messages/", letters.messages, name="messages"),
    path("messages/<int:number>/", letters.message, name="message"),
    path("refused/", letters.refused, name="refused"),
    path("refused/<int:number>/", letters.dead_letter, name="dead_letter"),
    path("questions/", questions.questions, name="questions"),
    path("ndxp/login", wire.login, name="login"),
    path("ndxp/integration", wire.integration, name="integration"),
    path("ndxp/share", wire.share, name="share"),
]
