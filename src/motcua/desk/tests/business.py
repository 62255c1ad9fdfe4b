"""The business register of tests: one company, which may be suspended, and silence."""

from __future__ import annotations

from dataclasses import replace

from motcua.exchange.clients.business_register import BusinessRecord, State
from motcua.exchange.errors import Unreachable

COMPANY, CENTRE = "5400999018", "5400999025"
NAME = "CÔNG TY TNHH NÔNG SẢN MAI CHÂU"
CENTRE_NAME = "Trung tâm Công tác xã hội Mai Châu"


class BusinessRegister:
    """``down`` when told so."""

    def __init__(self) -> None:
        self.down = False
        self.company = BusinessRecord(
            tax_code=COMPANY,
            name=NAME,
            state=State.ACTIVE,
            state_said="Đang hoạt động",
            representatives=("Vì Thị Hoa",),
        )

    def suspend(self) -> None:
        said = {"state": State.SUSPENDED, "state_said": "Tạm ngừng kinh doanh"}
        self.company = replace(self.company, **said)

    def look_up(self, tax_code: str) -> BusinessRecord | None:
        if self.down:
            raise Unreachable("business_register", "timeout")
        return self.company if tax_code == COMPANY else None
