from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from regold.demo.draws import Draws
from regold.demo.noise import blurred, falsified, reworded

TEXT = "You can return items within 30 days. We do not charge for that."


def test_without_noise_the_text_stays_as_it_is() -> None:
    assert all(blurred(TEXT, 0.0, Random(seed)) == TEXT for seed in range(50))


def test_full_noise_rewords_nearly_every_answer_and_makes_some_wrong() -> None:
    answers = [blurred(TEXT, 1.0, Random(seed)) for seed in range(400)]
    wrong = [answer for answer in answers if "30 days" not in answer]

    assert len(set(answers)) > 20
    assert 60 <= len(wrong) <= 140


def test_rewording_keeps_every_number() -> None:
    assert all("30 days" in reworded(TEXT, Random(seed)) for seed in range(100))


def test_falsifying_changes_a_number() -> None:
    changed = {falsified("It takes 3 to 5 working days.", Random(seed)) for seed in range(30)}

    assert "It takes 3 to 5 working days." not in changed
    assert "It takes 6 to 5 working days." in changed


def test_falsifying_keeps_the_cents_of_a_price() -> None:
    assert falsified("It costs $6.50.", Random(1)) in {"It costs $12.50.", "It costs $18.50.", "It costs $30.50."}


def test_falsifying_without_a_number_turns_a_no_into_a_yes() -> None:
    assert falsified("Gift cards cannot be refunded.", Random(0)) == "Gift cards can be refunded."
    assert falsified("You can pay by card.", Random(0)) == "You cannot pay by card."


def test_falsifying_leaves_addresses_alone() -> None:
    text = "Write to a1@example.com or open https://example.com/2024/returns."

    assert falsified(text, Random(0)) == text


@given(st.text(), st.integers(), st.floats(min_value=0, max_value=1))
def test_any_text_can_be_blurred_again_and_again_the_same_way(text: str, seed: int, share: float) -> None:
    assert blurred(text, share, Random(seed)) == blurred(text, share, Random(seed))


def test_chances_depend_on_seed_question_and_how_often_it_was_asked_only() -> None:
    one, other = Draws(3), Draws(3)
    other.next("something else")

    assert one.next("a").random() == other.next("a").random()
    assert one.next("a").random() == other.next("a").random()
    assert Draws(3).next("a").random() != Draws(4).next("a").random()
    assert one.next("a").random() != one.next("a").random()
    assert one.total == 4
