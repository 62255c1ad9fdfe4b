"""Who signs in tests, with keys of a test authority made for the occasion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.kernel.clock import HANOI
from motcua.papers.authority import TrustList, issue_certificate, make_authority, trust_list
from motcua.papers.certificates import Holder
from motcua.papers.signing import Act, seal_agency, sign_person
from motcua.papers.tests.samples import CERTIFICATE
from motcua.papers.tests.timestamps import TimestampsOfTests
from motcua.papers.typeset import Typeset, render

NOW = datetime(2026, 11, 23, 10, 12, 33, tzinfo=HANOI)
AGENCY = "UBND xã Mai Châu, tỉnh Phú Thọ"
HUY = Holder("lanh-dao-xa", "Nguyễn Quốc Huy", AGENCY)
COMMUNE = Holder("H44.28.05", AGENCY, AGENCY, "H44.28.05")


@dataclass(frozen=True)
class Office:
    """A commune's office: its keys, its timestamp authority and a paper ready to sign."""

    keys: Path
    timestamps: TimestampsOfTests
    paper: Typeset

    def signed(self, *, ref: str = HUY.ref) -> bytes:
        act = self._act(ref, "person")
        return sign_person(
            self.paper.pdf,
            act,
            name="Nguyễn Quốc Huy",
            title="Phó Chủ tịch",
            prefix="KT. CHỦ TỊCH",
            agency=AGENCY,
        )

    def sealed(self, signed: bytes | None = None) -> bytes:
        act = self._act(COMMUNE.ref, "agency")
        return seal_agency(signed or self.signed(), act, agency=AGENCY)

    def trust(self) -> TrustList:
        return trust_list(self.keys)

    def _act(self, ref: str, role: str) -> Act:
        holder = {HUY.ref: HUY, COMMUNE.ref: COMMUNE}[ref]
        key = issue_certificate(self.keys, holder)
        return Act(key, self.paper.places[role], NOW, self.timestamps, demo=True)


def an_office(folder: Path) -> Office:
    make_authority(folder, NOW)
    timestamps = TimestampsOfTests(NOW)
    (folder / "timestamp").mkdir(exist_ok=True)
    (folder / "timestamp" / "tests.pem").write_bytes(timestamps.root_pem)
    return Office(folder, timestamps, render("birth-certificate", CERTIFICATE, demo=True))
