"""Procedures in the words of the national wire (LayDanhSachTTHC, LayThuTuc).

Only fields that the catalogue knows are filled; the others of the wire are left out.
"""

from __future__ import annotations

from typing import Any

from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Paper
from motcua.catalogue.service import Procedure, UnknownProcedure
from motcua.kernel import clock

Row = dict[str, Any]
CODE_PARTS = 2  # a local copy of 1.002835 may carry the agency: 1.002835.000.00.00.H56


def listed() -> list[Row]:
    """LayDanhSachTTHC: code and name of each procedure in force."""
    return [_named(one) for one in catalogue.published(clock.today())]


def described(code: str) -> list[Row]:
    """LayThuTuc: one row, or none for a code that is not in force."""
    national = ".".join(code.split(".")[:CODE_PARTS])
    try:
        found = catalogue.current(national, clock.today())
    except UnknownProcedure:
        return []
    return [
        {
            **_named(found),
            "MOTA": found.summary.vi,
            "QUYETDINH": found.decision.number,
            "MACOQUANCONGBO": found.decision.agency.code,
            "MOTADOITUONGTHUCHIEN": found.who.vi,
            "DIACHITIEPNHAN": found.where.vi,
            "TRINHTUTHUCHIEN": [
                {"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": one.label.vi} for one in found.steps]}
            ],
            "LINHVUCTHUCHIEN": [{"MALINHVUC": found.field.code, "TENLINHVUC": found.field.name.vi}],
            "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": [_paper(one) for one in found.papers]}],
            "KETQUATHUCHIEN": [{"MAKETQUA": found.result.code, "TENKETQUA": found.result.name.vi}],
            "TTHCLIENQUAN": [{"MATTHC": one.code, "TENTTHC": one.name.vi} for one in found.links],
        }
    ]


def _named(procedure: Procedure) -> Row:
    return {"MATTHC": procedure.code, "TENTTHC": procedure.official_name}


def _paper(paper: Paper) -> Row:
    return {
        "MAGIAYTO": paper.code,
        "TENGIAYTO": paper.name.vi,
        "SOBANCHINH": str(paper.originals),
        "SOBANSAO": str(paper.copies),
    }
