"""The support answers in fixtures/judge: whole, balanced, and not to be told apart by simple things."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from benchmarks.judge.data import SUPPORT as SUPPORT_FOLDER
from benchmarks.judge.data import Pair, read
from benchmarks.judge.figures import auc
from benchmarks.judge.methods import token_f1, token_set

DEV, TEST = "support_dev", "support_test"
SUPPORT = pytest.mark.parametrize("name", [DEV, TEST])

FIELDS = ["id", "question", "reference", "candidate", "label", "kind"]
RIGHT = {"paraphrase", "courtesy", "extra_help", "unit_wording", "reordered", "longer_answer", "short_answer"}
WRONG = {
    "number",
    "unit",
    "money",
    "date",
    "negation",
    "entity",
    "swapped_pair",
    "added_condition",
    "missing_part",
    "evasion",
    "procedure",
    "wrong_topic",
}
COURTESY = re.compile(
    r"\b(thanks?|thank you|sorry|happy|glad|welcome|enjoy|please|kindly|great|hi|hello|hey|sure|of course|certainly"
    r"|gladly|let me know|have an? \w+|good luck|hope|wish|look(ing)? forward|lovely|congratulations"
    r"|no (worries|problem))\b",
    re.IGNORECASE,
)


def tells(name: str, signal: Callable[[Pair], float]) -> float:
    pairs = read(name)
    scores = np.array([signal(pair) for pair in pairs], dtype=float)
    return float(auc(scores, np.array([pair.acceptable for pair in pairs]), np.ones((1, len(pairs))))[0])


def politeness(pair: Pair) -> float:
    return len(COURTESY.findall(pair.answer))


@SUPPORT
def test_every_line_has_the_fields_that_are_told(name: str) -> None:
    lines = (SUPPORT_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(list(row) == FIELDS for row in rows)
    assert all(row["label"] in (0, 1) for row in rows)
    assert all(row[field].strip() == row[field] != "" for row in rows for field in FIELDS if field != "label")


@SUPPORT
def test_a_kind_is_right_or_wrong_as_its_label_says(name: str) -> None:
    assert all(pair.kind in (RIGHT if pair.acceptable else WRONG) for pair in read(name))


@SUPPORT
def test_each_kind_occurs_often_enough_to_be_measured(name: str) -> None:
    counted = Counter(pair.kind for pair in read(name))
    assert set(counted) == RIGHT | WRONG
    assert min(counted.values()) >= 7


def test_there_are_as_many_answers_and_questions_as_are_needed() -> None:
    dev, test = read(DEV), read(TEST)
    assert (len(dev) >= 420, len({pair.question for pair in dev}) >= 60) == (True, True)
    assert (len(test) >= 300, len({pair.question for pair in test}) >= 45) == (True, True)


BUILT_ON = sorted({file.stem for file in SUPPORT_FOLDER.glob("*.jsonl")} - {TEST})
"""Every file beside the test set may be tuned on."""


@pytest.mark.parametrize("name", BUILT_ON)
def test_what_is_measured_with_shares_nothing_with_what_is_built_on(name: str) -> None:
    dev, test = read(name), read(TEST)
    assert not {pair.id for pair in dev} & {pair.id for pair in test}
    assert not {pair.question.casefold() for pair in dev} & {pair.question.casefold() for pair in test}
    assert not {pair.goldens for pair in dev} & {pair.goldens for pair in test}
    assert not {pair.answer.casefold() for pair in dev} & {pair.answer.casefold() for pair in test}


@SUPPORT
def test_no_answer_stands_twice_and_none_repeats_its_golden(name: str) -> None:
    pairs = read(name)
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert len({pair.answer.casefold() for pair in pairs}) == len(pairs)
    assert all(pair.answer not in pair.goldens for pair in pairs)


@SUPPORT
def test_each_question_has_one_golden_with_right_and_wrong_answers(name: str) -> None:
    pairs = read(name)
    labels: dict[str, list[bool]] = {}
    for pair in pairs:
        labels.setdefault(pair.question, []).append(pair.acceptable)
    assert len({(pair.question, pair.goldens) for pair in pairs}) == len(labels)
    assert all(sum(told) >= 2 and len(told) - sum(told) >= 3 for told in labels.values())


@SUPPORT
def test_about_45_of_100_answers_are_right(name: str) -> None:
    assert 0.43 <= np.mean([pair.acceptable for pair in read(name)]) <= 0.47


@SUPPORT
def test_length_tells_nothing(name: str) -> None:
    assert 0.4 <= tells(name, lambda pair: len(pair.answer) / len(pair.goldens[0])) <= 0.6
    assert 0.4 <= tells(name, lambda pair: len(pair.answer.split())) <= 0.6


@SUPPORT
def test_courtesy_tells_nothing(name: str) -> None:
    assert 0.4 <= tells(name, politeness) <= 0.6


@SUPPORT
def test_words_shared_with_the_golden_do_not_tell_right_from_wrong(name: str) -> None:
    """Below one half: a wrong answer is often the golden with one thing changed, a right one rarely."""
    for likeness in (token_set, token_f1):
        assert 0.3 <= tells(name, lambda pair, alike=likeness: alike(pair.goldens[0], pair.answer)) <= 0.6  # type: ignore[misc]


@SUPPORT
def test_numbers_conditions_and_denials_alone_tell_nothing(name: str) -> None:
    for words in (
        r"\d",
        r"\b(if|unless|provided|only|as long as|except|when|once)\b",
        r"\b(not?|never|cannot|\w+n't)\b",
    ):
        assert 0.4 <= tells(name, lambda pair, w=words: len(re.findall(w, pair.answer, re.IGNORECASE))) <= 0.6  # type: ignore[misc]


@SUPPORT
def test_nobody_real_can_be_reached_by_what_stands_in_them(name: str) -> None:
    text = " ".join(f"{pair.question} {pair.goldens} {pair.answer}" for pair in read(name))
    assert set(re.findall(r"@([\w.]+\w)", text)) <= {"bank.example.com"}
    assert all(number.startswith("555-01") for number in re.findall(r"\b\d{3}-\d{4}\b", text))
    assert not re.findall(r"https?://|www\.", text)
