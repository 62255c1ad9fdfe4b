"""What is wrong with the input, counted and named, in sentences an official can act on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

SHOWN = 5

FILES = {
    "candidates": "Danh sách thí sinh",
    "programmes": "Danh sách ngành",
    "preferences": "Danh sách nguyện vọng",
    "marks": "Bảng điểm thi",
    "offers": "Danh sách tổ hợp của ngành",
    "wishes": "Danh sách đăng ký",
    "direct": "Danh sách tuyển thẳng",
    "changes": "Danh sách thay đổi",
    "inputs": "Dữ liệu đầu vào",
}


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one file: how many rows, and the first of them by name."""

    file: str
    code: str
    sentence: str
    count: int
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"{FILES[self.file]}: {self.sentence}"
        if self.count:
            text += f" ({self.count} dòng)"
        if self.rows:
            more = "; …" if self.count > len(self.rows) else ""
            text += ". Các dòng đầu: " + "; ".join(self.rows) + more
        return text + "."


class InputRefused(Exception):
    """The input is refused whole; ``faults`` says why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass
class Faults:
    """Collects faults, so that one refusal names them all."""

    found: list[Fault] = field(default_factory=list)

    def whole(self, file: str, code: str, sentence: str) -> None:
        """Note a fault of the file as a whole."""
        self.found.append(Fault(file, code, sentence, 0))

    def rows(
        self,
        file: str,
        code: str,
        sentence: str,
        rows: npt.NDArray[np.intp],
        name: Callable[[int], str],
    ) -> None:
        """Note a fault of some rows, when there are any; ``name`` tells one row's name."""
        if len(rows):
            first = tuple(name(int(row)) for row in rows[:SHOWN])
            self.found.append(Fault(file, code, sentence, len(rows), first))

    def stop(self) -> None:
        """Refuse the input when anything was found.

        :raises InputRefused: with everything found so far.
        """
        if self.found:
            raise InputRefused(self.found)
