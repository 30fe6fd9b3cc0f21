from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from regold.judge import at_once
from regold.judge.at_once import each
from regold.judge.embedding import Vectors
from regold.judge.models import MiniLM
from regold.judge.shipped import Shipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATIENCE = 30


@pytest.fixture(autouse=True)
def several_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "_cores", lambda: 2)


def test_results_come_in_the_order_of_what_was_given_whichever_is_ready_first() -> None:
    def slow_when_first(number: int) -> int:
        time.sleep(0.05 if number == 0 else 0)
        return number * 10

    assert each(slow_when_first, [0, 1, 2]) == [0, 10, 20]


def test_two_inputs_are_under_way_at_the_same_time() -> None:
    both_are_there = threading.Barrier(2)

    assert each(lambda _: both_are_there.wait(PATIENCE) >= 0, ["one", "other"]) == [True, True]


def test_an_error_of_one_input_is_raised() -> None:
    def only_even(number: int) -> int:
        if number % 2:
            raise ValueError(f"{number} is odd")
        return number

    with pytest.raises(ValueError, match="3 is odd"):
        each(only_even, [2, 3])


def test_a_machine_of_one_core_runs_one_after_another_in_the_same_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "_cores", lambda: 1)

    assert set(each(lambda _: threading.current_thread().name, [1, 2, 3])) == {threading.current_thread().name}


def test_a_child_process_has_threads_of_its_own_and_does_not_hang() -> None:
    each(abs, [-1, -2])
    forking = multiprocessing.get_context("fork")
    child = forking.Process(target=each, args=(abs, [-1, -2]))
    child.start()
    child.join(PATIENCE)

    assert child.exitcode == 0


def test_several_texts_at_once_give_the_very_numbers_that_each_gives_alone() -> None:
    texts = ["Refunds take five days.", "No.", "You can return shoes within 30 days, unworn and in their box."]
    pairs = [(one, other) for one in texts for other in texts]
    minilm, shipped = MiniLM(), Shipped()

    assert (minilm.embed(texts) == np.concatenate([minilm.embed([text]) for text in texts])).all()
    assert (shipped.follows(pairs) == np.concatenate([shipped.follows([pair]) for pair in pairs])).all()


def test_what_is_not_known_of_a_golden_and_an_answer_is_embedded_in_one_go() -> None:
    asked: list[list[str]] = []

    class Telling:
        id = "telling"

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.append(list(texts))
            return np.eye(8, dtype=np.float32)[[len(text) % 8 for text in texts]]

    vectors = Vectors("none", embedder=Telling())
    vectors.learn(["golden", "a part"], ["an answer", "golden"])
    vectors.compare(["golden"], ["an answer", "golden"])
    vectors.compare(["golden"], ["another answer"])

    assert asked == [["golden", "a part", "an answer"], ["another answer"]]
