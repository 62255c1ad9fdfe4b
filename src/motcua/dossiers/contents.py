"""Content beside the events: salted, hashed, stored apart so that it can be erased."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from motcua.dossiers.commands import ContentRef
from motcua.dossiers.models import Content


@dataclass(frozen=True, kw_only=True)
class NewContent:
    """Something to be kept: ``kind`` and a JSON body; id and salt are drawn at once."""

    kind: str
    body: Any
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    salt: str = field(default_factory=lambda: secrets.token_hex(16))

    @cached_property
    def ref(self) -> ContentRef:
        return ContentRef(id=self.id, kind=self.kind, digest=digest(self.salt, self.body))


def digest(salt: str, body: Any) -> str:
    """Return the salted SHA-256 (hex) of a JSON body."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def kept(code: str, contents: Iterable[NewContent], now: datetime) -> list[Content]:
    """Return the rows that keep ``contents`` beside a dossier."""
    return [
        Content(
            id=c.id, dossier_code=code, kind=c.kind, body=c.body, salt=c.salt,
            digest=c.ref.digest, created_at=now,
        )
        for c in contents
    ]  # fmt: skip


def erase(code: str, now: datetime) -> int:
    """Erase all content of a dossier on its retention date; the chain still verifies."""
    return Content.objects.filter(dossier_code=code, erased_at=None).update(
        body=None, salt="", erased_at=now
    )


def body_of(content_id: uuid.UUID | None) -> Any:
    """Return a content's body; None when there is none or it was erased."""
    if content_id is None:
        return None
    return Content.objects.values_list("body", flat=True).filter(id=content_id).first()


def latest(code: str, kind: str) -> Any:
    """Return the newest body of one kind, or None."""
    bodies = Content.objects.filter(dossier_code=code, kind=kind).order_by("-created_at")
    return bodies.values_list("body", flat=True).first()
