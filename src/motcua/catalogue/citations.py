"""What a value that law can change is based on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.kernel.dated import Status


@dataclass(frozen=True)
class Source:
    """A legal document, an official record or, where marked unverified, a practice."""

    id: str
    document: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class Citation:
    """``verified`` means compared with the sources on ``checked_on``."""

    sources: tuple[Source, ...]
    checked_on: date
    status: Status
    article: str = ""

    def said(self) -> str:
        """Return '123/2015/NĐ-CP, Điều 4', as shown beside a value."""
        documents = "; ".join(source.document for source in self.sources)
        return f"{documents}, {self.article}" if self.article else documents
