from __future__ import annotations

from cast import THU, Cast
from people import Child

GIRL = Child("Bùi Thảo Vy", "17001.GCS.00018.26")


def test_a_birth_is_declared_paid_and_withdrawn_with_javascript_off(cast: Cast):
    mother = cast.citizen(THU, scripts=False)
    code = mother.declares(GIRL, copies=1)
    mother.pays()
    mother.waits_to_read("Đã thanh toán")
    mother.follows(code)
    mother.reads("Đã nộp, đang chờ tiếp nhận")
    mother.follow("Rút hồ sơ")
    mother.press("Rút hồ sơ")
    mother.reads("Đã rút hồ sơ theo yêu cầu")
