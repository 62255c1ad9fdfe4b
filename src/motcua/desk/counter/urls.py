from django.urls import path

from motcua.desk import converters  # noqa: F401 - before the addresses that use them
from motcua.desk.counter import (
    arriving,
    booking,
    filling,
    handing,
    queueing,
    reviewing,
    scanning,
    taken,
    visiting,
)

app_name = "counter"
urlpatterns = [
    path("", visiting.home, name="home"),
    path("intake/", arriving.arrive, name="arrive"),
    path("intake/<uuid:visit_id>/", visiting.visit, name="visit"),
    path("intake/<uuid:visit_id>/another/", visiting.another, name="another"),
    path("intake/<uuid:visit_id>/ask-again/", visiting.ask_again, name="ask_again"),
    path("intake/<uuid:visit_id>/carrier/", visiting.carried, name="carried"),
    path("intake/<uuid:visit_id>/end/", visiting.end, name="end"),
    path("fill/<uuid:intake_id>/", filling.go_on, name="fill"),
    path("fill/<uuid:intake_id>/review/", reviewing.review, name="review"),
    path("fill/<uuid:intake_id>/code/", reviewing.send_code, name="send_code"),
    path("fill/<uuid:intake_id>/agree/", reviewing.agree, name="agree"),
    path("fill/<uuid:intake_id>/file/", reviewing.file, name="file"),
    path("fill/<uuid:intake_id>/<str:page_id>/", filling.page, name="page"),
    path(
        "fill/<uuid:intake_id>/<str:page_id>/papers/<str:question_id>/",
        scanning.of_question,
        name="papers",
    ),
    path("numbers/", queueing.call, name="numbers"),
    path("kiosk/", queueing.kiosk, name="kiosk"),
    path("screen/", queueing.screen, name="screen"),
    path("appointments/", booking.appointments, name="appointments"),
    path("elsewhere/", handing.elsewhere, name="elsewhere"),
    path("papers/", handing.waiting, name="papers_waiting"),
    path("papers/<uuid:list_id>/", handing.paper_list, name="paper_list"),
    path("dossiers/<dossier_code:code>/", taken.taken, name="taken"),
    path("dossiers/<dossier_code:code>/print/", taken.printed, name="print"),
]
