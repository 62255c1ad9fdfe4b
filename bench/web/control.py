"""What every figure is compared with: a signed-in POST behind the same middleware, one insert."""

from uuid import UUID, uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.kernel import clock
from motcua.portal.sign_in import signed_in, the_person

_INSERT = """
INSERT INTO dossiers_commandreceipt (actor, command_id, digest, dossier_code, at)
VALUES (%s, %s, '', '', %s)
"""


@require_POST
@signed_in
def insert_one(request: HttpRequest) -> HttpResponse:
    account: UUID = the_person(request).id
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [account, uuid4(), clock.now()])
    return redirect("/")
