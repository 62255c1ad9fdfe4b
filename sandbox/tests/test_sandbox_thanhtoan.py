from __future__ import annotations

import hashlib
import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from running import Sandbox

SECRET = "demo-thanhtoan-secret"
REFERENCES = (f"TC-{number:05}" for number in count(1))
RETURN = "http://127.0.0.1:8000/thanh-toan/tro-ve"


def seal(*values: str) -> str:
    return hashlib.sha256("|".join([*values, SECRET]).encode("utf-8")).hexdigest()


class Merchant:
    """Hears callbacks; answers MaLoi 00 unless told otherwise."""

    def __init__(self) -> None:
        self.heard: queue.Queue[dict[str, str]] = queue.Queue()
        self.answers: queue.Queue[str] = queue.Queue()
        merchant = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                merchant.heard.put(json.loads(self.rfile.read(length)))
                code = "00" if merchant.answers.empty() else merchant.answers.get()
                body = json.dumps({"MaLoi": code, "MoTaLoi": ""}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/dpnhankqthanhtoanhs"

    def hears(self) -> dict[str, str]:
        return self.heard.get(timeout=10)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, Merchant]]:
    merchant = Merchant()
    settings = {"SANDBOX_THANHTOAN_CALLBACK_URL": merchant.address, "SANDBOX_PEOPLE": "100"}
    sandbox = Sandbox(tmp_path_factory.mktemp("shop"), settings).start()
    yield sandbox, merchant
    sandbox.stop()
    merchant.server.shutdown()


@pytest.fixture
def till(shop: tuple[Sandbox, Merchant]) -> Iterator[Sandbox]:
    yield shop[0]
    shop[0].http.delete("/faults")


@pytest.fixture
def merchant(shop: tuple[Sandbox, Merchant]) -> Merchant:
    assert shop[1].heard.empty()
    return shop[1]


def init(till: Sandbox, **changes: object) -> dict[str, str]:
    asked = {
        "LoaiBanTin": "INIT",
        "PhienBan": "1.0.6",
        "MaDoiTac": "MOTCUA",
        "MaThamChieu": next(REFERENCES),
        "SoTien": "8000",
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "1",
        "NgonNgu": "vi-VN",
        "MaTienTe": "VND",
        "MaNganHang": "PAYMENT",
        "ThongTinGiaoDich": "Bản sao Giấy khai sinh",
        "ThoiGianGD": "20261123144000",
        "Ip": "127.0.0.1",
    }
    asked |= changes
    asked["MaXacThuc"] = changes.get("MaXacThuc") or seal(*map(str, asked.values()))
    receipt = {"MaHoSo": "H44.28.05-261123-0007", "HoTenNguoiNop": "Khà Thị Dung"}
    body = {**asked, "ThongTinBienLai": receipt, "UrlTroVe": RETURN}
    return till.http.post("/thanhtoan", json=body).json()


def ask(till: Sandbox, kind: str, reference: str) -> dict[str, str]:
    values = [kind, "1.0.6", "MOTCUA", reference, "20261123144500"]
    names = ["LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"]
    body = dict(zip(names, values, strict=True)) | {"MaXacThuc": seal(*values)}
    return till.http.post("/thanhtoan", json=body).json()


def choose(till: Sandbox, begun: dict[str, str], outcome: str) -> httpx.Response:
    return till.http.post(begun["UrlThanhToan"], data={"outcome": outcome})


def is_genuine(callback: dict[str, str]) -> bool:
    names = [
        "LoaiBanTin",
        "MaLoi",
        "MaDoiTac",
        "MaThamChieu",
        "SoTien",
        "MaTienTe",
        "MaGiaoDich",
        "MaNganHang",
        "ThoiGianGD",
        "ThongTinGiaoDich",
    ]
    return callback["MaXacThuc"] == seal(*(callback[name] for name in names))


def state(till: Sandbox, begun: dict[str, str]) -> str:
    return ask(till, "QUERY", begun["MaThamChieu"])["TrangThaiGD"]


def test_a_payer_pays_and_the_merchant_is_told(till: Sandbox, merchant: Merchant) -> None:
    begun = init(till)
    assert begun["MaLoi"] == "00"
    page = till.http.get(begun["UrlThanhToan"])
    assert "8.000 đồng" in page.text
    assert "Khà Thị Dung" in page.text
    back = choose(till, begun, "paid").headers["location"]
    told = merchant.hears()
    assert back.startswith(RETURN)
    assert parse_qs(urlsplit(back).query)["MaThamChieu"] == [begun["MaThamChieu"]]
    assert (told["MaLoi"], told["MaThamChieu"], told["SoTien"]) == (
        "00",
        begun["MaThamChieu"],
        "8000",
    )
    assert is_genuine(told)
    assert told["ThoiGianGD"].startswith("2026112308")


def test_a_query_knows_what_became_of_a_payment(till: Sandbox, merchant: Merchant) -> None:
    begun = init(till)
    assert state(till, begun) == "0"
    choose(till, begun, "paid")
    merchant.hears()
    answer = ask(till, "QUERY", begun["MaThamChieu"])
    assert (answer["MaLoi"], answer["TrangThaiGD"], answer["SoTien"]) == ("00", "1", "8000")


