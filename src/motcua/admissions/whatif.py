"""What if quotas or floors were different: the same candidates decided again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from motcua.admissions.instance import Instance
from motcua.admissions.intake import LARGEST_QUOTA
from motcua.admissions.refusal import Fault, InputRefused


@dataclass(frozen=True)
class Wanted:
    """New values by code of programme, written as text; floors in hundredths."""

    quota: Mapping[str, int]
    floor: Mapping[str, int]


def changed(instance: Instance, wanted: Wanted) -> Instance:
    """Return the instance with other quotas and floors.

    :raises motcua.admissions.refusal.InputRefused: for an unknown programme or absurd value.
    """
    quota, floor = instance.quota.copy(), instance.floor.copy()
    codes = {str(code): i for i, code in enumerate(instance.programmes.ascending.to_pylist())}
    for values, column, top in (
        (wanted.quota, quota, LARGEST_QUOTA),
        (wanted.floor, floor, instance.top_score),
    ):
        for code, value in values.items():
            if code not in codes:
                raise InputRefused([_fault("unknown_programme", f"không có ngành {code}")])
            if not 0 <= value <= top:
                told = f"giá trị {value} của ngành {code} ngoài khoảng 0 đến {top}"
                raise InputRefused([_fault("out_of_range", told)])
            column[codes[code]] = value
    return replace(instance, quota=quota, floor=floor)


def effect(before: pa.Table, after: pa.Table) -> pa.Table:
    """Return the programmes whose line in the table of cut-offs differs, both values in one row."""
    columns: dict[str, Any] = {"programme": before["programme"]}
    differs = np.zeros(len(before), dtype=bool)
    for name in ("quota", "floor", "admitted", "cutoff"):
        old, new = (pa.array(table[name].to_pylist(), pa.int64()) for table in (before, after))
        columns[f"{name}_before"], columns[f"{name}_after"] = old, new
        differs |= np.array([a != b for a, b in zip(old.to_pylist(), new.to_pylist(), strict=True)])
    return pa.table(columns).filter(pa.array(differs))


def _fault(code: str, sentence: str) -> Fault:
    return Fault("changes", code, sentence, 0)
