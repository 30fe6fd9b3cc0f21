"""Signs that an answer turns the golden round: each is found, and none of them decides alone."""

from __future__ import annotations

import pytest

from regold.judge.reading import read
from regold.judge.turning import proofs, turned_round


def checks(golden: str, answer: str) -> set[str]:
    ours, theirs = read(golden), read(answer)
    return {found.check for found in (*turned_round(ours, theirs), *proofs(ours, theirs, theirs))}


@pytest.mark.parametrize(
    ("golden", "answer", "check"),
    [
        ("Yes, dogs are welcome.", "No, dogs have to stay outside.", "polarity"),
        ("Gift cards cannot be refunded.", "Gift cards can be refunded.", "polarity"),
        ("The pool opens before breakfast.", "The pool closes before breakfast.", "opposite"),
        ("There is no cleaning fee.", "The cleaning fee is due on arrival.", "opposite"),
        ("You have 30 days after delivery to return it.", "You have 30 days after purchase to return it.", "fact"),
        ("Adults pay $12. Children pay $7.", "Adults pay $7. Children pay $12.", "order"),
    ],
)
def test_what_turns_the_golden_round_is_found(golden: str, answer: str, check: str) -> None:
    assert check in checks(golden, answer)


@pytest.mark.parametrize(
    ("golden", "answer"),
    [
        ("Yes, dogs are welcome.", "Sure, bring your dog along."),
        ("Adults pay $12. Children pay $7.", "$7 for children and $12 for adults."),
        ("", ""),
    ],
)
def test_the_same_in_other_words_turns_nothing_round(golden: str, answer: str) -> None:
    assert not checks(golden, answer)


def proven(golden: str, answer: str) -> list[str]:
    theirs = read(answer)
    return [found.check for found in proofs(read(golden), theirs, theirs)]


def test_a_sign_is_a_proof_only_in_a_near_copy() -> None:
    golden = "Adults pay $12. Children pay $7."
    near, far = (
        "Adults pay $7. Children pay $12.",
        "$7 is what grown-up adults pay at the till; children need to bring $12.",
    )

    assert proven(golden, near) == ["order"]
    assert turned_round(read(golden), read(far))
    assert proven(golden, far) == []


def test_another_yes_or_no_at_the_start_is_a_proof_in_any_words() -> None:
    golden = "Yes, dogs are welcome."

    assert proven(golden, "No. Four-legged friends have to wait at home, I am afraid.") == ["polarity"]
    assert proven(golden, "Bring your four-legged friend along.") == []


def test_every_finding_names_the_words_that_it_is_about() -> None:
    golden, answer = "Gift cards cannot be refunded.", "Gift cards can be refunded."
    (found,) = turned_round(read(golden), read(answer))

    assert golden[found.golden_spans[0].start : found.golden_spans[0].end].startswith("Gift cards")
    assert answer[found.answer_spans[0].start : found.answer_spans[0].end].startswith("Gift cards")
