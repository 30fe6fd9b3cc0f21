"""What is given to the models, and the signals that come of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from regold.judge.embedding import Vectors
from regold.judge.meaning import followed, similar
from regold.judge.reading import read
from tests.judge.making import Counting

GOLDEN = "Bring the parcel to a shop. The shop gives you a receipt."
ANSWER = "A shop takes the parcel. You get a receipt. Parcels weigh a lot."


class Lengths:
    """A model for which a longer text implies a shorter one, by as much as it is longer."""

    id = "lengths"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def follows(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([len(first) - len(second) for first, second in pairs], dtype=np.float32)


class Letters:
    """An embedder that counts letters."""

    id = "letters"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([[text.lower().count(chr(97 + at)) for at in range(26)] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def signals(
    golden: str, answer: str, query: str = "", *, embedder: Counting | Letters | None = None
) -> dict[str, float]:
    return similar(Vectors("none", embedder=embedder or Letters()), read(golden), read(answer), read(query))


def test_a_text_is_as_alike_to_itself_as_can_be() -> None:
    found = signals(GOLDEN, GOLDEN)

    assert found["similar"] == pytest.approx(1)
    assert found["weakest"] == pytest.approx(1)
    assert found["stray"] == pytest.approx(1)


def test_the_weakest_sentence_is_the_one_that_the_answer_leaves_out() -> None:
    short = "Bring the parcel to a shop."

    assert signals(GOLDEN, short)["weakest"] < signals(GOLDEN, GOLDEN)["weakest"]
    assert signals(GOLDEN, short)["stray"] == pytest.approx(1)


def test_the_stray_sentence_is_the_one_that_the_golden_does_not_know() -> None:
    longer = f"{GOLDEN} Zoos buzz with jazz quiz fizz."

    assert signals(GOLDEN, longer)["stray"] < signals(GOLDEN, GOLDEN)["stray"]
    assert signals(GOLDEN, longer)["weakest"] == pytest.approx(1)


def test_an_answer_that_only_repeats_the_question_is_nearer_to_it_than_the_golden_is() -> None:
    query = "Where can my parcel go?"

    assert signals(GOLDEN, query, query)["asked"] > 0
    assert signals(GOLDEN, GOLDEN, query)["asked"] == pytest.approx(0, abs=1e-6)


def test_without_a_question_nothing_is_told_of_it() -> None:
    assert signals(GOLDEN, ANSWER, "  ")["asked"] == 0


def test_a_fact_of_equal_value_is_given_to_the_model_in_the_words_of_the_golden() -> None:
    counting = Counting()
    signals("The link works for 60 minutes.", "The link is good for one hour.", embedder=counting)

    assert "The link is good for 60 minutes." in counting.asked
    assert not any("one hour" in text for text in counting.asked)


def test_of_a_long_answer_the_sentences_nearest_to_the_golden_are_given() -> None:
    counting = Counting()
    idle = [f"Number {at} walks the dog." for at in range(60)]
    signals(GOLDEN, " ".join([*idle, "A shop takes the parcel.", *idle]), embedder=counting)

    assert "A shop takes the parcel." in counting.asked
    assert len(counting.asked) < 60


def test_both_directions_are_asked_whole() -> None:
    lengths = Lengths()
    found = followed(lengths, read(GOLDEN), read(ANSWER))

    assert lengths.asked[:2] == [(GOLDEN, ANSWER), (ANSWER, GOLDEN)]
    assert found["follows"] == -found["borne_out"] == len(GOLDEN) - len(ANSWER)


def test_the_sentence_that_follows_least_is_told_for_each_direction() -> None:
    found = followed(Lengths(), read(GOLDEN), read(ANSWER))

    assert found["least_follows"] == len(GOLDEN) - len("A shop takes the parcel.")
    assert found["least_borne_out"] == len(ANSWER) - len("The shop gives you a receipt.")


def test_of_a_single_sentence_the_whole_is_the_least() -> None:
    found = followed(Lengths(), read("Bring it to a shop."), read("Shops take it."))

    assert (found["least_follows"], found["least_borne_out"]) == (found["follows"], found["borne_out"])


def test_a_text_of_many_sentences_costs_the_model_two_pairs_only() -> None:
    lengths = Lengths()
    many = "A shop takes it. " * 40
    followed(lengths, read(many), read(many))

    assert len(lengths.asked) == 2


@pytest.mark.parametrize("text", ["", "?", "\ud800", "\U0001f600" * 500, "word " * 2_000])
def test_any_text_gives_its_signals(text: str) -> None:
    found = signals(GOLDEN, text) | followed(Lengths(), read(GOLDEN), read(text))

    assert all(np.isfinite(value) for value in found.values())
