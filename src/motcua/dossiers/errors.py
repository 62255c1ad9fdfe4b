"""What a use case may refuse; every text is Vietnamese for the screen and says what to do."""

from __future__ import annotations

from motcua.dossiers.decide import ActionRefused

__all__ = [
    "ActionRefused",
    "CommandReused",
    "DossierNotFound",
    "DraftMoved",
    "IncompleteDeclaration",
    "SameSubject",
    "StaleDossier",
]


class DossierNotFound(Exception):
    """No such dossier, or none that this account may see: both are the same answer (404)."""


class StaleDossier(Exception):
    """Somebody changed the dossier since it was shown (409); nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "Đồng nghiệp vừa cập nhật hồ sơ này. Tải lại để xem, nội dung ông/bà đang nhập được giữ"
        )


class CommandReused(Exception):
    """A command id came again with another body; nothing was done."""

    def __init__(self) -> None:
        super().__init__("Yêu cầu này đã được gửi với nội dung khác. Tải lại trang và làm lại")


class SameSubject(Exception):
    """The same child (or other subject) already has a running dossier."""

    def __init__(self, code: str, agency: str, day: str) -> None:
        super().__init__(
            f"Đã có hồ sơ cùng nội dung đang giải quyết tại {agency} (nộp ngày {day}). "
            f"Mã hồ sơ: {code}"
        )
        self.code = code


class DraftMoved(Exception):
    """Another tab or device saved a newer version of the draft; the older did not overwrite it."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Bản nháp này vừa được lưu ở một cửa sổ hoặc thiết bị khác. "
            "Kiểm tra lại nội dung rồi lưu lần nữa"
        )
        self.version = version


class IncompleteDeclaration(Exception):
    """Answers are missing or wrong: question id → sentence."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(f"Tờ khai còn {len(faults)} nội dung cần sửa")
        self.faults = faults
