"""How long a signer's certificate lasts, in the words that the signer reads."""

from __future__ import annotations

from datetime import datetime

from motcua.kernel.clock import HANOI, local_day
from motcua.papers.means import Held

_ENDED = (
    "Chứng thư số của {whose} đã hết hạn ngày {day:%d/%m/%Y} nên chưa ký được. Hồ sơ vẫn chờ ký. "
    "Liên hệ quản trị của cơ quan để gia hạn hoặc ghi chứng thư mới, rồi ký lại"
)
_ENDS = (
    "Chứng thư số của ông/bà hết hạn ngày {day:%d/%m/%Y} ({left}). "
    "Liên hệ quản trị của cơ quan để gia hạn hoặc ghi chứng thư mới trước ngày đó"
)


def obstacle(held: Held, now: datetime, whose: str = "ông/bà") -> str:
    """Return the sentence that refuses a signature by an ended certificate; empty when it is good.

    Without any certificate the signature may be ordered: it is made once there is one.
    """
    found = held.certificate
    if found is None or found.not_after > now:
        return ""
    return _ENDED.format(whose=whose, day=found.not_after.astimezone(HANOI))


def warning(held: Held, now: datetime, days: int) -> str:
    """Return what to tell a signer ``days`` before the certificate ends, or once it has ended."""
    ended = obstacle(held, now)
    found = held.certificate
    if ended or found is None:
        return ended
    left = (local_day(found.not_after) - local_day(now)).days
    if left > days:
        return ""
    said = f"còn {left} ngày" if left else "hôm nay"
    return _ENDS.format(day=found.not_after.astimezone(HANOI), left=said)
