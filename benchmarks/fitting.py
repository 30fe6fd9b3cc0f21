"""Fits the curves of one table of `decision.json`: what each signal adds to the log-odds of an answer.

Newton's method on a convex function, and rounded weights: the same rows give the same table to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

KNOTS = 6
COUNTS = (0.0, 1.0, 2.0, 4.0, 8.0)
RIDGE = 1.0
STEPS = 100
LEAST = 0.02
"""Curves that never weigh more than this are left out."""


_FOR = (
    "alike held recall recall_beyond_query precision near nearest_least least_part aligned in_order similar weakest"
    " weakest_part stray same opens agrees faultless agrees_back follows borne_out least_follows least_borne_out"
)
_AGAINST = (
    "foreign_words lacking lacking_share put_in phrases beside repeated replaced cares left torn swapped"
    " names_changed names_put_in words_exchanged facts_missing facts_foreign facts_extra facts_misplaced"
    " numbers_missing numbers_foreign"
    " opposed contrary of_others exchanged"
    " conditions_added conditions_excess conditions_left_out charges_added turned turned_parts denials asked"
    " evades"
)
SENSE = {**dict.fromkeys(_FOR.split(), 1), **dict.fromkeys(_AGAINST.split(), -1)}
"""Whether more of a signal may only speak for an answer (1) or only against it (-1); the others are free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An answer with its label and how much it counts, and whether the judge's own model was trained on it."""

    group: str
    query: str
    golden: str
    answer: str
    label: int
    weight: float = 1.0
    trained: bool = False


def fit(rows: Sequence[tuple[Labelled, Mapping[str, float]]]) -> dict[str, object]:
    """Fit piecewise linear curves by penalised maximum likelihood, each rising or falling only, as SENSE says.

    Every curve is a sum of ramps between its knots, whose heights may have one sign alone: a judge that trusted an
    answer more for a missing fact would be wrong however well that fitted.
    """
    names = [name for name in rows[0][1] if name != "form"]
    columns = {name: np.array([signals[name] for _, signals in rows]) for name in names}
    knots = {name: _knots(column) for name, column in columns.items()}
    ramps = np.hstack([_ramps(columns[name], knots[name]) for name in names])
    signs = np.concatenate([np.full(len(knots[name]) - 1, SENSE.get(name, 0)) for name in names])
    labels = np.array([row.label for row, _ in rows], dtype=float)
    weight = np.array([row.weight for row, _ in rows])
    means = np.average(ramps, axis=0, weights=weight)
    bias, heights = _fitted(ramps - means, labels, weight * len(rows) / weight.sum(), signs)
    curves, at = {}, 0
    for name in names:
        size = len(knots[name]) - 1
        levels = (
            np.concatenate([[0.0], np.cumsum(heights[at : at + size])])
            - means[at : at + size] @ heights[at : at + size]
        )
        if np.abs(levels).max() >= LEAST:
            curves[name] = {"knots": knots[name].tolist(), "weights": [round(float(level), 3) for level in levels]}
        at += size
    return {"bias": round(bias, 3), "curves": curves}


def _knots(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the knots of a curve: small whole numbers for counts, else the least value and quantiles of those above."""
    if np.array_equal(column, np.round(column)):
        knots = np.array([knot for knot in COUNTS if knot <= max(1.0, column.max())])
    else:
        above = column[column > column.min()]
        knots = np.unique(np.round([column.min(), *np.quantile(above, np.linspace(0, 1, KNOTS))], 2))
    return knots if len(knots) > 1 else np.array([knots[0], knots[0] + 1.0])


def _ramps(column: NDArray[np.float64], knots: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.clip((column[:, None] - knots[None, :-1]) / np.diff(knots)[None, :], 0.0, 1.0)


def _fitted(
    ramps: NDArray[np.float64], labels: NDArray[np.float64], weight: NDArray[np.float64], signs: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    """Minimise the penalised loss with the signs held, by projected Newton steps (Bertsekas 1982)."""
    basis = np.hstack([ramps, np.ones((len(ramps), 1))])
    held = np.concatenate([signs, [0]])
    penalty = np.concatenate([np.full(len(signs), RIDGE), [0.0]])
    found = np.zeros(basis.shape[1])

    def loss(at: NDArray[np.float64]) -> float:
        odds = basis @ at
        return float(weight @ (np.logaddexp(0, odds) - labels * odds) + penalty @ at**2 / 2)

    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(basis @ found, -30, 30)))
        slope = basis.T @ (weight * (chance - labels)) + penalty * found
        free = ~((found == 0) & (held != 0) & (slope * held >= 0))
        curve = (basis[:, free] * (weight * chance * (1 - chance))[:, None]).T @ basis[:, free]
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(curve + np.diag(penalty[free] + 1e-6), slope[free])
        before, length = loss(found), 1.0
        while length > 1e-6:
            tried = found - length * step
            tried[(held != 0) & (tried * held < 0)] = 0.0
            if loss(tried) < before - 1e-10:
                break
            length /= 2
        else:
            break
        found = tried
    return float(found[-1]), found[:-1]
