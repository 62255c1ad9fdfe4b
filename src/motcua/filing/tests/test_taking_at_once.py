"""Several workers of one node ask at the same moment: each declaration becomes one dossier."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from motcua.dossiers.models import DossierRow
from motcua.exchange.clients.base import Line
from motcua.exchange.clients.national import NationalPortal
from motcua.exchange.clients.national_filed import FilingDesk
from motcua.filing.service import FiledDeclaration
from motcua.filing.taking import take_from
from motcua.filing.tests.conftest import SECRET, file
from motcua.hub import sessions
from motcua.kernel import clock
from motcua.kernel.parity import EXTENSION

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 3


def test_workers_that_ask_together_make_one_dossier(browser, dung, live_server):
    sessions.keep_account("H44", "H44", "Tỉnh Phú Thọ", SECRET)
    for number in range(2):
        file(browser, dung, notice_code=f"12345.GCS.6789{number}.26")
    line = Line("national", f"{live_server.url}/ndxp")
    desk = FilingDesk(NationalPortal(line, "H44", SECRET, "H44", extension=EXTENSION), line)
    gate = threading.Barrier(WORKERS)

    def work(_worker: int) -> None:
        gate.wait(10)
        try:
            take_from(desk, clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    take_from(desk, clock.now())

    found = FiledDeclaration.objects.values_list("dossier", flat=True)
    assert sorted(found) == sorted(DossierRow.objects.values_list("code", flat=True))
    assert len(found) == 2
