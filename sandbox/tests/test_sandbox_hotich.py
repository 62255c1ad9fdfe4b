from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from xml.sax.saxutils import escape

import httpx
import pytest
from population_wire import ask, citizens, text
from running import Sandbox

from motcua.kernel.personal_ids import PersonalId

CODES = (f"H44.28.05-261123-{number:04}" for number in count(1))
CHILD = {
    "nksHoTen": "Bùi Khà An",
    "nksGioiTinh": "2",
    "nksNgaySinh": "20.11.2026",
    "nksDanToc": "06",
    "meHoTen": "Khà Thị Dung",
    "meSoDDCN": "017199004127",
    "chaHoTen": "Bùi Văn Tuyển",
    "chaSoDDCN": "017097003518",
}


class Register:
    """A client of the register written from the interface notes alone."""

    def __init__(self, sandbox: Sandbox) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": "motcua",
            "client_secret": "demo-hotich-secret",
        }
        token = sandbox.http.post("/hotich/token", data=form).json()["access_token"]
        self.http = httpx.Client(
            base_url=f"{sandbox.url}/hotich/1.0", headers={"Authorization": f"Bearer {token}"}
        )

    def ask(self, service: str, **asked: object) -> dict[str, object]:
        return self.http.post(f"/{service}", json={"maDonVi": 5200, **asked}).json()

    def hand_over(self, code: str, **changes: object) -> dict[str, object]:
        fields = {**CHILD, **{k: v for k, v in changes.items() if k in CHILD or k == "maGCS"}}
        inner = "".join(f"<{k}>{escape(str(v))}</{k}>" for k, v in fields.items())
        request = {
            "module": "KS",
            "maHoSo": code,
            "ngayTiepNhan": "23/11/2026 08:40:00",
            "data": f"<hotich><hoso>{inner}</hoso></hotich>",
        }
        return self.ask("dangKyHoTich", **{**request, **changes})

    def state(self, code: str) -> object:
        return self.ask("traTrangThaiHoSo", maHoSo=code)["status"]

    def registered(self, code: str, **changes: object) -> dict[str, str]:
        assert self.hand_over(code, **changes)["status"] == 1
        unit = {"maDonVi": changes["maDonVi"]} if "maDonVi" in changes else {}
        self.ask("ketQuaDangKyHS", maHoSo=code, **unit)
        return self.ask("ketQuaDangKyHS", maHoSo=code, **unit)["value"]


@pytest.fixture
def register(sandbox: Sandbox) -> Iterator[Register]:
    client = Register(sandbox)
    yield client
    client.http.close()


def test_a_birth_is_registered_at_the_second_poll(register: Register) -> None:
    code = next(CODES)
    register.hand_over(code)
    assert register.state(code) == 1
    assert register.state(code) == 4


def test_the_result_is_not_there_before_registration(register: Register) -> None:
    code = next(CODES)
    register.hand_over(code)
    answer = register.ask("ketQuaDangKyHS", maHoSo=code)
    assert (answer["status"], answer["errorCode"]) == (0, "200")


def test_the_child_gets_a_personal_id_of_true_structure(register: Register) -> None:
    result = register.registered(next(CODES))
    personal_id = PersonalId.parse(result["soDinhDanh"])
    assert (personal_id.sex, personal_id.year_of_birth) == ("female", 2026)
    assert personal_id.province_code == "025"
    assert result["ngayDangKy"] == "23.11.2026"


def test_the_child_is_found_in_the_population_with_its_parents(
    sandbox: Sandbox, register: Register
) -> None:
    number = register.registered(next(CODES))["soDinhDanh"]
    (child,) = citizens(ask(sandbox, number, "BÙI KHÀ AN", "20261120"))
    assert text(child, "Me", "SoDinhDanh") == "017199004127"
    assert text(child, "Cha", "HoVaTen") == "BÙI VĂN TUYỂN"
    assert text(child, "ThuongTru", "MaPhuongXa") == "05200"


def test_each_commune_counts_its_own_register(register: Register) -> None:
    here, there = (
        [register.registered(next(CODES), maDonVi=unit)["soDangKy"] for _ in range(2)]
        for unit in (5206, 4924)
    )
    assert here == there == ["1", "2"]


