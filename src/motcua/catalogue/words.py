"""Text of a procedure in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """``vi`` is the text of record; ``en`` falls back to it."""

    vi: str
    en: str = ""

    @classmethod
    def of(cls, raw: str | dict[str, str]) -> Text:
        return cls(raw) if isinstance(raw, str) else cls(raw["vi"], raw.get("en", ""))

    def said(self, language: str = "vi") -> str:
        return self.en if language == "en" and self.en else self.vi

    def filled(self, **values: Any) -> Text:
        """Return the text with its ``{names}`` replaced."""
        return Text(self.vi.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return self.vi
