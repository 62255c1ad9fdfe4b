"""Do two sides hold the same dossiers? Pure rules that node and hub share.

Our own extension of the national envelope (``motcua-1``); nothing here is known to the plain
wire. Both sides describe each dossier by an ``Entry``, digest sets of them without regard to
order, and descend from day to agency to dossier only where the digests differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

EXTENSION = "motcua-1"
ENVELOPE_KEY = "MC_MoRong"
SEQUENCE_KEY = "MC_TrinhTu"
CODE_KEY = "MC_MaLoi"
MESSAGE_KEY = "MC_ThongBao"
STORED_KEY = "MC_DaLuu"
PARITY_SERVICE = "MC_DoiSoat"
_OURS = "MC_"
_MODULUS = 2**64


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one side holds of a dossier.

    ``status`` is TrangThaiHoSo (1 to 10), ``sequence`` the number of the last event folded into
    the snapshot, ``progress`` the number of progress rows, ``stored`` the snapshot's digest.
    """

    code: str
    status: str
    sequence: int
    progress: int
    stored: str = ""


@dataclass(frozen=True)
class Tally:
    """How many dossiers a day or an agency has, and the digest of their set (16 hex digits)."""

    count: int
    digest: str


class Cause(StrEnum):
    """Why a dossier differs, told from the node's side; the first that applies."""

    MISSING = "missing"  # the hub does not have it
    UNKNOWN_HERE = "unknown_here"  # only the hub has it
    OLDER = "older"  # the hub holds an older sequence
    NEWER = "newer"  # the hub holds a sequence that this node never gave
    STATUS = "status"
    PROGRESS = "progress"
    CONTENT = "content"


def plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item without the extension's own keys, as the plain wire knows it."""
    return {key: value for key, value in item.items() if not key.startswith(_OURS)}


def canonical(item: Mapping[str, Any]) -> str:
    """Return the item as both sides digest it: sorted JSON without the extension's own keys."""
    return json.dumps(plain(item), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stored_digest(item: Mapping[str, Any]) -> str:
    """Return the SHA-256 (64 hex digits) of an item's canonical text in UTF-8."""
    return hashlib.sha256(canonical(item).encode()).hexdigest()


def weight(entry: Entry) -> int:
    """Return what one dossier adds to a set's digest: the first 8 bytes of its MD5."""
    line = f"{entry.code}|{entry.status}|{entry.sequence}|{entry.progress}"
    digest = hashlib.md5(line.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big")


def weight_sql(code: str, status: str, sequence: str, progress: str) -> str:
    """Return ``weight`` as a PostgreSQL expression (a signed bigint) over four column names.

    ``set_digest_of(sum(...))`` folds the sum; columns must not be null.
    """
    line = " || '|' || ".join(f"({column})::text" for column in (code, status, sequence, progress))
    return f"('x' || substr(md5({line}), 1, 16))::bit(64)::bigint"


def set_digest_of(total: int) -> str:
    """Return the digest of a set from the sum of its weights, signed or not."""
    return f"{total % _MODULUS:016x}"


def set_digest(entries: Iterable[Entry]) -> str:
    """Return the digest of a set of dossiers, whatever their order."""
    return set_digest_of(sum(weight(entry) for entry in entries))


def tally(entries: Iterable[Entry]) -> Tally:
    """Return count and digest of a set of dossiers."""
    listed = list(entries)
    return Tally(len(listed), set_digest(listed))


def differing(ours: Mapping[str, Tally], theirs: Mapping[str, Tally]) -> list[str]:
    """Return the keys (days or agencies) whose sets differ, sorted."""
    return sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))


def compare(ours: Iterable[Entry], theirs: Iterable[Entry]) -> dict[str, Cause]:
    """Return the dossiers that differ, by code, each with its cause.

    The contents are compared only where both sides know a digest of them.
    """
    here = {entry.code: entry for entry in ours}
    there = {entry.code: entry for entry in theirs}
    causes = {code: cause(here.get(code), there.get(code)) for code in here.keys() | there.keys()}
    return {code: found for code, found in sorted(causes.items()) if found is not None}


def cause(here: Entry | None, there: Entry | None) -> Cause | None:
    """Return why the two sides differ over one dossier, or None when they agree."""
    if here is None or there is None:
        return Cause.UNKNOWN_HERE if here is None else Cause.MISSING
    known = bool(here.stored and there.stored)
    found = (
        (there.sequence < here.sequence, Cause.OLDER),
        (there.sequence > here.sequence, Cause.NEWER),
        (there.status != here.status, Cause.STATUS),
        (there.progress != here.progress, Cause.PROGRESS),
        (known and there.stored != here.stored, Cause.CONTENT),
    )
    return next((cause for holds, cause in found if holds), None)
