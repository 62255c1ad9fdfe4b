from __future__ import annotations

from cast import MY, VIET, Cast
from people import BIRTH, Child

BOY = Child("Khà Hải Đăng", "17001.GCS.00038.26")


def test_a_child_already_declared_is_not_declared_again(cast: Cast):
    mother, father = cast.citizen(MY), cast.citizen(VIET)
    code = mother.declares(BOY)
    father.open("/me/")
    father.signs_in(level=1)
    father.open(f"/procedures/{BIRTH}/start/")
    father.reads("Ông/bà đang đăng nhập bằng tài khoản mức độ 1.")
    father.signs_in(level=2)
    father.press("Bắt đầu khai")
    father.fills_in(BOY, relation="Cha")
    father.press("Nộp hồ sơ")
    father.heads("Kiểm tra lại thông tin")
    father.reads("Đã có hồ sơ cùng nội dung đang giải quyết tại", f"Mã hồ sơ: {code}")
    father.open("/me/")
    father.reads("Bản nháp", "Đăng ký khai sinh")
