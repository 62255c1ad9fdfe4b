"""Our clients against the registers of the sandbox."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest
from sandboxes import Sandbox

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.bearer import Bearer
from motcua.exchange.clients.birth_notice import BirthNotices
from motcua.exchange.clients.civil_status import BIRTH, COPY, CivilStatus, Progress
from motcua.exchange.clients.population import Asking, Population
from motcua.exchange.errors import ExchangeError, Malformed, Refused, Unreachable
from motcua.kernel.clock import HANOI
from motcua.kernel.partial_dates import PartialDate

DUNG, TUYEN, UN = "017199004127", "017097003518", "017155000913"
PANH, CHIEN = "017094007391", "017196008257"
DUNG_BIRTH = PartialDate(1999, 3, 14)
ASKING = Asking(official="system", service="1.001193")
MAI_CHAU = 5200
RECEIVED = datetime(2026, 11, 23, 8, 40, tzinfo=HANOI)
CHILD = {
    "nksHoTen": "Bùi Khà An",
    "nksGioiTinh": "2",
    "nksNgaySinh": "20.11.2026",
    "nksDanToc": "06",
    "meHoTen": "Khà Thị Dung",
    "meSoDDCN": DUNG,
}
CODES = (f"H44.28.05-261123-{number:04}" for number in count(1))
pytestmark = pytest.mark.django_db


@pytest.fixture
def population(sandbox: Sandbox) -> Population:
    return Population(Line("population", f"{sandbox.url}/dancu"), "motcua", "demo-dancu-secret")


@pytest.fixture
def civil_status(sandbox: Sandbox) -> CivilStatus:
    line = Line("civil_status", f"{sandbox.url}/hotich")
    return CivilStatus(line, Bearer(line, "motcua", "demo-hotich-secret"))


@pytest.fixture
def notices(sandbox: Sandbox) -> BirthNotices:
    return BirthNotices(Line("birth_notice", f"{sandbox.url}/chungsinh"))


def test_three_facts_that_belong_together_find_a_person(population):
    found = population.look_up(DUNG, "khà thị dung", DUNG_BIRTH, ASKING)
    assert (found.personal_id, found.name, found.birth) == (DUNG, "KHÀ THỊ DUNG", DUNG_BIRTH)
    assert found.spouse.personal_id == TUYEN
    assert found.permanent.commune == "05200"


def test_a_person_known_by_year_of_birth_is_found_by_it(population):
    found = population.look_up(UN, "Hà Thị Ún", PartialDate(1955), ASKING)
    assert found.birth == PartialDate(1955)


@pytest.mark.parametrize(
    ("name", "birth"),
    [("Khà Thị Nga", DUNG_BIRTH), ("Khà Thị Dung", PartialDate(1999, 3, 15))],
)
def test_facts_that_do_not_belong_together_find_nobody(population, name, birth):
    assert population.look_up(DUNG, name, birth, ASKING) is None


def test_a_doubled_answer_is_one_person(sandbox, population):
    with sandbox.fault("dancu", "duplicate"):
        found = population.look_up(DUNG, "Khà Thị Dung", DUNG_BIRTH, ASKING)
    assert found.personal_id == DUNG


@pytest.mark.parametrize("kind", ["down", "500", "drop"])
def test_a_broken_line_is_unreachable_and_can_be_tried_again(sandbox, population, kind):
    with sandbox.fault("dancu", kind), pytest.raises(ExchangeError) as raised:
        population.look_up(DUNG, "Khà Thị Dung", DUNG_BIRTH, ASKING)
    assert isinstance(raised.value, Malformed) or raised.value.retryable


def test_wrong_credentials_are_told_from_a_broken_line(sandbox):
    line = Line("population", f"{sandbox.url}/dancu")
    with pytest.raises(Unreachable) as raised:
        Population(line, "motcua", "wrong").look_up(DUNG, "Khà Thị Dung", DUNG_BIRTH, ASKING)
    assert not raised.value.retryable


def test_a_slow_register_is_given_up(sandbox):
    line = Line("population", f"{sandbox.url}/dancu", answer_s=0.2)
    slow = Population(line, "motcua", "demo-dancu-secret")
    with sandbox.fault("dancu", "slow", seconds=3), pytest.raises(Unreachable) as raised:
        slow.look_up(DUNG, "Khà Thị Dung", DUNG_BIRTH, ASKING)
    assert raised.value.kind == "timeout"


def test_a_birth_is_registered_with_number_book_page_and_personal_id(civil_status):
    code = next(CODES)
    civil_status.register(MAI_CHAU, BIRTH, code, RECEIVED, CHILD)
    states = [civil_status.progress(MAI_CHAU, code) for _ in range(3)]
    assert states[-1] == Progress.REGISTERED
    entry = civil_status.registration(MAI_CHAU, code)
    assert len(entry.personal_id) == 12
    assert entry.number
    assert entry.book
    assert entry.page


def test_there_is_no_entry_before_registration(civil_status):
    code = next(CODES)
    civil_status.register(MAI_CHAU, BIRTH, code, RECEIVED, CHILD)
    assert civil_status.registration(MAI_CHAU, code) is None


def test_handing_over_again_after_a_lost_answer_is_harmless(sandbox, civil_status):
    code = next(CODES)
    lost = sandbox.fault("hotich", "drop", path="/hotich/1.0/dangKyHoTich")
    with lost, pytest.raises(ExchangeError):
        civil_status.register(MAI_CHAU, BIRTH, code, RECEIVED, CHILD)
    civil_status.register(MAI_CHAU, BIRTH, code, RECEIVED, CHILD)
    assert civil_status.progress(MAI_CHAU, code) != Progress.FAULT


def test_what_the_register_cannot_use_is_refused_with_its_reason(civil_status):
    with pytest.raises(Refused) as raised:
        civil_status.register(MAI_CHAU, BIRTH, next(CODES), RECEIVED, {"nksHoTen": "An"})
    assert raised.value.code == "500"
    assert raised.value.reason


def test_a_dossier_never_handed_over_is_not_found(civil_status):
    with pytest.raises(Refused) as raised:
        civil_status.progress(MAI_CHAU, next(CODES))
    assert raised.value.code == "201"


def test_a_token_that_ended_is_renewed(civil_status):
    civil_status.marriage(TUYEN, DUNG)
    civil_status.bearer.value = "ended"
    assert civil_status.marriage(TUYEN, DUNG) is not None


def test_marriages_in_the_electronic_register_are_found_and_old_ones_are_not(civil_status):
    assert civil_status.marriage(TUYEN, DUNG).registered_on.year == 2024
    assert civil_status.marriage(PANH, CHIEN) is None


def test_a_birth_notice_is_found_by_its_code(notices):
    found = notices.look_up("17029.GCS.00412.26")
    assert (found.mother_id, found.child_gender) == (DUNG, "2")
    assert found.born_on == PartialDate(2026, 11, 20)
    assert notices.look_up("17029.GCS.99999.26") is None


def test_an_entry_is_found_by_who_and_when(civil_status):
    found = civil_status.entry("3", "Khà Thị Dung", DUNG_BIRTH, DUNG)
    assert found.registered_on == PartialDate(2024, 10, 10)
    assert found.content["chongHoTen"] == "Bùi Văn Tuyển"
    assert civil_status.entry("4", "Khà Thị Dung", DUNG_BIRTH, DUNG) is None


def test_a_copy_is_numbered_and_gives_nobody_a_personal_id(civil_status):
    code = next(CODES)
    name = {"Ho": "Khà", "ChuDem": "Thị", "Ten": "Dung"}
    civil_status.register(MAI_CHAU, COPY, code, RECEIVED, {"loaiBanSao": "2", "cbsHoTen": name})
    assert civil_status.registration(MAI_CHAU, code, COPY) is None
    entry = civil_status.registration(MAI_CHAU, code, COPY)
    assert entry.number.isdecimal()
    assert entry.personal_id == ""
