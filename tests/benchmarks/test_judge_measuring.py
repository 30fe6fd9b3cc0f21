from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from benchmarks.judge.data import PUBLIC, Pair, read, sample
from benchmarks.judge.measuring import ALIKE, OTHERWISE, Mistakes, SetResult, measured, mistakes
from benchmarks.judge.methods import (
    Remembering,
    RememberingEntailment,
    Scored,
    cosine,
    cross_encoder,
    exact,
    nearest,
    token_f1,
    token_set,
)
from benchmarks.judge.speed import Speed, split
from benchmarks.judge.table import Report, as_json, text
from numpy.typing import NDArray


class CountingLetters:
    """An embedder that can be checked by hand: how often each text holds a, and b."""

    id = "letters"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        rows = np.array([[text.count("a"), text.count("b")] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


class Longer:
    """A model for which a text follows from a longer one."""

    id = "longer"

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.pairs += pairs
        return np.array([len(first) - len(second) for first, second in pairs], dtype=np.float32)


def pair(answer: str, *goldens: str, right: bool = True, kind: str = "", question: str = "q") -> Pair:
    return Pair(id=answer, question=question, goldens=goldens, answer=answer, acceptable=right, kind=kind)


def by_length(pairs: Sequence[Pair]) -> SetResult:
    def method(rows: Iterable[Pair]) -> Scored:
        assert list(rows) == list(pairs)
        return Scored(scores=np.array([float(len(one.answer)) for one in pairs]))

    return measured("some", pairs, {"length": method, "missing": None}, seed=0)


def report(*sets: SetResult, speed: tuple[Speed, ...] = ()) -> Report:
    return Report(date="2026-11-23", judge_version="7", entailment=None, sample=200, seed=0, sets=sets, speed=speed)


PAIRS = [
    pair("long right", "g", kind="paraphrase", question="one"),
    pair("right", "g", kind="paraphrase", question="two"),
    pair("wrong one", "g", right=False, kind="number", question="one"),
    pair("bad", "g", right=False, kind="number", question="two"),
    pair("no", "g", right=False, kind="unit", question="two"),
]


def test_token_f1_weighs_shared_words_against_both_lengths() -> None:
    assert token_f1("The refund takes 5 days", "refund takes 9 days, sorry") == pytest.approx(2 * 3 / 9)
    assert token_f1("a day", "the day!") == 1
    assert token_f1("yes", "no") == 0
    assert token_f1("", "") == 0


def test_token_set_overlooks_what_is_added() -> None:
    assert token_set("Within 30 days.", "within 30 days, for a fee") == 1
    assert token_set("yes", "no") < 0.5


def test_exact_accepts_the_words_of_any_golden_whatever_their_case_and_marks() -> None:
    found = exact([pair("Thirty days!", "30 days", "thirty days"), pair("thirty long days", "thirty days")])
    assert found.accepted is not None
    assert found.accepted.tolist() == [True, False]


def test_likeness_is_that_of_the_nearest_golden() -> None:
    found = nearest(token_f1)([pair("blue car", "red bike", "blue car")])
    assert found.scores.tolist() == [1.0]
    assert found.accepted is None


def test_cosine_compares_the_vectors_of_whole_texts() -> None:
    found = cosine(CountingLetters())([pair("aaab", "aaab"), pair("aa", "bb"), pair("ab", "aa")])
    assert found.scores.tolist() == pytest.approx([1, 0, 2**-0.5])


def test_a_remembering_embedder_asks_its_model_once_for_a_text() -> None:
    letters = CountingLetters()
    remembering = Remembering(letters)
    assert remembering.embed(["a", "b"]).tolist() == remembering.embed(["a", "b"]).tolist()
    assert letters.texts == ["a", "b"]


def test_a_remembering_model_of_entailment_is_asked_once_about_a_pair() -> None:
    longer = Longer()
    remembering = RememberingEntailment(longer)
    assert remembering.follows([("aa", "b"), ("a", "b")]).tolist() == [1, 0]
    assert remembering.follows([("a", "b"), ("b", "aa")]).tolist() == [0, -1]
    assert longer.pairs == [("aa", "b"), ("a", "b"), ("b", "aa")]


def test_the_cross_encoder_alone_scores_by_the_worse_direction() -> None:
    found = cross_encoder(Longer())([pair("four", "seventy"), pair("same", "four")])
    assert found.scores.tolist() == [-3, 0]


def test_mistakes_are_counted_kind_by_kind() -> None:
    accepted = np.array([True, False, True, False, False])
    assert mistakes(PAIRS, accepted)[:3] == (
        Mistakes(kind="number", right=False, misjudged=1, of=2),
        Mistakes(kind="unit", right=False, misjudged=0, of=1),
        Mistakes(kind="paraphrase", right=True, misjudged=1, of=2),
    )


def test_mistakes_are_counted_by_wording_too() -> None:
    golden = "You get it back in 30 days"
    changed = pair("You get it back in 90 days", golden, right=False, kind="number")
    reworded = pair("After thirty days it is returned", golden, kind="paraphrase")
    assert mistakes([changed, reworded], np.array([True, True]))[2:] == (
        Mistakes(kind=ALIKE, right=False, misjudged=1, of=1),
        Mistakes(kind=OTHERWISE, right=True, misjudged=0, of=1),
    )


def test_a_set_without_kinds_gives_no_mistakes_by_kind() -> None:
    assert mistakes([pair("x", "g")], np.array([False])) == ()


def test_a_method_without_a_threshold_gets_the_best_one_on_that_set() -> None:
    result = by_length(PAIRS).results[0]
    assert result.measured is not None
    assert result.threshold == 10
    assert (result.measured.accuracy.value, result.measured.false_fails.value) == (0.8, 0.5)
    assert result.measured.auc.value == pytest.approx(5 / 6)


def test_a_method_that_is_not_available_says_so() -> None:
    one = by_length(PAIRS)
    assert (one.results[1].measured, one.results[1].mistakes) == (None, ())
    assert any(line.split()[-3:] == ["missing", "not", "available"] for line in text(report(one)).splitlines())


def test_a_set_tells_its_size_and_how_much_of_it_is_right() -> None:
    one = by_length(PAIRS)
    assert (one.rows, one.questions, one.right) == (5, 2, 0.4)


def test_the_report_shows_figures_with_intervals_and_marks_thresholds_no_user_can_have() -> None:
    shown = text(report(by_length(PAIRS)))
    assert ".833 [" in shown
    assert "best: 10.00" in shown
    assert "judge version 7, entailment: not available" in shown


def test_a_threshold_that_accepts_nothing_is_shown_as_such() -> None:
    misled = [pair("longer wrong", "g", right=False, question="one"), pair("right", "g", question="two")]
    assert "best: none accepted" in text(report(by_length(misled)))


def test_the_report_shows_each_kind_of_error_of_methods_with_their_own_threshold() -> None:
    shown = text(report(measured("some", PAIRS, {"all": accept_all}, seed=0))).splitlines()
    assert [line.split()[0] for line in shown if " = " in line] == [
        "number",
        "unit",
        "(worded",
        "paraphrase",
        "(worded",
    ]
    assert any(line.endswith("2 of 2 = 100%") for line in shown)


def test_baselines_whose_threshold_is_chosen_afterwards_are_not_shown_by_kind() -> None:
    assert "by kind" not in text(report(by_length(PAIRS)))


def accept_all(pairs: Iterable[Pair]) -> Scored:
    rows = list(pairs)
    return Scored(scores=np.ones(len(rows)), accepted=np.ones(len(rows), dtype=bool), unsure=0.0)


def test_answers_that_words_decide_are_told_from_those_that_need_a_model() -> None:
    golden = "You can return it within 30 days."
    equal = pair(golden, golden)
    changed = pair("You can return it within 60 days.", golden, right=False)
    reworded = pair("Sending something back is possible for a month of thirty days.", golden)
    by_words, by_models = split([equal, changed, reworded])
    assert (by_words, by_models) == ([equal, changed], [reworded])


def test_speed_is_shown_beside_its_target() -> None:
    fast = Speed(what="fast", value=3_000, unit="/s", target=2_000)
    large = Speed(what="large", value=900, unit="MB", target=700, more_is_better=False)
    free = Speed(what="free", value=12, unit="/s")
    assert (fast.met, large.met, free.met) == (True, False, None)
    shown = text(report(by_length(PAIRS), speed=(fast, large, free)))
    assert [line.split()[0] for line in shown.splitlines() if line.endswith((" yes", " NO"))] == ["fast", "large"]


def test_the_report_as_json_holds_all_figures_and_the_version_of_its_format() -> None:
    told = json.loads(json.dumps(as_json(report(by_length(PAIRS))), allow_nan=False))
    assert told["format"] == 1
    assert told["sets"][0]["results"][0]["measured"]["auc"]["value"] == pytest.approx(5 / 6)


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_its_order() -> None:
    pairs = [pair(str(number), "g") for number in range(100)]
    drawn = sample(pairs, 10, seed=1)
    assert drawn == sample(pairs, 10, seed=1) != sample(pairs, 10, seed=2)
    assert drawn == sorted(drawn, key=lambda one: int(one.answer))
    assert len(drawn) == 10


def test_a_set_smaller_than_the_sample_is_taken_whole() -> None:
    assert sample(PAIRS, 10, seed=0) == PAIRS


def test_a_public_set_is_read_with_one_golden_or_several(tmp_path: Path) -> None:
    row = {"id": "1", "question": "", "reference": "red", "candidate": "blue", "label": 0, "note": "n"}
    rows = [row, {**row, "question": "which?", "reference": ["red", "blue"], "label": 1}]
    (tmp_path / f"{PUBLIC[0]}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    first, second = read(PUBLIC[0], verdict=tmp_path)
    assert (first.goldens, first.acceptable, first.group) == (("red",), False, "red")
    assert (second.goldens, second.acceptable, second.group) == (("red", "blue"), True, "which?")


def test_a_public_set_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read(PUBLIC[0], verdict=tmp_path) == []
