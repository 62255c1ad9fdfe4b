from django.urls import path

from motcua.desk.administration import (
    account,
    agencies,
    appointing_helpers,
    changing,
    downtimes,
    officials,
    signing,
)

app_name = "administration"
urlpatterns = [
    path("", officials.listed, name="officials"),
    path("officials/new/", officials.new, name="new"),
    path("officials/<uuid:account_id>/", account.show, name="official"),
    path("officials/<uuid:account_id>/invite/", account.invite, name="invite"),
    path("officials/<uuid:account_id>/<slug:verb>/", account.act, name="act"),
    path("signing/", signing.listed, name="signing"),
    path("signing/<str:ref>/", signing.signer, name="signer"),
    path("helpers/", appointing_helpers.show, name="helpers"),
    path("downtimes/", downtimes.listed, name="downtimes"),
    path("downtimes/<int:number>/", downtimes.one, name="downtime"),
    path("agencies/", agencies.tree, name="agencies"),
    path("agencies/undo/<int:number>/", changing.undo, name="undo"),
    path("agencies/<slug:kind>/", changing.change, name="change"),
]
