"""Values with few distinct spellings, read once per spelling by Python and joined back.

``x_birth``, ``x_sex``   raw, value, n
``x_place``              raw (the parts of the address joined by |), province, district, commune,
                         other as numbers, known, n
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from motcua.reconcile.engine import Engine
from motcua.reconcile.mapping import PLACES, Side
from motcua.reconcile.places import PARTS, Successors, place, place_number
from motcua.reconcile.values import birth_number, sex_number

KINDS = {"birth": np.int32, "sex": np.int8}
READERS: Mapping[str, Callable[[str], int | None]] = {"birth": birth_number, "sex": sex_number}
_ADDRESS_TAIL = "[^,]*,[^,]*,[^,]*,?[^,]*$"


def read_values(engine: Engine, name: str, column: str) -> None:
    """Make ``{name}_{column}`` for a birth or sex column of ``{name}_raw``."""
    found = engine.rows(f"""SELECT {column}, count(*) FROM {name}_raw
        WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}""")
    texts = [str(text) for text, _ in found]
    engine.put(f"{name}_{column}_read", {
        "raw": np.array(texts, dtype=object),
        "value": np.array([READERS[column](text) or 0 for text in texts], dtype=KINDS[column]),
        "n": np.array([int(str(count)) for _, count in found], dtype=np.int64),
    })  # fmt: skip
    engine.view(
        f"{name}_{column}",
        f"SELECT raw, nullif(value, 0) AS value, n FROM {name}_{column}_read",
    )


def place_key(fields: Mapping[str, str]) -> str:
    """Return SQL for one text that holds every mapped part of an address, or '' without any."""
    if not any(part in fields for part in PLACES):
        return ""
    tail = f"regexp_extract(r.address, '{_ADDRESS_TAIL}', 0)"
    texts = [tail if part == "address" else f"r.{part}" for part in PLACES]
    pairs = zip(PLACES, texts, strict=True)
    return " || '|' || ".join(f"coalesce({t}, '')" if part in fields else "''" for part, t in pairs)


def read_places(engine: Engine, name: str, side: Side, successors: Successors | None) -> None:
    """Make ``{name}_place``; codes of the old geography are taken over by the crosswalk."""
    spot = place_key(side.fields)
    found = engine.rows(f"SELECT {spot}, count(*) FROM {name}_raw AS r GROUP BY 1 ORDER BY 1")
    texts = [str(text) for text, _ in found]
    read = [place(*_parts(text), successors if side.old_geography else None) for text in texts]
    columns = {
        part: np.array([place_number(getattr(where, part)) for where in read], dtype=np.int64)
        for part in PARTS
    }
    engine.put(f"{name}_place_read", {
        "raw": np.array(texts, dtype=object), **columns,
        "known": np.array([where.known for where in read], dtype=bool),
        "n": np.array([int(str(count)) for _, count in found], dtype=np.int64),
    })  # fmt: skip
    blanks = ", ".join(f"nullif({part}, 0) AS {part}" for part in PARTS)
    engine.view(f"{name}_place", f"SELECT raw, {blanks}, known, n FROM {name}_place_read")


def _parts(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    province, district, commune, address = (part or None for part in text.split("|", 3))
    return province, district, commune, address
