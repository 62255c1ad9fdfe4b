"""A vice-chair whose key is on the SIM of the telephone refuses a paper, then signs it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cast import Cast
from motcua_sandbox.kyso.holders import number_of
from officials import ViceChair

SIGNER = "Nguyễn Quốc Huy"


@pytest.fixture
def vice_chair(cast: Cast) -> Iterator[ViceChair]:
    """The vice-chair, signing by SIM until the test ends."""
    number = f"0{number_of('lanh-dao-xa').removeprefix('84')}"
    cast.administrator.gives_key(SIGNER, "SIM ký số", number)
    cast.administrator.reads("Đã ghi phương tiện ký số", "Hôm nay ký bằng SIM ký số")
    yield cast.vice_chair
    cast.administrator.takes_key(SIGNER)


def test_what_was_refused_on_the_telephone_is_signed_at_the_second_press(
    cast: Cast, vice_chair: ViceChair
):
    code = cast.brought("to sign")["to sign"].code
    _rings_and_presses(cast, vice_chair, code, "refused")
    vice_chair.waits_to_read(f"Chưa ký: {SIGNER} đã từ chối xác nhận trên điện thoại")
    _rings_and_presses(cast, vice_chair, code, "confirmed")
    vice_chair.waits_to_read("Chờ cấp số, đóng dấu, phát hành")
    vice_chair.reads(f"Đã ký: {SIGNER}")


def _rings_and_presses(cast: Cast, signer: ViceChair, code: str, button: str) -> None:
    signer.signs(code)
    signer.waits_to_read("xác nhận ký trên điện thoại, mã đối chiếu")
    words = cast.sandbox.presses(signer.username, button)
    signer.reads(f"mã đối chiếu {words[-4:]}")
