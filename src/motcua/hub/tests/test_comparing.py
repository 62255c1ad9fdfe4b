from collections import defaultdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.hub.models import HubDossier
from motcua.hub.tests.wires import Province, a_dossier, a_step
from motcua.kernel.parity import Entry, set_digest, stored_digest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.urls_hub")]
NIGHT = "20261122003000"  # half past midnight is still this day, though yesterday in UTC


@pytest.fixture
def province() -> Province:
    return Province()


def ask(province: Province, **parameters: str) -> dict:
    return province.call("/ndxp/share", service="MC_DoiSoat", MC_MoRong="motcua-1", **parameters)


def a_province_s_dossiers(province: Province) -> dict[tuple[str, str], list[Entry]]:
    """Send nine dossiers of two days and two agencies; return them as the node would hold them."""
    held = defaultdict(list)
    for number in range(1, 10):
        agency = "H44.28.05" if number % 3 else "H44.28"
        code, status = f"{agency}-261122-{number:04}", str(number)
        times = {"NgayNopHoSo": NIGHT if number % 2 else "20261121235900"}
        item = a_dossier(MaHoSo=code, TrangThaiHoSo=status, **times)
        province.snapshots((item, number))
        steps = [(a_step(MaHoSo=code), 100 + step) for step in range(number % 4)]
        if steps:
            province.steps(*steps)
        entry = Entry(
            code=code, status=status, sequence=number, progress=len(steps),
            stored=stored_digest(item),
        )  # fmt: skip
        held["20261122" if number % 2 else "20261121", agency].append(entry)
    return held


def test_days_and_agencies_are_digested_as_the_shared_rule_does(province):
    held = a_province_s_dossiers(province)
    days = defaultdict(list)
    for (day, _), entries in held.items():
        days[day] += entries
    assert ask(province, cap="ngay")["result"] == [
        {"ngay": day, "so": len(entries), "maBam": set_digest(entries)}
        for day, entries in sorted(days.items())
    ]
    for day in days:
        assert ask(province, cap="coquan", ngay=day)["result"] == [
            {"coquan": agency, "so": len(entries), "maBam": set_digest(entries)}
            for (of, agency), entries in sorted(held.items())
            if of == day
        ]


def test_the_dossiers_of_a_day_and_agency_are_listed(province):
    held = a_province_s_dossiers(province)
    for (day, agency), entries in held.items():
        rows = ask(province, cap="hoso", ngay=day, coquan=agency)["result"]
        assert rows == [
            {
                "MaHoSo": one.code, "MC_TrinhTu": one.sequence, "TrangThaiHoSo": one.status,
                "tienDo": one.progress, "MC_DaLuu": one.stored,
            }
            for one in sorted(entries, key=lambda one: one.code)
        ]  # fmt: skip


def test_only_the_asking_account_s_dossiers_are_compared(province):
    a_province_s_dossiers(province)
    assert ask(Province("H17"), cap="ngay")["result"] == []


def test_a_hub_without_dossiers_answers_with_no_rows(province):
    assert ask(province, cap="ngay")["result"] == []
    assert ask(province, cap="hoso", ngay="20261122", coquan="H44.28.05")["result"] == []


@pytest.mark.parametrize(
    "parameters",
    [
        {}, {"cap": "tinh"}, {"cap": ["ngay"]}, {"cap": "coquan"},
        {"cap": "coquan", "ngay": "2026112"}, {"cap": "coquan", "ngay": "20261399"},
        {"cap": "coquan", "ngay": 20261122}, {"cap": "coquan", "ngay": "²0261122"},
        {"cap": "hoso", "ngay": "20261122"}, {"cap": "hoso", "ngay": "20261122", "coquan": "x"},
        {"cap": "hoso", "ngay": "20261122", "coquan": 5},
    ],
)  # fmt: skip
def test_wrong_parameters_are_refused_with_a_sentence(province, parameters):
    answer = ask(province, **parameters)
    assert answer["error_code"] == "4"
    assert answer["message"].startswith("Trường ")


def test_the_plain_portal_knows_no_parity(province, settings):
    settings.HUB_EXTENSION = False
    assert ask(province, cap="ngay")["error_code"] == "6"


def test_each_level_is_one_statement(province):
    a_province_s_dossiers(province)
    with CaptureQueriesContext(connection) as seen:
        ask(province, cap="ngay")
    assert len([one for one in seen if HubDossier._meta.db_table in one["sql"]]) == 1
