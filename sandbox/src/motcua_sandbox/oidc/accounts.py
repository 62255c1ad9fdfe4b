"""Accounts of the sign-in provider: the demo's, and any synthetic person of 14 or older."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass

from motcua.kernel import clock
from motcua_sandbox.population import demo_cast, people
from motcua_sandbox.population.people import Citizen

TECH_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "motcua-sandbox:techid")
LEAST_AGE = 14
PERSON, ENTERPRISE, ORGANISATION = "1", "2", "3"


@dataclass(frozen=True)
class Organisation:
    tax_code: str
    name: str
    address: str
    kind: str = ENTERPRISE


@dataclass(frozen=True)
class DemoAccount:
    username: str
    personal_id: str
    words: str
    phone: str
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Account:
    username: str
    citizen: Citizen
    phone: str
    organisation: Organisation | None

    @property
    def kind(self) -> str:
        """LoaiTaiKhoan: 1 citizen, 2 enterprise, 3 other organisation."""
        return self.organisation.kind if self.organisation else PERSON

    @property
    def named(self) -> str:
        """Whose account the sign-in page offers."""
        return self.organisation.name if self.organisation else self.citizen.full_name

    @property
    def tech_id(self) -> str:
        """The lasting id that accounts are linked by; its form is a guess."""
        key = self.organisation.tax_code if self.organisation else self.citizen.personal_id
        return str(uuid.uuid5(TECH_IDS, key))


NONG_SAN = Organisation(
    "5400999018", "Công ty TNHH Nông sản Mai Châu", "Tiểu khu 2, Xã Mai Châu, Tỉnh Phú Thọ"
)
BAO_TRO = Organisation(
    "5400999025",
    "Trung tâm Công tác xã hội Mai Châu",
    "Tiểu khu 1, Xã Mai Châu, Tỉnh Phú Thọ",
    ORGANISATION,
)
DEMO = (
    DemoAccount("cong-dan-1", demo_cast.DUNG, "dân tộc Thái, xã Mai Châu", "0900000001"),
    DemoAccount("cong-dan-2", demo_cast.TUYEN, "dân tộc Mường, phường Hòa Bình", "0900000002"),
    DemoAccount("cong-dan-3", demo_cast.UN, "dân tộc Thái, xã Mai Châu", "0900000003"),
    DemoAccount("cong-dan-4", demo_cast.CHONG, "dân tộc Mông, xã Pà Cò", "0900000004"),
    DemoAccount(
        "doanh-nghiep-1",
        demo_cast.HOA,
        "tài khoản tổ chức do Vì Thị Hoa giữ",
        "0900000005",
        NONG_SAN,
    ),
    DemoAccount(
        "to-chuc-1",
        demo_cast.NHUNG,
        "tài khoản tổ chức do Đinh Thị Nhung giữ, người đại diện",
        "0900000006",
        BAO_TRO,
    ),
    DemoAccount(
        "uy-quyen-1",
        demo_cast.HOA,
        "được Trung tâm Công tác xã hội ủy quyền",
        "0900000007",
    ),
    DemoAccount(
        "to-cong-nghe-1", demo_cast.THANH, "tổ công nghệ số cộng đồng xóm Văn", "0900000008"
    ),
    DemoAccount("buu-dien-1", demo_cast.PANH, "nhân viên Bưu điện xã Mai Châu", "0900000009"),
)


def find(db: sqlite3.Connection, username: str) -> Account | None:
    """Find a demo account by its name, or anybody old enough by personal id."""
    demo = next((account for account in DEMO if account.username == username), None)
    citizen = people.find(db, demo.personal_id if demo else username)
    if citizen is None or citizen.died_on or _age(citizen) < LEAST_AGE:
        return None
    if demo:
        return Account(username, citizen, demo.phone, demo.organisation)
    return Account(username, citizen, "", None)


def _age(citizen: Citizen) -> int:
    born, today = citizen.birth.latest(), clock.today()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
