"""What people filed on the national portal for this node: our own services, read strictly.

``MC_LayHoSoNop`` lists what the node has not answered, a page at a time; ``MC_XacNhanHoSoNop``
takes its answers; ``MC_CapNhatUyQuyen`` is told who acts for organisations and who is appointed to
help. None is known from any other producer; all ask for the extension.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line, text
from motcua.exchange.clients.identity import Identity, identity_of
from motcua.exchange.clients.national import SYSTEM, NationalPortal
from motcua.exchange.errors import Malformed
from motcua.kernel.clock import HANOI

LISTED = "MC_LayHoSoNop"
ANSWERED = "MC_XacNhanHoSoNop"
TOLD = "MC_CapNhatUyQuyen"
LARGEST_FILE = 20 * 1024 * 1024
ANSWER_S = 20.0
_LINK = re.compile(r"/files/[\w:-]+")


@dataclass(frozen=True, kw_only=True)
class FiledFile:
    """An upload of a declaration, fetched by its link for as long as it is not answered."""

    id: str
    name: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Delegate:
    """Who filed for an organisation, and under which mandate of this node."""

    identity: Identity
    mandate: UUID


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A declaration as it was filed; ``id`` is what the node's answer names."""

    number: int
    id: UUID
    code: str
    procedure: str
    revision: int
    filed_at: datetime
    filer: Identity
    helpers: Sequence[Identity]
    delegate: Delegate | None
    answers: Mapping[str, Any]
    sources: Mapping[str, Any]
    files: Sequence[FiledFile]


@dataclass(frozen=True)
class FilingDesk:
    """The portal's desk of filed declarations, as one node sees it; thread-safe."""

    portal: NationalPortal
    files: Line

    @property
    def is_open(self) -> bool:
        """A portal without the extension keeps no such desk."""
        return bool(self.portal.extension)

    def page(self, after: int) -> tuple[list[Filed | Malformed], int]:
        """Return the next declarations and the number to go on after, the same at the end.

        A row that cannot be read is ``Malformed`` and stops none of the others.
        """
        rows = self.portal.share(LISTED, sau=str(after))
        return [_read(row) for row in rows], max([after, *map(_number, rows)])

    def answer(self, answers: Sequence[Mapping[str, str]]) -> None:
        """Send answers: ``MC_Ma`` with ``MaHoSo``, or with ``MC_ThongBao`` why there is none."""
        self.portal.integrate(ANSWERED, answers, updating=True)

    def tell(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Tell of mandates and appointments that were given or ended here."""
        self.portal.integrate(TOLD, rows, updating=True)

    def content(self, file: FiledFile) -> bytes:
        return self.files.ask("GET", file.link).content


@cache
def filing_desk() -> FilingDesk:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    url, circuit = entry["url"], Circuit()
    line = Line(SYSTEM, url, answer_s=ANSWER_S, circuit=circuit)
    files = Line(SYSTEM, url, answer_s=ANSWER_S, circuit=circuit, largest=LARGEST_FILE)
    portal = NationalPortal(
        line, entry["username"], entry["secret"], entry["agency"], extension=entry["extension"]
    )
    return FilingDesk(portal, files)


def _number(row: Any) -> int:
    found = row.get("MC_ThuTu") if isinstance(row, dict) else None
    return found if isinstance(found, int) else 0


def _read(row: Any) -> Filed | Malformed:
    try:
        return Filed(
            number=_number(row),
            id=UUID(row["MC_Ma"]),
            code=text(row, "MaHoSo", SYSTEM),
            procedure=text(row, "MaTTHC", SYSTEM),
            revision=int(text(row, "MC_PhienBan", SYSTEM)),
            filed_at=datetime.strptime(row["NgayNopHoSo"], "%Y%m%d%H%M%S").replace(tzinfo=HANOI),
            filer=identity_of(row["NguoiNop"]),
            helpers=[identity_of(one) for one in row["NguoiHoTro"]],
            delegate=_delegate(row.get("NguoiDuocUyQuyen")),
            answers={**row["ToKhai"]},
            sources={**row["NguonDuLieu"]},
            files=[_file(one) for one in row["TaiLieuNop"]],
        )
    except Malformed as fault:
        return fault
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        return Malformed(SYSTEM, f"a filed declaration: {type(fault).__name__}")


def _delegate(one: Any) -> Delegate | None:
    """A portal that knows no mandates names nobody."""
    return Delegate(identity=identity_of(one), mandate=UUID(one["MC_UyQuyen"])) if one else None


def _file(one: Any) -> FiledFile:
    link = text(one, "DuongDanTaiTepTin", SYSTEM)
    if not _LINK.fullmatch(link):
        raise Malformed(SYSTEM, "a link that is none of the portal's")
    return FiledFile(
        id=text(one, "TepDinhKemId", SYSTEM), name=text(one, "TenTepDinhKem", SYSTEM), link=link
    )
