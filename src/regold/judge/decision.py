"""Turns signals into the probability that an answer is acceptable, by a small additive model that can be read."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FORMS = ("value", "sentence", "copy")
"""The names of the forms of a comparison, in the order of their numbers in `signals`."""

MODELS = {"similarity": "similar", "regold": "agrees", "entailment": "follows"}
"""A signal that each kind of model gives, by the name that it has in the tables."""

DATA = Path(__file__).parent / "decision.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What one signal adds to the log-odds: straight lines between knots, level beyond the first and the last."""

    knots: tuple[float, ...]
    weights: tuple[float, ...]

    def at(self, value: float) -> float:
        """Give the weight of a value."""
        right = bisect_right(self.knots, value)
        if right == 0:
            return self.weights[0]
        if right == len(self.knots):
            return self.weights[-1]
        low, high = self.knots[right - 1], self.knots[right]
        part = (value - low) / (high - low)
        return self.weights[right - 1] * (1 - part) + self.weights[right] * part


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The curves of the signals of one kind of golden, for one set of models, and what stands before them all."""

    bias: float
    curves: Mapping[str, Curve]

    def weigh(self, signals: Mapping[str, float]) -> dict[str, float]:
        """Give what each signal adds to the log-odds; a signal that is not there adds nothing."""
        return {name: curve.at(signals[name]) for name, curve in self.curves.items() if name in signals}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A probability from 0 to 1 and what each signal added to its log-odds."""

    probability: float
    weights: Mapping[str, float]


class Decision:
    """The weights in `decision.json`, made by `benchmarks/calibrate.py` from the development data.

    The model is a logistic regression over piecewise linear curves, one for each signal (a generalised additive
    model, Hastie and Tibshirani 1986): each verdict is a sum that can be read off signal by signal.
    """

    def __init__(self, file: Path = DATA) -> None:
        self._file = file

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        """Read the file when the first answer must be weighed."""
        return {name: _table(told) for name, told in json.loads(self._file.read_text("utf-8")).items()}

    def weigh(self, signals: Mapping[str, float]) -> Weighed:
        """Give the probability by the table for the kind of golden and the models that gave signals."""
        table = self._tables[table_name(signals)]
        weights = table.weigh(signals)
        odds = table.bias + sum(weights.values())
        return Weighed(probability=1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), weights=weights)


def table_name(signals: Mapping[str, float]) -> str:
    """Give the name of the table for these signals: the form of the golden and what was there to weigh."""
    form = FORMS[int(signals["form"])]
    return "+".join([form, "words", *(name for name, signal in MODELS.items() if signal in signals)])


def _table(told: Mapping[str, Any]) -> Table:
    curves = {
        name: Curve(knots=tuple(curve["knots"]), weights=tuple(curve["weights"]))
        for name, curve in told["curves"].items()
    }
    return Table(bias=told["bias"], curves=curves)
