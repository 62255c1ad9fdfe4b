"""What every figure is compared with: a POST behind the same middleware and sign-in, one insert."""

from uuid import UUID, uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.desk.at_post import Me, at_post
from motcua.kernel import clock
from motcua.portal.sign_in import signed_in, the_person

_INSERT = """
INSERT INTO dossiers_commandreceipt (actor, command_id, digest, dossier_code, at)
VALUES (%s, %s, '', '', %s)
"""


@require_POST
@signed_in
def by_person(request: HttpRequest) -> HttpResponse:
    return _inserted(the_person(request).id)


@require_POST
@at_post
def by_official(_request: HttpRequest, me: Me) -> HttpResponse:
    return _inserted(me.actor.account_id)


def _inserted(account: UUID) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [account, uuid4(), clock.now()])
    return redirect("/")
