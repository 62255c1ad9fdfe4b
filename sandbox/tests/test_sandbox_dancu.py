from __future__ import annotations

import pytest
from population_wire import CODES, ENVELOPE, ask, citizens, facts, post, text
from running import Sandbox

DUNG = ("017199004127", "KHÀ THỊ DUNG", "19990314")


def test_three_right_facts_find_the_person(sandbox: Sandbox) -> None:
    (dung,) = citizens(ask(sandbox, *DUNG))
    assert text(dung, "SoDinhDanh") == "017199004127"
    assert text(dung, "HoVaTen", "Ten") == "KHÀ THỊ DUNG"
    assert text(dung, "NgayThangNamSinh", "NgayThangNam") == "19990314"
    assert (text(dung, "GioiTinh"), text(dung, "DanToc"), text(dung, "QuocTich")) == (
        "2",
        "03",
        "VN",
    )


def test_the_record_names_parents_spouse_and_head_of_household(sandbox: Sandbox) -> None:
    (dung,) = citizens(ask(sandbox, *DUNG))
    assert text(dung, "Me", "HoVaTen") == "HÀ THỊ ÚN"
    assert text(dung, "VoChong", "SoDinhDanh") == "017097003518"
    assert text(dung, "ChuHo", "HoVaTen") == "KHÀ VĂN INH"
    assert text(dung, "ChuHo", "QuanHe") == "CH04"


def test_an_address_has_two_levels(sandbox: Sandbox) -> None:
    (dung,) = citizens(ask(sandbox, *DUNG))
    parts = [child.tag.rpartition("}")[2] for child in dung.find("{*}ThuongTru")]
    assert parts == ["MaTinhThanh", "MaPhuongXa", "ChiTiet", "QuocGia"]
    assert text(dung, "ThuongTru", "MaPhuongXa") == "05200"


@pytest.mark.parametrize("name", ["khà thị dung", "KHA THI DUNG", "KHATHIDUNG", "  Khà  Thị Dung "])
def test_case_marks_and_spaces_of_the_name_do_not_matter(sandbox: Sandbox, name: str) -> None:
    assert len(citizens(ask(sandbox, DUNG[0], name, DUNG[2]))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("017199004128", DUNG[1], DUNG[2]),
        (DUNG[0], "KHÀ THỊ DUYÊN", DUNG[2]),
        (DUNG[0], DUNG[1], "19990315"),
        (DUNG[0], DUNG[1], "1998"),
    ],
)
def test_one_wrong_fact_is_answered_without_a_citizen(
    sandbox: Sandbox, wrong: tuple[str, str, str]
) -> None:
    assert citizens(ask(sandbox, *wrong)) == []


def test_a_person_with_only_a_year_of_birth_is_found_by_it(sandbox: Sandbox) -> None:
    (un,) = citizens(ask(sandbox, "017155000913", "HÀ THỊ ÚN", "1955"))
    assert text(un, "NgayThangNamSinh", "Nam") == "1955"
    assert text(un, "NgayThangNamSinh", "NgayThangNam") == ""


def test_verification_answers_whether_the_person_exists(sandbox: Sandbox) -> None:
    answers = [
        ask(sandbox, DUNG[0], name, DUNG[2], "XacThucThongTinCongDan").findtext(".//{*}TonTai")
        for name in (DUNG[1], "NGUYỄN THỊ DUNG")
    ]
    assert answers == ["true", "false"]


def test_the_order_of_the_fields_does_not_matter(sandbox: Sandbox) -> None:
    parts = facts(*DUNG).split("<dan:HoVaTen>")
    fields = f"<dan:HoVaTen>{parts[1].split('</dan:HoVaTen>')[0]}</dan:HoVaTen>" + facts(*DUNG)
    body = ENVELOPE.format(operation="TraCuuThongTinCongDan", fields=fields)
    assert b"CongDan>" in post(sandbox, body).content


def test_a_wrong_secret_is_refused(sandbox: Sandbox) -> None:
    body = ENVELOPE.format(operation="TraCuuThongTinCongDan", fields=facts(*DUNG))
    assert post(sandbox, body, secret="another").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        "no xml",
        "<a/>",
        ENVELOPE.format(operation="XoaCongDan", fields=facts(*DUNG)),
        ENVELOPE.format(operation="TraCuuThongTinCongDan", fields=CODES.format(request="YC-1")),
        ENVELOPE.format(
            operation="TraCuuThongTinCongDan", fields=facts(*DUNG).split("</dan:MaCanBo>")[1]
        ),
        '<!DOCTYPE a [<!ENTITY x "y">]>'
        + ENVELOPE.format(operation="TraCuuThongTinCongDan", fields=facts(*DUNG)),
    ],
)
def test_a_message_that_breaks_the_rules_is_a_soap_fault(sandbox: Sandbox, body: str) -> None:
    answer = post(sandbox, body)
    assert answer.status_code == 500
    assert b"faultstring" in answer.content


def test_every_look_up_is_logged(sandbox: Sandbox) -> None:
    ask(sandbox, *DUNG)
    entry = sandbox.http.get("/dancu/nhat-ky").json()[0]
    assert entry["number"] == DUNG[0]
    assert entry["official"] == "ho-tich-1"
    assert entry["at"].startswith("2026-11-23T08:")