def test_a_dossier_handed_over_twice_is_registered_once(register: Register) -> None:
    code = next(CODES)
    first = register.registered(code)
    again = register.hand_over(code)
    assert (again["status"], again["errorCode"]) == (0, "500")
    assert "đã được tiếp nhận" in str(again["errorDescription"])
    assert register.ask("ketQuaDangKyHS", maHoSo=code)["value"] == first


def test_hand_overs_at_the_same_moment_are_registered_once(register: Register) -> None:
    code = next(CODES)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: register.hand_over(code)["status"], range(8)))
    assert sorted(statuses) == [0] * 7 + [1]


def test_a_birth_notice_registers_one_child(register: Register) -> None:
    first, second = next(CODES), next(CODES)
    assert register.hand_over(first, maGCS="17029.GCS.00412.26")["status"] == 1
    answer = register.hand_over(second, maGCS="17029.GCS.00412.26")
    assert "đã được dùng" in str(answer["errorDescription"])
    assert register.state(second) == 0


def test_data_may_come_as_a_json_string(register: Register) -> None:
    code = next(CODES)
    data = '{"nksHoTen": "Sùng A Páo", "nksGioiTinh": "1", "nksNgaySinh": "16.11.2026"}'
    assert register.registered(code, data=data)["soDinhDanh"][3:6] == "226"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"maDonVi": 99999}, "106"),
        ({"module": "KT"}, "500"),
        ({"data": "<hotich/>"}, "500"),
        ({"data": "<!DOCTYPE a><hotich><hoso/></hotich>"}, "500"),
        ({"nksNgaySinh": "30.02.2026"}, "500"),
        ({"nksHoTen": ""}, "500"),
        ({"nksGioiTinh": "3"}, "500"),
        ({"maHoSo": ""}, "500"),
    ],
)
def test_what_the_register_cannot_use_is_refused_with_a_code(
    register: Register, change: dict[str, object], code: str
) -> None:
    answer = register.hand_over(next(CODES), **change)
    assert (answer["status"], answer["errorCode"]) == (0, code)


def test_an_unknown_dossier_is_not_found(register: Register) -> None:
    assert register.ask("traTrangThaiHoSo", maHoSo="H44.28.05-261123-9999")["errorCode"] == "201"


def test_without_a_token_nothing_is_answered(sandbox: Sandbox) -> None:
    answer = sandbox.http.post("/hotich/1.0/traTrangThaiHoSo", json={})
    assert answer.json()["errorCode"] == "100"
    wrong = {"grant_type": "client_credentials", "client_id": "motcua", "client_secret": "x"}
    assert sandbox.http.post("/hotich/token", data=wrong).status_code == 401


@pytest.mark.parametrize(
    ("couple", "code"),
    [
        (("017097003518", "017199004127"), ""),
        (("017199004127", "017097003518"), ""),
        (("017092006204", "017196005530"), "201"),  # not married
        (("017094007391", "017196008257"), "201"),  # married on paper only
        (("017097003518", ""), "500"),
    ],
)
def test_a_marriage_is_found_when_the_electronic_register_holds_it(
    register: Register, couple: tuple[str, str], code: str
) -> None:
    answer = register.ask("traCuuKetHon", soDDCNChong=couple[0], soDDCNVo=couple[1])
    assert answer["errorCode"] == code
    if not code:
        assert answer["value"]["ngayDangKy"] == "10.10.2024"


def test_a_late_register_stays_at_eligible(sandbox: Sandbox, register: Register) -> None:
    code = next(CODES)
    sandbox.fault("hotich", "late", seconds=600, count=1)
    register.hand_over(code)
    assert [register.state(code) for _ in range(4)] == [1, 3, 3, 3]


def test_a_connection_dropped_after_the_hand_over_has_registered_the_dossier(
    sandbox: Sandbox, register: Register
) -> None:
    code = next(CODES)
    sandbox.fault("hotich", "drop", path="dangKyHoTich", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        register.hand_over(code)
    assert register.state(code) == 1


def test_a_request_that_arrives_twice_is_answered_as_a_duplicate(
    sandbox: Sandbox, register: Register
) -> None:
    code = next(CODES)
    sandbox.fault("hotich", "duplicate", path="dangKyHoTich", count=1)
    assert "đã được tiếp nhận" in str(register.hand_over(code)["errorDescription"])
    assert register.state(code) == 1
