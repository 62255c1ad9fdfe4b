from __future__ import annotations

from cast import HOA, Cast
from people import Child

BOY = Child("Hà Minh Khôi", "17001.GCS.00026.26")


def test_a_signature_waits_in_sight_until_the_timestamp_authority_is_back(cast: Cast):
    mother, official = cast.citizen(HOA), cast.justice_official
    code = mother.declares(BOY)
    cast.receiver.receives(code)
    official.sends_draft(code)
    mother.agrees_to_draft(code)
    official.enters_in_register(code)
    official.submits_for_signature(code)
    with cast.sandbox.broken("tsa"):
        cast.vice_chair.signs(code)
        cast.vice_chair.reads("Đang tạo chữ ký số")
        mother.follows(code)
        mother.reads("Đang giải quyết")
    cast.vice_chair.waits_to_read("Chờ cấp số, đóng dấu, phát hành")
    cast.clerk.finds(code)
