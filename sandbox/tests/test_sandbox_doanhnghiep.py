from __future__ import annotations

import pytest
from running import Sandbox

COMPANY = "5400999018"


@pytest.fixture
def bearer(sandbox: Sandbox) -> dict[str, str]:
    form = {
        "grant_type": "client_credentials",
        "client_id": "motcua",
        "client_secret": "demo-doanhnghiep-secret",
    }
    token = sandbox.http.post("/doanhnghiep/token", data=form).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def details(sandbox: Sandbox, bearer: dict[str, str], code: str) -> dict[str, object]:
    address = "/doanhnghiep/1.0/chiTietDoanhNghiep"
    answer = sandbox.http.get(address, params={"msdn": code}, headers=bearer)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_company_is_told_by_its_code(sandbox: Sandbox, bearer: dict[str, str]) -> None:
    data = details(sandbox, bearer, COMPANY)["Data"]
    assert data["MainInformation"]["NAME"] == "CÔNG TY TNHH NÔNG SẢN MAI CHÂU"
    assert data["Representatives"] == {"FULL_NAME": "Vì Thị Hoa"}


def test_several_representatives_are_a_list(sandbox: Sandbox, bearer: dict[str, str]) -> None:
    people = details(sandbox, bearer, "5400999032")["Data"]["Representatives"]
    assert [one["FULL_NAME"] for one in people] == ["Hà Công Tiến", "Lò Thị Phương"]


def test_an_unknown_code_has_no_main_information(sandbox: Sandbox, bearer: dict[str, str]) -> None:
    answer = details(sandbox, bearer, "5400999025")
    assert (answer["Status"], answer["Data"]["MainInformation"]) == ("1", None)


def test_a_question_without_a_code_fails(sandbox: Sandbox, bearer: dict[str, str]) -> None:
    assert details(sandbox, bearer, "")["Status"] == "0"


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer invented"}])
def test_nobody_asks_without_a_token(sandbox: Sandbox, header: dict[str, str]) -> None:
    address = f"/doanhnghiep/1.0/chiTietDoanhNghiep?msdn={COMPANY}"
    assert sandbox.http.get(address, headers=header).status_code == 401


def test_a_wrong_secret_gives_no_token(sandbox: Sandbox) -> None:
    form = {"grant_type": "client_credentials", "client_id": "motcua", "client_secret": "wrong"}
    assert sandbox.http.post("/doanhnghiep/token", data=form).status_code == 401
