"""The weights of the comparison, in nats, learnt without labels (Fellegi and Sunter 1969).

m is the chance of a level when the row is that person, u when it is somebody else. Frequent
names, births and communes say less: their u comes with each pair, from how many registered
people have the value. A near miss is weighed against the chance that the row is simply right
about somebody else: N·q / (b + q·a), where b people have the name as written, a people have the
candidate's, and q is how often a true name is written in one particular other way.

m begins with rows whose id was hidden and answer is known, and is refined on unsettled rows by
expectation maximisation; the shares of rows whose person was found (``found``) with it, apart
for rows without an id and rows whose id nobody has: the latter are far more often strangers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from motcua.reconcile.comparison import MISSING, Field

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# How many wrong ways of writing a name share one level: order of magnitude only.
WAYS = {"marks": 4.0, "sound": 6.0, "shortened": 3.0, "near": 200.0}
STEPS, PRIOR_ROWS, LEAST = 8, 100.0, 1e-4


@dataclass(frozen=True)
class Pairs:
    """Compared pairs ordered by row; ``starts`` are where each row's pairs begin."""

    rn: Ints
    right: npt.NDArray[np.bool_]
    digits: npt.NDArray[np.int8]
    counts: dict[str, tuple[Floats, Floats]]
    starts: Ints
    has_id: Ints  # one per row, 0 or 1

    @classmethod
    def of(cls, columns: dict[str, npt.NDArray[np.generic]], fields: int) -> Pairs:
        """Take the columns of ``compared`` ordered by rn, with ``truth`` where known else -1."""
        rn = columns["rn"].astype(np.int64)
        pattern = columns["pattern"].astype(np.int64)
        digits = np.stack([pattern // 10**i % 10 for i in range(fields)]).astype(np.int8)
        nothing = np.zeros(len(rn))
        numbers = {name: columns[name].astype(float) for name in ("name_b", "name_a", "birth_b", "place_b")}  # fmt: skip
        counts = {
            "name": (numbers["name_b"], numbers["name_a"]),
            "birth": (numbers["birth_b"], nothing),
            "place": (numbers["place_b"], nothing),
        }
        starts = np.flatnonzero(np.r_[True, rn[1:] != rn[:-1]]) if len(rn) else rn
        has_id = columns["has_id"].astype(np.int64)[starts]
        return cls(rn, columns["pid"] == columns["truth"], digits, counts, starts, has_id)


@dataclass(frozen=True)
class Weight:
    """Nats of one level: ``constant``, less ln(b + q·a) when ``q`` is not None."""

    constant: float
    q: float | None = None


@dataclass(frozen=True)
class Model:
    """What was learnt: per field m and u by level, and the prior."""

    fields: tuple[Field, ...]
    people: int
    found: tuple[float, float]  # of rows without and with an id
    m: tuple[Floats, ...]
    u: tuple[Floats, ...]

    def weights(self) -> tuple[tuple[Weight, ...], ...]:
        """Return the weight of every level of every field."""
        return tuple(
            tuple(self._weight(i, level) for level in range(len(field.levels)))
            for i, field in enumerate(self.fields)
        )

    def _weight(self, field: int, level: int) -> Weight:
        name = self.fields[field].levels[level]
        m, u = float(self.m[field][level]), float(self.u[field][level])
        match self.fields[field].name, name:
            case ("name", "equal" | "plain") | ("birth", "equal"):
                return Weight(float(np.log(self.people)), 0.0)
            case ("name", "near" | "shortened" | "sound" | "marks"):
                q = m / WAYS[name] / float(self.m[field][-2:].sum())
                return Weight(float(np.log(self.people * q)), q)
            case ("name", "given") | ("place", "commune"):
                return Weight(float(np.log(self.people * m)), 0.0)
            case _:
                return Weight(float(np.log(m / u)))

    def odds_of_nobody(self) -> tuple[float, float]:
        """Return the prior odds of 'none of the candidates' against one particular person."""
        without, having = ((1 - found) / found * self.people for found in self.found)
        return without, having

    def score(self, pairs: Pairs) -> Floats:
        """Return the weight of each pair."""
        total = np.zeros(len(pairs.rn))
        for i, (field, weights) in enumerate(zip(self.fields, self.weights(), strict=True)):
            constants = np.zeros(MISSING + 1)
            constants[: len(weights)] = [weight.constant for weight in weights]
            total += constants[pairs.digits[i]]
            for level, weight in enumerate(weights):
                if weight.q is not None:
                    b, a = pairs.counts[field.name]
                    at = np.flatnonzero(pairs.digits[i] == level)
                    total[at] -= np.log(b[at] + weight.q * a[at])
        return total

    def posterior(self, pairs: Pairs) -> tuple[Floats, Floats]:
        """Return the chance of each pair, and each row's chance to have its person."""
        odds = np.exp(np.minimum(self.score(pairs), 60.0))
        nobody = np.array(self.odds_of_nobody())[pairs.has_id]
        sums = np.add.reduceat(odds, pairs.starts) + nobody
        sizes = np.diff(np.r_[pairs.starts, len(odds)])
        chance = odds / np.repeat(sums, sizes)
        return chance, np.add.reduceat(chance, pairs.starts)


def shares(pairs: Pairs, fields: tuple[Field, ...], weight: Floats, prior: tuple[Floats, ...]) -> tuple[Floats, ...]:  # fmt: skip
    """Return level shares by ``weight``, with ``prior`` worth PRIOR_ROWS rows."""
    out = []
    for i, field in enumerate(fields):
        seen = np.bincount(pairs.digits[i], weights=weight, minlength=MISSING + 1)
        mixed = seen[: len(field.levels)] + PRIOR_ROWS * prior[i]
        out.append(np.maximum(mixed / mixed.sum(), LEAST))
    return tuple(out)


def even(fields: tuple[Field, ...]) -> tuple[Floats, ...]:
    """Return equal shares for every level, likeness a little likelier."""
    grown = (np.arange(1, len(field.levels) + 1) ** 2.0 for field in fields)
    return tuple(values / values.sum() for values in grown)


def start(fields: tuple[Field, ...], people: int, known: Pairs, u: tuple[Floats, ...]) -> Model:
    """Return the model that the rows with a hidden id teach."""
    m = shares(known, fields, known.right.astype(float), even(fields))
    return Model(fields, people, (0.8, 0.5), m, u)


def refined(model: Model, unsettled: Pairs, rows: tuple[int, int]) -> Model:
    """Run expectation maximisation over pairs of ``rows`` rows without and with an id."""
    prior = model.m
    for _ in range(STEPS if len(unsettled.rn) else 0):
        chance, each = model.posterior(unsettled)
        sums = np.bincount(unsettled.has_id, weights=each, minlength=2)
        without, having = np.clip(sums / np.maximum(rows, 1), 0.01, 0.99)
        model = replace(
            model,
            found=(float(without), float(having)),
            m=shares(unsettled, model.fields, chance, prior),
        )
    return model


def unlikeness(
    random: Pairs, fields: tuple[Field, ...], known: dict[str, Floats]
) -> tuple[Floats, ...]:
    """Return u by level from pairs drawn at random; ``known`` fields are given instead."""
    out = []
    for i, field in enumerate(fields):
        seen = np.bincount(random.digits[i], minlength=MISSING + 1)[: len(field.levels)]
        out.append(known.get(field.name, (seen + 0.5) / (seen.sum() + 0.5 * len(seen))))
    return tuple(out)
