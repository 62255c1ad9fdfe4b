"""What a form of the desk asks: inputs in their order, and how each is drawn and read."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from enum import StrEnum

from motcua.dossiers.service import ACTION_LABELS, Action, Dossier

When = Callable[[Dossier], bool]


class Kind(StrEnum):
    """How an input is drawn and read."""

    REASONS = "reasons"  # typical reasons of the procedure, several may be chosen
    LINES = "lines"  # one item a line
    TEXT = "text"  # several lines
    SHORT = "short"  # one line
    CHOICE = "choice"
    CHECK = "check"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"  # a whole number from 1
    COLLEAGUE = "colleague"  # who works at the competent agency, with what each has in hand
    AGENCY = "agency"  # another commune
    RESULTS = "results"  # what is still to be handed over, several may be chosen
    FEE = "fee"  # a fee of the procedure


@dataclass(frozen=True, kw_only=True)
class Input:
    """``missing`` is the sentence when nothing was given; empty for what may stay empty.

    ``when`` tells which dossiers need the input, None: all; ``content`` is what a text is kept as.
    """

    name: str
    kind: Kind
    label: str
    hint: str = ""
    missing: str = ""
    options: tuple[tuple[str, str], ...] = ()
    when: When | None = None
    content: str = "note"


@dataclass(frozen=True, kw_only=True)
class ActionForm:
    """``explains`` says before the button what it does; ``done`` says after it what comes next.

    ``reasons`` names the procedure's templates: supplement, decline or refuse.
    """

    action: Action
    explains: str
    done: str
    inputs: tuple[Input, ...] = ()
    reasons: str = ""
    grave: bool = False

    @property
    def name(self) -> str:
        return str(self.action).replace("_", "-")

    @property
    def label(self) -> str:
        return ACTION_LABELS[self.action]

    def asked(self, dossier: Dossier) -> list[Input]:
        return [one for one in self.inputs if one.when is None or one.when(dossier)]

    def answered(self, posted: Container[str]) -> list[Input]:
        """Return what was asked when the form was drawn, whatever the dossier is by now.

        So a form sent twice reads the same twice.
        """
        return [one for one in self.inputs if one.when is None or one.name in posted]


def text(
    label: str,
    missing: str = "",
    *,
    hint: str = "",
    name: str = "text",
    content: str = "note",
    when: When | None = None,
) -> Input:
    return Input(
        name=name, kind=Kind.TEXT, label=label, hint=hint, missing=missing, content=content,
        when=when,
    )  # fmt: skip


def choice(name: str, label: str, missing: str, **options: str) -> Input:
    return Input(
        name=name, kind=Kind.CHOICE, label=label, missing=missing, options=tuple(options.items())
    )


READ_OUTSIDE = "Người yêu cầu đọc được nội dung này"
REASONS = Input(
    name="reason",
    kind=Kind.REASONS,
    label="Lý do thường gặp",
    hint="Chọn một hoặc nhiều mục; căn cứ pháp lý của mục đã chọn được ghi kèm",
)
ITEMS = Input(
    name="items",
    kind=Kind.LINES,
    label="Nội dung khác cần bổ sung",
    hint="Mỗi dòng một nội dung. Nêu đủ trong một lần",
    missing="Nêu đủ, một lần, các nội dung cần bổ sung",
)
WHY = text("Lý do cụ thể", "Nêu lý do", hint=READ_OUTSIDE)
BASIS = Input(
    name="legal_basis",
    kind=Kind.SHORT,
    label="Căn cứ pháp lý",
    hint="Ví dụ: số, ký hiệu văn bản, điều, khoản",
    missing="Nêu căn cứ pháp lý",
)
BASIS_BESIDE_REASONS = replace(BASIS, hint=f"{BASIS.hint}. Để trống nếu đã chọn lý do thường gặp")
DIFFERENCE = text(
    "Cách xử lý khi có sai lệch với cơ sở dữ liệu quốc gia",
    "Nêu rõ cách xử lý sai lệch",
    hint="Kết quả đối chiếu có sai lệch hoặc không tìm thấy: nêu rõ căn cứ để tiếp tục",
    when=lambda dossier: (
        dossier.verification in {"differs", "not_found"} and not dossier.draft_confirmed
    ),
)
ASSIGNEE = Input(
    name="assignee",
    kind=Kind.COLLEAGUE,
    label="Người xử lý",
    hint="Chọn sẵn người đang có mặt và ít việc nhất",
)
AGENCY = Input(
    name="agency",
    kind=Kind.AGENCY,
    label="Cơ quan được hỏi",
    missing="Chọn cơ quan được hỏi",
)
