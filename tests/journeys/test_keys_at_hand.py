"""A vice-chair signs by the SIM of the telephone, a clerk seals with a token in the own computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from motcua_sandbox.kyso.holders import number_of
from officials import ViceChair

from motcua.token_agent.tests.at_keyboard import AtKeyboard, running
from motcua.token_agent.tests.softhsm import INSTALLED, PIN, Token, a_token

SIGNER = "Nguyễn Quốc Huy"
COMMUNE, SEAL = "H44.28.05", "Ủy ban nhân dân xã Mai Châu"


@pytest.fixture
def vice_chair(cast: Cast) -> Iterator[ViceChair]:
    """The vice-chair, signing by SIM until the test ends."""
    number = f"0{number_of('lanh-dao-xa').removeprefix('84')}"
    cast.administrator.gives_key(SIGNER, "SIM ký số", number)
    cast.administrator.reads("Đã ghi phương tiện ký số", "Hôm nay ký bằng SIM ký số")
    yield cast.vice_chair
    cast.administrator.takes_key(SIGNER)


@pytest.fixture
def seal(cast: Cast, tmp_path: Path) -> Iterator[Token]:
    """The commune's seal on a USB token until the test ends."""
    files = cast.stack.home / "keys" / "signers"
    pem = (files / f"{COMMUNE}.pem").read_bytes()
    token = a_token(tmp_path)
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    token.put(files / f"{COMMUNE}.key", "dau", "01", der)
    cast.administrator.gives_key(SEAL, "USB token tại máy người ký", "", pem.decode())
    cast.administrator.reads("Hôm nay ký bằng USB token tại máy người ký")
    yield token
    cast.administrator.takes_key(SEAL)


@pytest.mark.skipif(not INSTALLED, reason="softhsm2 is not installed: no token to seal with")
def test_the_vice_chair_signs_by_sim_and_the_clerk_seals_with_a_token(
    cast: Cast, vice_chair: ViceChair, seal: Token
):
    code = cast.brought("to sign")["to sign"].code
    _rings_and_presses(cast, vice_chair, code, "refused")
    vice_chair.waits_to_read(f"Chưa ký: {SIGNER} đã từ chối xác nhận trên điện thoại")
    _rings_and_presses(cast, vice_chair, code, "confirmed")
    vice_chair.waits_to_read("Chờ cấp số, đóng dấu, phát hành")
    vice_chair.reads(f"Đã ký: {SIGNER}")
    clerk = cast.clerk
    clerk.issues(code)
    clerk.press("Ký bằng USB token")
    clerk.tries_token(1)
    clerk.reads("Chưa thấy chương trình ký trên máy này")
    with running(seal, cast.stack.node, cast.stack.token_agent) as program:
        clerk.tries_token(1)
        program.types("")
        clerk.reads("Đã từ chối tại chương trình ký")
        _another_site_is_not_heard(cast, program)
        clerk.tries_token(1)
        with clerk.page.expect_navigation():
            assert "1 × Giấy khai sinh" in program.types(PIN)
    clerk.looks_up(code)
    clerk.waits_to_read(f"Đã ký: {SEAL}")
    _forget_what_the_browser_says_of_the_program(cast)


def _another_site_is_not_heard(cast: Cast, program: AtKeyboard) -> None:
    elsewhere = cast.passer_by.another_tab().page
    asks = "(to) => fetch(to, {method: 'POST', mode: 'no-cors', body: '{}'}).then(() => {})"
    elsewhere.evaluate(asks, f"{program.url}/sign")
    program.reads("Đã chặn một yêu cầu")
    elsewhere.close()


def _forget_what_the_browser_says_of_the_program(cast: Cast) -> None:
    """A browser reports each refused connection in its console, which no page can prevent."""
    program = f":{cast.stack.token_agent}/sign"
    cast.probe.faults = [one for one in cast.probe.faults if program not in one]


def _rings_and_presses(cast: Cast, signer: ViceChair, code: str, button: str) -> None:
    signer.signs(code)
    signer.waits_to_read("xác nhận ký trên điện thoại, mã đối chiếu")
    words = cast.sandbox.presses(signer.username, button)
    signer.reads(f"mã đối chiếu {words[-4:]}")
