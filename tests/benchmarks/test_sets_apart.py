"""What is measured with is kept apart from what is built on; texts are compared by digests, which show nobody a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import pytest
from benchmarks.calibrate import sets
from benchmarks.judge.data import PUBLIC, SUPPORT, UNSEEN, VERDICT, Pair, read
from benchmarks.model import public

from regold.text.normalise import normalise

BUILT_ON = sorted({file.stem for file in SUPPORT.glob("*.jsonl")} - {UNSEEN})
WORDS_BY_CHANCE = 3
"""Up to so many words a golden may be the same in two sets that know nothing of each other: "No.", "two weeks"."""


def digests(texts: Iterable[str]) -> set[str]:
    return {sha256(normalise(text).encode()).hexdigest() for text in texts}


def questions(pairs: Iterable[Pair]) -> set[str]:
    return digests(pair.question for pair in pairs if pair.question.strip())


def goldens(pairs: Iterable[Pair]) -> set[str]:
    return digests(golden for pair in pairs for golden in pair.goldens if len(golden.split()) > WORDS_BY_CHANCE)


def there() -> Iterator[tuple[str, list[Pair]]]:
    """Give the public sets that are there, which in a clean checkout none is."""
    for name in PUBLIC:
        if pairs := read(name):
            yield name, pairs


def test_there_are_sets_that_are_built_on_and_the_weights_know_no_others() -> None:
    assert BUILT_ON == ["support_dev", "support_near", "support_short"]
    assert {file.stem for file in sets(VERDICT).values()} == {*BUILT_ON, *PUBLIC, "answers", "suites"}


@pytest.mark.parametrize("name", BUILT_ON)
def test_no_question_of_what_is_built_on_is_measured_with_in_whatever_dress(name: str) -> None:
    shared = questions(read(name)) & questions(read(UNSEEN))

    assert len(shared) == 0


@pytest.mark.parametrize("name", BUILT_ON)
def test_no_golden_of_what_is_built_on_is_measured_with_in_whatever_dress(name: str) -> None:
    shared = goldens(read(name)) & goldens(read(UNSEEN))

    assert len(shared) == 0


@pytest.mark.parametrize("name", BUILT_ON)
def test_no_answer_of_what_is_built_on_is_measured_with_in_whatever_dress(name: str) -> None:
    ours, theirs = (digests(pair.answer for pair in read(one)) for one in (name, UNSEEN))

    assert len(ours & theirs) == 0


@pytest.mark.parametrize("name", [*BUILT_ON, UNSEEN])
def test_no_support_answer_comes_from_a_public_set(name: str) -> None:
    for _, pairs in there():
        assert len(questions(read(name)) & questions(pairs)) == 0
        assert len(goldens(read(name)) & goldens(pairs)) == 0


def test_the_halves_of_the_public_sets_that_are_there_share_nothing() -> None:
    for name, _ in there():
        trained, held = ({row.group for row in public.read(name, held=held)} for held in (False, True))

        assert len(trained & held) == 0
