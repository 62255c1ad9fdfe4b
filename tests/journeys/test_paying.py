"""What happens when the money does not go through at once."""

from __future__ import annotations

from datetime import timedelta

from cast import NGOC, TRANG, Cast
from people import Child

BOY = Child("Nguyễn Minh Đức", "17001.GCS.00002.26")
GIRL = Child("Bùi Thu Trà", "17001.GCS.00008.26")


def test_a_payment_that_failed_is_made_again(cast: Cast):
    mother = cast.citizen(NGOC)
    code = mother.declares(BOY, copies=1)
    mother.pays("Thanh toán thất bại")
    mother.waits_to_read("Thanh toán không thành công, tài khoản chưa bị trừ tiền.")
    mother.pays()
    mother.waits_to_read("Đã thanh toán")
    mother.follows(code)
    mother.reads("Đã nộp, đang chờ tiếp nhận")


def test_a_payment_of_which_the_platform_never_tells_is_found_by_asking(cast: Cast):
    mother = cast.citizen(TRANG)
    mother.declares(GIRL, copies=1)
    with cast.sandbox.broken("thanhtoan", "lost"):
        mother.pays()
        mother.waits_to_read("Đang chờ ngân hàng xác nhận. Không thanh toán lại.")
        cast.sandbox.moves_time_on(timedelta(minutes=10))
        mother.waits_to_read("Đã thanh toán")
