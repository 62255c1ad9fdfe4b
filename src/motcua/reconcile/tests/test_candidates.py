"""Narrow keys are spared where a wider one answered, and nobody is lost by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from motcua.reconcile.candidates import KEYS, Key, find
from motcua.reconcile.duckdb_engine import DuckDBEngine


def _people(dice: np.random.Generator, size: int) -> dict[str, npt.NDArray[np.generic]]:
    """Draw rows with so few different values that some keys are crowded and some are not."""
    day = dice.integers(1, 13, size) * (dice.random(size) < 0.9)
    born = dice.integers(1950, 1962, size) * 10_000 + dice.integers(1, 13, size) * 100 + day
    few = {"hs": 25, "hg": 9, "hi": 12, "commune": 6, "other": 6, "province": 2, "sex": 2}
    names = {name: dice.integers(1, most, size) for name, most in few.items()}
    rare = dice.random(size) < 0.2
    names["hs"] = np.where(rare, dice.integers(1_000, 1_400, size), names["hs"])
    numbers = {
        "id12": dice.integers(10**9, 10**9 + 10**4, size),
        "id9": dice.integers(1, 10**4, size),
    }
    home = dice.integers(1, 200, size)
    return {"rn": np.arange(size), "birth": born, "household": home, "owner_home": home, **names, **numbers}  # fmt: skip


def _pairs(engine: DuckDBEngine, keys: list[Key]) -> list[tuple[object, ...]]:
    find(engine, keys, "todo")
    return engine.rows("SELECT rn, pid FROM pairs ORDER BY rn, pid")


@pytest.mark.parametrize("seed", range(3))
def test_sparing_narrow_keys_loses_no_pair(tmp_path: Path, seed: int) -> None:
    dice = np.random.default_rng(seed)
    engine = DuckDBEngine(tmp_path, 200, 1)
    engine.put("p_rows", _people(dice, 4_000))
    engine.put("todo", _people(dice, 500))
    every = _pairs(engine, [replace(key, within="") for key in KEYS])
    assert every
    assert _pairs(engine, list(KEYS)) == every


def test_a_key_lies_within_an_earlier_and_no_less_narrow_one() -> None:
    for place, key in enumerate(KEYS):
        wider = {earlier.name: earlier for earlier in KEYS[:place]}
        assert not key.within or wider[key.within].cap <= key.cap
