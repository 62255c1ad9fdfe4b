"""A sector file with other faults: each office has its habits, whole households have moved.

Recognised papers (OCR), everyday and religious names, dropped or swapped middle names, months
before days, ages told a year too high, parents' numbers for children, place-holders for numbers,
strangers who are brothers and sisters of registered people.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from bench.reconcile.errors import tcvn3, telex, unmarked, vni
from bench.reconcile.families import YEAR, families
from bench.reconcile.people import (
    GIVEN_F,
    GIVEN_M,
    Ints,
    People,
    Texts,
    calendar,
    full_names,
    personal_numbers,
    zipf,
)

OFFICES = 700
SEEN_AS = (("m", "rn"), ("l", "i"), ("ế", "é"), ("ơ", "o"), ("ư", "u"), ("ă", "ã"), ("nh", "rh"), ("c", "e"),
           ("h", "b"), ("đ", "d"), ("ủ", "ú"), ("ễ", "ể"), ("g", "q"), ("u", "v"), ("T", "I"))  # fmt: skip
TONES = ("ãả", "ẽẻ", "ĩỉ", "õỏ", "ũủ", "ỹỷ", "ễể", "ữử", "ỗổ", "ẫẩ", "áà", "íì")
DIGITS = dict(zip("0123456789", "6745169380", strict=True))
Spoil = Callable[[str, float], str]


def scanned(name: str, dice: float) -> str:
    """Confuse one or two shapes as a scanner does."""
    for turn in range(1 + (dice > 0.7)):
        found = [pair for pair in SEEN_AS if pair[0] in name]
        if found:
            name = name.replace(*found[int(dice * (6_007 + turn)) % len(found)], 1)
    return name


def mistoned(name: str, dice: float) -> str:
    """Write hỏi for ngã, as half the country speaks."""
    pairs = [p for p in TONES if p[0] in name or p[1] in name]
    if not pairs:
        return name
    a, b = pairs[int(dice * 5_003) % len(pairs)]
    return name.replace(a, b, 1) if a in name else name.replace(b, a, 1)


def initialled(name: str, dice: float) -> str:
    """Shorten all but the given name, or the middle names: 'Ng. T. Lan', 'Nguyễn T. Lan'."""
    first, *middle, last = name.split() if " " in name else (name, name)
    head = first if dice < 0.6 else ("Ng." if first == "Nguyễn" else first[0] + ".")
    return " ".join([head, *(part[0] + "." for part in middle), last])


def no_middle(name: str, dice: float) -> str:
    """Leave out every middle name."""
    parts = name.split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 2 else name


def another_middle(name: str, dice: float) -> str:
    """Put Thị or Văn in, or swap the middle name with the given one."""
    parts = name.split()
    if dice < 0.5 or len(parts) < 3:
        return " ".join([parts[0], "Thị" if dice < 0.35 else "Văn", *parts[1:]])
    return " ".join([*parts[:-2], parts[-1], parts[-2]])


def everyday(name: str, dice: float) -> str:
    """Call somebody by the name that the village knows."""
    given = (GIVEN_F + GIVEN_M)[int(dice * 9_973) % (len(GIVEN_F) + len(GIVEN_M))]
    return " ".join([*name.split()[:-1], given])


def blessed(name: str, dice: float) -> str:
    """Put a religious name before the name."""
    return ("Maria ", "Giuse ", "Têrêsa ", "Thích ")[int(dice * 997) % 4] + name


SPELLING: tuple[tuple[float, Spoil], ...] = (
    (0.020, scanned), (0.020, mistoned), (0.010, initialled), (0.012, no_middle),
    (0.008, another_middle), (0.003, everyday), (0.004, blessed),
)  # fmt: skip
HABITS: tuple[tuple[float, Callable[[str], str]], ...] = (
    (0.45, str), (0.20, str.upper), (0.18, lambda n: unmarked(n).upper()), (0.07, tcvn3),
    (0.05, lambda n: unicodedata.normalize("NFD", n)), (0.03, vni), (0.02, telex),
)  # fmt: skip


def sector(
    rng: np.random.Generator, who: People, size: int, communes: int, apart: tuple[int, int]
) -> pa.Table:
    """Draw the sector's rows: 88 % registered people, 2 % of them twice, 12 % strangers."""
    strangers = _siblings(rng, who, size * 12 // 100, apart)
    known = size - len(strangers)
    pick = rng.choice(len(who), known - known // 50, replace=False)
    pick = np.concatenate([pick, rng.choice(pick, known // 50)])
    truth = np.concatenate([who.personal_id[pick], np.zeros(len(strangers), np.int64)])
    rows = People(**{
        name: np.concatenate([getattr(who, name)[pick], getattr(strangers, name)]) for name in vars(who)
    })  # fmt: skip
    moved = _moved(rng, rows, communes)
    office = moved // 5 % OFFICES
    habits = np.random.default_rng(5)  # the offices of one country, whatever the part
    care = (habits.lognormal(-0.3, 0.8, OFFICES)[office] * rng.gamma(2, 0.5, size)).clip(0, 8)
    kin = np.concatenate([who.personal_id[who.kin[pick]], who.personal_id[strangers.kin]])
    order = rng.permutation(size)
    columns = {
        "ma_so": np.char.zfill((np.arange(size) * 3 + 1_000_003).astype(str), 10),
        "so_giay_to": _numbers(rng, rows, kin, care)[order],
        "ho_ten": _spoiled(rng, full_names(rows), care, _habit(habits, HABITS)[office])[order],
        "gt": _sexes(rng, rows.female, care)[order],
        "ns": _births(rng, rows.birth, care, habits.random(OFFICES)[office])[order],
        **{name: values[order] for name, values in _addresses(rng, moved).items()},
        "truth": np.where(truth == 0, "", np.char.zfill(truth.astype(str), 12)).astype(object)[order],
    }  # fmt: skip
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _siblings(rng: np.random.Generator, who: People, size: int, apart: tuple[int, int]) -> People:
    """Draw strangers; a third are unregistered brothers, sisters or twins of registered people."""
    strangers = families(rng, size, int(who.commune.max()) + 1, *apart)
    strangers.kin = rng.integers(0, len(who), size)
    close = np.flatnonzero(rng.random(size) < 0.33)
    of = strangers.kin[close]
    strangers.surname[close] = who.surname[of]
    strangers.commune[close] = who.commune[of]
    strangers.household[close] = who.household[of]
    same_middle = rng.random(len(close)) < 0.4
    strangers.middle[close[same_middle]] = who.middle[of[same_middle]]
    gap = (rng.normal(0, 4, len(close)) * YEAR).astype(np.int64)
    gap[rng.random(len(close)) < 0.06] = 0
    strangers.birth[close] = np.minimum(who.birth[of] + gap, 46_300 - np.abs(gap) % 900)
    facts = strangers.commune % 34, strangers.female, strangers.birth
    strangers.personal_id = personal_numbers(*facts, np.arange(size), *apart, step=1)
    return strangers


def _moved(rng: np.random.Generator, rows: People, communes: int) -> Ints:
    """Return communes as the sector knows them: whole households left since."""
    homes, at = np.unique(rows.household, return_inverse=True)
    gone = (rng.random(len(homes)) < 0.13)[at]
    near = (rng.random(len(homes)) < 0.6)[at]
    elsewhere = zipf(rng, len(homes), communes, 0.35)[at]
    return np.where(gone, np.where(near, (rows.commune + 34) % communes, elsewhere), rows.commune)


def _habit(habits: np.random.Generator, table: tuple[tuple[float, object], ...]) -> Ints:
    return habits.choice(len(table), OFFICES, p=[share for share, _ in table])


def _spoiled(rng: np.random.Generator, names: Texts, care: np.ndarray, habit: Ints) -> Texts:
    """Spoil names: at times two faults, and most rows written as their office does."""
    names = names.copy()
    for _ in range(2):
        dice, low = rng.random(len(names)), np.zeros(len(names))
        for share, change in SPELLING:
            high = low + share * care * 0.7
            for i in np.flatnonzero((dice >= low) & (dice < high)):
                names[i] = change(names[i], float(rng.random()))
            low = high
    for kind, (_, write) in enumerate(HABITS):
        for i in np.flatnonzero((habit == kind) & (rng.random(len(names)) < 0.85)) if kind else ():
            names[i] = write(names[i])
    return names


def _numbers(rng: np.random.Generator, rows: People, kin: Ints, care: np.ndarray) -> Texts:
    size, dice = len(rows), rng.random(len(rows))
    text = np.char.zfill(rows.personal_id.astype(str), 12).astype(object)
    child = rows.birth > 46_300 - 14 * YEAR
    parents = dice < np.where(child, 0.12, 0.004 * care)
    text[parents] = np.char.zfill(kin[parents].astype(str), 12)
    for i in np.flatnonzero((dice > 0.3) & (dice < 0.3 + 0.01 * care)):
        at = 3 + int(rng.integers(0, 9))
        kind = rng.random()
        seen = text[i][:at] + DIGITS[text[i][at]] + text[i][at + 1 :]
        text[i] = seen if kind < 0.6 else text[i][:at] + text[i][at + 1 :]  # a digit lost
    old = (rng.random(size) < 0.14) & (rows.old_id > 0)
    text[old] = np.char.zfill(rows.old_id[old].astype(str), 9)
    blank = rng.random(size)
    text[blank < 0.004] = "000000000"
    text[(blank > 0.1) & (blank < 0.18 + np.where(child, 0.25, 0.02 * np.minimum(care, 4)))] = None
    return text


def _sexes(rng: np.random.Generator, female: np.ndarray, care: np.ndarray) -> Texts:
    return np.where(female ^ (rng.random(len(female)) < 0.006 * care), "2", "1").astype(object)


def _births(rng: np.random.Generator, birth: Ints, care: np.ndarray, office: np.ndarray) -> Texts:
    size, dice = len(birth), rng.random(len(birth))
    off = birth.copy()
    older = dice < 0.012 * care  # by the old way of counting ages
    off[older] -= 365
    decade = (dice > 0.2) & (dice < 0.2 + 0.003 * care)
    off[decade] += np.where(rng.random(int(decade.sum())) < 0.5, 3_652, -3_653)
    other_day = (dice > 0.4) & (dice < 0.4 + 0.012 * care)
    off[other_day] += rng.integers(
        -160, 160, int(other_day.sum())
    )  # the day of the moon's calendar
    parts = np.array([t.split("-") for t in np.datetime_as_string(calendar(off))], object)
    year, month, day = parts.T
    month_first = (office < 0.04) & (np.char.less_equal(day.astype(str), "12"))
    month, day = np.where(month_first, day, month), np.where(month_first, month, day)
    text = np.where(office < 0.7, day + "/" + month + "/" + year, year + month + day)
    vague = (birth < 20_000) & (rng.random(size) < 0.25) | (rng.random(size) < 0.02 * care)
    shape = rng.random(size)
    text[vague] = np.select(
        [shape < 0.5, shape < 0.8], [year, "01/01/" + year], "01/07/" + year
    )[vague]  # fmt: skip
    text[rng.random(size) < 0.003 * care] = None
    return text


def _addresses(rng: np.random.Generator, commune: Ints) -> dict[str, Texts]:
    old = commune * 3 + rng.integers(0, 3, len(commune))
    out = {
        "tinh": np.char.zfill((old % 63 + 1).astype(str), 2).astype(object),
        "huyen": np.char.zfill((old % 690 + 1).astype(str), 3).astype(object),
        "xa": np.char.zfill((old + 1).astype(str), 5).astype(object),
    }
    missing = rng.random(len(commune)) < 0.05
    for values in out.values():
        values[missing] = None
    return out
