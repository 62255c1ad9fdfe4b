"""Files of people and dossiers: kept at once, opened by id, erased when nobody needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from motcua.papers import store
from motcua.papers.models import CheckRequest, StoredFile
from motcua.papers.uploads import Accepted, Refused, accept

UNUSED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class KeptFile:
    """A kept file; ``advice`` is a hint to the person who has just sent it."""

    id: UUID
    name: str
    mime: str
    size: int
    pages: int
    owner: str
    dossier_code: str | None
    created_at: datetime
    advice: str = ""


def keep_upload(
    account_id: UUID | str, content: bytes, name: str, now: datetime
) -> KeptFile | Refused:
    """Examine and keep what a person sent; ``Refused`` says in Vietnamese why not."""
    found = accept(content, name)
    if isinstance(found, Refused):
        return found
    row = keep(found, owner=str(account_id), dossier_code=None, now=now)
    return _view(row, found.advice)


def keep(paper: Accepted, *, owner: str, dossier_code: str | None, now: datetime) -> StoredFile:
    """Keep bytes that were examined, or made here; for this room only."""
    with transaction.atomic():
        digest = put_alone(paper.content)
        return StoredFile.objects.create(
            digest=digest,
            name=paper.name,
            mime=paper.mime,
            size=paper.size,
            pages=paper.pages,
            owner=owner,
            dossier_code=dossier_code,
            created_at=now,
        )


def put_alone(content: bytes) -> str:
    """Put bytes while nobody erases the same ones; inside a transaction that writes their row."""
    digest = store.digest_of(content)
    _alone_with(digest)
    return store.put(content)


def file(file_id: UUID) -> KeptFile | None:
    row = StoredFile.objects.filter(pk=file_id).first()
    return _view(row) if row else None


def files_of(dossier_code: str) -> list[KeptFile]:
    """Return what people sent for the dossier, oldest first."""
    rows = StoredFile.objects.filter(dossier_code=dossier_code).exclude(owner="")
    return [_view(row) for row in rows.order_by("created_at")]


def open_file(file_id: UUID) -> bytes:
    """Return the bytes of a kept file; who may see it is the caller's question.

    Raises ``StoredFile.DoesNotExist`` (a ``LookupError`` of Django's) or ``store.FileLost``.
    """
    return store.get(StoredFile.objects.get(pk=file_id).digest)


def attach_files(file_ids: Collection[UUID], account_id: UUID | str, dossier_code: str) -> None:
    """Give a person's uploads to the dossier they were sent for, in the caller's transaction.

    Raises ``NotTheirs`` when one of the files is not that person's, or already elsewhere.
    """
    found = StoredFile.objects.filter(pk__in=set(file_ids), owner=str(account_id))
    free = found.filter(dossier_code=None) | found.filter(dossier_code=dossier_code)
    if free.update(dossier_code=dossier_code) != len(set(file_ids)):
        raise NotTheirs(dossier_code)


class NotTheirs(Exception):
    """A file that a declaration names is not its author's to give."""


def discard_upload(account_id: UUID | str, file_id: UUID) -> bool:
    """Erase an upload that is in no dossier yet; tells whether there was one."""
    mine = StoredFile.objects.filter(pk=file_id, owner=str(account_id), dossier_code=None)
    return _erase(list(mine)) > 0


def erase_expired(now: datetime) -> int:
    """Erase uploads that no dossier took and checks that expired; for the periodic round."""
    unused = StoredFile.objects.filter(dossier_code=None, created_at__lt=now - UNUSED_FOR)
    return _erase(list(unused.exclude(owner=""))) + _erase(
        list(CheckRequest.objects.filter(expires_at__lt=now))
    )


def _erase(rows: list[StoredFile] | list[CheckRequest]) -> int:
    for row in rows:
        with transaction.atomic():
            _alone_with(row.digest)
            # bytes first: what stops in between leaves a row that the next round erases
            if _rows_with(row.digest) == 1:
                store.forget(row.digest)
            row.delete()
    return len(rows)


def _rows_with(digest: str) -> int:
    files = StoredFile.objects.filter(digest=digest).count()
    return files + CheckRequest.objects.filter(digest=digest).count()


def _alone_with(digest: str) -> None:
    """Let one transaction at a time keep or erase these bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _view(row: StoredFile, advice: str = "") -> KeptFile:
    return KeptFile(
        id=row.id,
        name=row.name,
        mime=row.mime,
        size=row.size,
        pages=row.pages,
        owner=row.owner,
        dossier_code=row.dossier_code,
        created_at=row.created_at,
        advice=advice,
    )
