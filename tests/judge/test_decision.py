"""The weights that turn signals into a probability: read off signal by signal, and never against the sense of one."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest
from benchmarks.calibrate import MODELS, OF_MODEL
from benchmarks.fitting import SENSE
from hypothesis import given
from hypothesis import strategies as st

from regold.judge.decision import DATA, FORMS, Curve, Decision, Table, table_name

NAMES = ["+".join([form, "words", *models]) for form in FORMS for models in MODELS]
SHIPPED = json.loads(DATA.read_text("utf-8"))


def signals_of(form: int, models: tuple[str, ...], values: dict[str, float]) -> dict[str, float]:
    """Give signals as the judge would: of each model all or none."""
    silent = {name for model, names in OF_MODEL.items() if model not in models for name in names}
    told = {name: values.get(name, 0.5) for name in SENSE if name not in silent}
    return {"form": float(form), **told}


ROUNDING = 1e-9
VALUES = st.dictionaries(st.sampled_from(sorted(SENSE)), st.floats(-10, 10), max_size=12)
FORM = st.integers(0, len(FORMS) - 1)


def test_a_curve_is_straight_between_its_knots_and_level_beyond_them() -> None:
    curve = Curve(knots=(0.0, 1.0, 3.0), weights=(-1.0, 1.0, 2.0))

    assert [curve.at(value) for value in (-5, 0, 0.5, 1, 2, 3, 99)] == [-1, -1, 0, 1, 1.5, 2, 2]


def test_a_signal_that_is_not_there_adds_nothing() -> None:
    rising = Curve(knots=(0.0, 1.0), weights=(-1.0, 1.0))
    table = Table(bias=0.5, curves={"similar": rising, "recall": rising})

    assert table.weigh({"recall": 1.0, "unheard of": 9.0}) == {"recall": 1.0}
    assert table.weigh({}) == {}


@pytest.mark.parametrize(
    ("signals", "name"),
    [
        ({"form": 0.0}, "value+words"),
        ({"form": 1.0, "similar": 0.5}, "sentence+words+similarity"),
        ({"form": 2.0, "follows": 0.5}, "copy+words+entailment"),
        ({"form": 1.0, "similar": 0.5, "follows": 0.5}, "sentence+words+similarity+entailment"),
    ],
)
def test_the_table_is_that_of_the_form_and_of_the_models_that_were_there(signals: dict[str, float], name: str) -> None:
    assert table_name(signals) == name


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_table_for_every_form_and_all_models(name: str) -> None:
    assert SHIPPED[name]["curves"]


@pytest.mark.parametrize("name", NAMES)
def test_every_curve_of_the_shipped_tables_is_whole(name: str) -> None:
    for curve in SHIPPED[name]["curves"].values():
        assert len(curve["knots"]) == len(curve["weights"]) > 1
        assert all(one < two for one, two in itertools.pairwise(curve["knots"]))
        assert all(math.isfinite(weight) for weight in curve["weights"])


@pytest.mark.parametrize("name", NAMES)
def test_every_curve_of_the_shipped_tables_rises_or_falls_as_its_signal_means(name: str) -> None:
    for signal, curve in SHIPPED[name]["curves"].items():
        steps = [two - one for one, two in itertools.pairwise(curve["weights"])]

        assert all(step * SENSE.get(signal, 0) >= 0 for step in steps), signal


@given(FORM, st.sampled_from(MODELS), VALUES, st.sampled_from(sorted(SENSE)), st.floats(0, 10))
def test_a_better_signal_never_makes_an_answer_less_likely(
    form: int, models: tuple[str, ...], values: dict[str, float], name: str, more: float
) -> None:
    before = signals_of(form, models, values)
    after = {**before, name: before[name] + SENSE[name] * more} if name in before else before

    assert Decision().weigh(after).probability >= Decision().weigh(before).probability - ROUNDING


@given(FORM, st.sampled_from(MODELS), st.dictionaries(st.sampled_from(sorted(SENSE)), st.floats(-1e9, 1e9)))
def test_whatever_the_signals_the_probability_is_one(
    form: int, models: tuple[str, ...], values: dict[str, float]
) -> None:
    assert 0 < Decision().weigh(signals_of(form, models, values)).probability < 1


@given(FORM, st.sampled_from(MODELS), VALUES)
def test_the_probability_can_be_read_off_its_weights(
    form: int, models: tuple[str, ...], values: dict[str, float]
) -> None:
    signals = signals_of(form, models, values)
    weighed = Decision().weigh(signals)
    odds = SHIPPED[table_name(signals)]["bias"] + sum(weighed.weights.values())

    assert weighed.probability == pytest.approx(1 / (1 + math.exp(-odds)))
    assert set(weighed.weights) <= set(signals)


def test_the_weights_are_read_when_the_first_answer_is_weighed_and_not_before(tmp_path: Path) -> None:
    decision = Decision(tmp_path / "decision.json")
    (tmp_path / "decision.json").write_text('{"value+words": {"bias": 0.0, "curves": {}}}', encoding="utf-8")

    assert decision.weigh({"form": 0.0}).probability == 0.5