def test_a_failed_payment_is_told_as_failed(till: Sandbox, merchant: Merchant) -> None:
    begun = init(till)
    choose(till, begun, "failed")
    told = merchant.hears()
    assert told["MaLoi"] == "99"
    assert is_genuine(told)
    assert state(till, begun) == "2"


def test_who_pays_later_may_still_pay(till: Sandbox, merchant: Merchant) -> None:
    begun = init(till)
    assert choose(till, begun, "later").status_code == 303
    assert state(till, begun) == "0"
    choose(till, begun, "paid")
    assert merchant.hears()["MaLoi"] == "00"


def test_a_settled_payment_stays_as_it_is(till: Sandbox, merchant: Merchant) -> None:
    begun = init(till)
    choose(till, begun, "paid")
    choose(till, begun, "failed")
    merchant.hears()
    assert state(till, begun) == "1"
    assert "đã được thanh toán" in till.http.get(begun["UrlThanhToan"]).text


def test_a_callback_is_repeated_until_the_merchant_accepts_it(
    till: Sandbox, merchant: Merchant
) -> None:
    merchant.answers.put("99")
    begun = init(till)
    choose(till, begun, "paid")
    assert merchant.hears() == merchant.hears()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"MaXacThuc": "0" * 64}, "MaXacThuc"),
        ({"MaDoiTac": "KHAC"}, "MaDoiTac"),
        ({"PhienBan": "1.0.5"}, "PhienBan"),
        ({"ThoiGianGD": "2026-11-23 14:40"}, "ThoiGianGD"),
        ({"SoTien": "0"}, "SoTien"),
        ({"SoTien": "8000.5"}, "SoTien"),
        ({"Ip": ""}, "Ip"),
    ],
)
def test_a_wrong_init_is_refused_with_words(
    till: Sandbox, change: dict[str, str], words: str
) -> None:
    answer = init(till, **change)
    assert answer["MaLoi"] == "99"
    assert words in answer["MoTaLoi"]


def test_a_reference_is_good_for_one_try(till: Sandbox) -> None:
    reference = next(REFERENCES)
    answers = [init(till, MaThamChieu=reference)["MaLoi"] for _ in range(2)]
    assert answers == ["00", "99"]


def test_a_bill_is_a_pdf_once_paid(till: Sandbox, merchant: Merchant) -> None:
    begun = init(till)
    assert ask(till, "GET_BILL", begun["MaThamChieu"])["MaLoi"] == "99"
    choose(till, begun, "paid")
    merchant.hears()
    bill = till.http.get(ask(till, "GET_BILL", begun["MaThamChieu"])["UrlBienLai"])
    assert bill.headers["content-type"] == "application/pdf"
    assert bill.content.startswith(b"%PDF")


def test_the_page_may_lead_back_to_the_merchant_only(till: Sandbox) -> None:
    page = till.http.get(init(till)["UrlThanhToan"])
    assert "form-action 'self' http://127.0.0.1:8000;" in page.headers["content-security-policy"]


def test_a_lost_callback_is_found_by_query(till: Sandbox, merchant: Merchant) -> None:
    till.fault("thanhtoan", "lost", count=1)
    begun, other = init(till), init(till)
    choose(till, begun, "paid")
    choose(till, other, "paid")
    assert merchant.hears()["MaThamChieu"] == other["MaThamChieu"]
    assert state(till, begun) == "1"


def test_a_late_callback_comes_after_a_later_payments(till: Sandbox, merchant: Merchant) -> None:
    till.fault("thanhtoan", "late", seconds=1.5, count=1)
    begun, other = init(till), init(till)
    choose(till, begun, "paid")
    choose(till, other, "paid")
    told = [merchant.hears()["MaThamChieu"] for _ in range(2)]
    assert told == [other["MaThamChieu"], begun["MaThamChieu"]]


def test_a_duplicate_callback_comes_twice(till: Sandbox, merchant: Merchant) -> None:
    till.fault("thanhtoan", "duplicate", count=1)
    choose(till, init(till), "paid")
    assert merchant.hears() == merchant.hears()


def test_a_forger_claims_a_success_that_never_was(till: Sandbox, merchant: Merchant) -> None:
    till.fault("thanhtoan", "forged", count=1)
    begun = init(till)
    choose(till, begun, "failed")
    told = sorted((merchant.hears() for _ in range(2)), key=lambda one: one["MaLoi"])
    assert [(one["MaLoi"], is_genuine(one)) for one in told] == [("00", False), ("99", True)]
    assert state(till, begun) == "2"


def test_a_wrongly_signed_callback_does_not_verify(till: Sandbox, merchant: Merchant) -> None:
    merchant.answers.put("99")
    till.fault("thanhtoan", "wrong_signature", count=1)
    choose(till, init(till), "paid")
    assert not is_genuine(merchant.hears())
    choose(till, init(till), "paid")
    assert is_genuine(merchant.hears())


def test_a_dropped_init_has_begun_the_payment(till: Sandbox) -> None:
    reference = next(REFERENCES)
    till.fault("thanhtoan", "drop", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        init(till, MaThamChieu=reference)
    assert ask(till, "QUERY", reference)["TrangThaiGD"] == "0"
