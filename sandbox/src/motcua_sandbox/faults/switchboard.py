"""Which faults are switched on, and whether the next request meets one."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import asdict, dataclass

from motcua_sandbox.store import Store

EVERYWHERE = {
    "slow": "Trả lời chậm",
    "down": "Ngừng hoạt động (503, chưa làm gì)",
    "500": "Lỗi máy chủ (500, chưa làm gì)",
    "drop": "Đứt kết nối sau khi đã làm xong",
    "duplicate": "Xử lý hoặc trả lời hai lần",
}
TOO_LATE = {"too_late": "Người ký không xác nhận kịp thời hạn"}
SIM = {
    "unreachable": "Điện thoại tắt máy hoặc mất sóng",
    "pin_blocked": "Mã PIN ký số của SIM bị khóa",
}
WRONG_SIGNATURE = {"wrong_signature": "Chữ ký hoặc mã xác thực sai"}
SYSTEMS: dict[str, dict[str, str]] = {
    "oidc": EVERYWHERE | WRONG_SIGNATURE,
    "dancu": EVERYWHERE,
    "hotich": EVERYWHERE | {"late": "Kết quả đăng ký về muộn"},
    "doanhnghiep": EVERYWHERE,
    "thanhtoan": EVERYWHERE
    | WRONG_SIGNATURE
    | {
        "lost": "Không gửi kết quả thanh toán",
        "late": "Gửi kết quả thanh toán muộn",
        "forged": "Kẻ giả mạo gửi thêm kết quả thành công",
    },
    "tsa": EVERYWHERE | WRONG_SIGNATURE,
    "chungsinh": EVERYWHERE,
    "sms": EVERYWHERE,
    "mail": EVERYWHERE,
    "kyso": EVERYWHERE | WRONG_SIGNATURE | TOO_LATE,
    "simca": EVERYWHERE | WRONG_SIGNATURE | TOO_LATE | SIM,
}
SECONDS = {"slow": 5.0, "late": 30.0}


class BadFault(ValueError):
    """The fault asked for does not exist; the text says what is expected."""


@dataclass(frozen=True)
class Fault:
    system: str
    kind: str
    probability: float = 1.0
    seconds: float = 0.0
    remaining: int | None = None
    path: str = ""


class Switchboard:
    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._seed = seed

    def switch_on(self, fault: Fault) -> None:
        """Switch a fault on from its first draw, replacing one of the same kind."""
        values = (*asdict(fault).values(), 0)
        with self._store.writing() as db:
            db.execute("INSERT OR REPLACE INTO fault VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def switch_off(self, system: str | None = None, kind: str | None = None) -> None:
        with self._store.writing() as db:
            db.execute(
                "DELETE FROM fault WHERE system = ifnull(?, system) AND kind = ifnull(?, kind)",
                (system, kind),
            )

    def active(self) -> list[Fault]:
        with self._store.reading() as db:
            rows = db.execute("SELECT * FROM fault ORDER BY system, kind").fetchall()
        return [_fault(row) for row in rows]

    def switched_on(self, system: str) -> set[str]:
        with self._store.reading() as db:
            rows = db.execute("SELECT kind FROM fault WHERE system = ?", (system,))
            return {row["kind"] for row in rows}

    def strikes(self, system: str, kind: str, path: str = "") -> Fault | None:
        """Draw once; return the fault when this request meets it, and count it down."""
        if kind not in self.switched_on(system):
            return None
        key = (system, kind)
        with self._store.writing() as db:
            row = db.execute(
                "UPDATE fault SET drawn = drawn + 1 WHERE system = ? AND kind = ? "
                "AND instr(?, path) AND ifnull(remaining, 1) > 0 RETURNING *",
                (*key, path),
            ).fetchone()
            if row is None or self._chance(row) >= row["probability"]:
                return None
            db.execute(
                "UPDATE fault SET remaining = remaining - 1 WHERE system = ? AND kind = ?", key
            )
        return _fault(row)

    def _chance(self, row: sqlite3.Row) -> float:
        text = f"{self._seed}:{row['system']}:{row['kind']}:{row['drawn']}"
        digest = hashlib.sha256(text.encode()).digest()
        return int.from_bytes(digest[:8], "big") / 2**64


def checked(system: str, wish: dict[str, object]) -> Fault:
    """Return the fault that a request asks for. Raises BadFault."""
    if system not in SYSTEMS:
        raise BadFault(f"system {system!r}: expected one of {', '.join(SYSTEMS)}")
    kind = str(wish.get("kind", ""))
    if kind not in SYSTEMS[system]:
        raise BadFault(f"kind {kind!r}: {system} knows {', '.join(SYSTEMS[system])}")
    probability = _amount(wish, "probability", 1.0)
    if not 0 <= probability <= 1:
        raise BadFault(f"probability {probability}: expected a number from 0 to 1")
    count = wish.get("count")
    return Fault(
        system=system,
        kind=kind,
        probability=probability,
        seconds=_amount(wish, "seconds", SECONDS.get(kind, 0.0)),
        remaining=None if count in (None, "") else int(_amount(wish, "count", 0)),
        path=str(wish.get("path") or ""),
    )


def _amount(wish: dict[str, object], name: str, default: float) -> float:
    value = wish.get(name)
    if value is None or value == "":
        return default
    try:
        amount = float(str(value))
    except ValueError:
        raise BadFault(f"{name} {value!r}: expected a number") from None
    if not 0 <= amount <= 1_000_000:
        raise BadFault(f"{name} {value!r}: expected a number from 0 to 1000000")
    return amount


def _fault(row: sqlite3.Row) -> Fault:
    return Fault(
        row["system"], row["kind"], row["probability"], row["seconds"], row["remaining"],
        row["path"],
    )  # fmt: skip
