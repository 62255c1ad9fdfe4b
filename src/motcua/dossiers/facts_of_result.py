"""From what a result is printed, gathered once for every kind of paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue.package import Procedure


@dataclass(frozen=True, kw_only=True)
class ResultFacts:
    """``wire`` holds raw answers and ``words`` their spelling, both by wire name.

    ``entry`` is what the register gave for this dossier (None on a draft), ``copied`` the entry
    that a copy is wanted of. ``heading`` and ``signer`` print as they are.
    """

    procedure: Procedure
    answers: Mapping[str, Any]
    wire: Mapping[str, Any]
    words: Mapping[str, str]
    heading: Mapping[str, Any]
    agency: str
    entry: Mapping[str, Any] | None
    copied: Mapping[str, Any] | None
    signer: Mapping[str, str]
    at: datetime
    draft: bool
