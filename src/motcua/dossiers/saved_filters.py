"""Searches and groups that an official keeps under a name (bộ lọc đã lưu)."""

from __future__ import annotations

from uuid import UUID

from motcua.dossiers.models import SavedFilter

MOST = 12


def filters_of(account: UUID) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(account=account).order_by("name")[:MOST])


def save_filter(account: UUID, name: str, query: str) -> None:
    """Keep ``query`` (a query string of the queue) under ``name``; the same name is replaced."""
    SavedFilter.objects.update_or_create(
        account=account, name=name[:60], defaults={"query": query[:300]}
    )


def drop_filter(account: UUID, name: str) -> None:
    SavedFilter.objects.filter(account=account, name=name).delete()
