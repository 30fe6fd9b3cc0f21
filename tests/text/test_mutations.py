from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regold.text.mutations import mutations

GOLDEN = "You can return it within 30 days. A refund takes 5 days."


def of_kind(text: str, kind: str) -> list[str]:
    return [one.text for one in mutations(text) if one.kind == kind]


def test_each_number_is_changed_alone() -> None:
    assert of_kind(GOLDEN, "number") == [GOLDEN.replace("30", "26"), GOLDEN.replace("5", "10")]


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Yes, it is.", "No, it is."),
        ("You cannot return it.", "You can return it."),
        ("You can return it.", "You cannot return it."),
        ("We don't ship there.", "We ship there."),
        ("It is covered.", "It is not covered."),
        ("You must sign.", "You need not sign."),
    ],
)
def test_one_denial_is_turned(text: str, turned: str) -> None:
    assert of_kind(text, "negation") == [turned]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("It takes 2 days.", "It takes 2 weeks."),
        ("It is $9.", "It is €9."),
        ("You pay per month.", "You pay per year."),
    ],
)
def test_a_unit_becomes_another_unit(text: str, other: str) -> None:
    assert of_kind(text, "unit") == [other]


def test_each_name_becomes_another_name_wherever_it_stands() -> None:
    assert of_kind("You need the Team plan: with Team, or with Starter.", "name") == [
        "You need the Classic plan: with Classic, or with Starter.",
        "You need the Team plan: with Team, or with Classic.",
    ]
    assert of_kind("You need the Classic plan.", "name") == ["You need the Aurora plan."]


@pytest.mark.parametrize(
    "text",
    [
        "You can. Returns are free. Please ask.",
        "- Open the box\n- Take it out\n2. Wait",
        "We say: Please wait (There is time).",
        "Write to Help@Orla.example before 3 May, or on Monday.",
        "It needs SAML, on an iPad.",
    ],
)
def test_a_word_that_begins_something_an_address_and_a_day_are_no_names(text: str) -> None:
    assert of_kind(text, "name") == []


def test_two_values_of_a_kind_are_swapped() -> None:
    assert of_kind("It opens at 3 PM and shuts at 11 AM daily.", "swapped pair") == [
        "It opens at 11 AM and shuts at 3 PM daily."
    ]


def test_the_last_of_several_sentences_is_left_out() -> None:
    assert of_kind(GOLDEN, "missing part") == ["You can return it within 30 days."]
    assert of_kind("You can return it.", "missing part") == []


def test_conditions_are_put_in_before_the_full_stop() -> None:
    added = of_kind("You can return it.", "added condition")

    assert len(added) == 3
    assert all(text.startswith("You can return it, ") and text.endswith(".") for text in added)


@given(st.text(max_size=300))
def test_the_same_text_always_gives_the_same_mutations(text: str) -> None:
    assert list(mutations(text)) == list(mutations(text))


@given(st.integers(2, 5000), st.sampled_from(["{} days", "${}", "{}%", "{} kg"]))
def test_no_mutation_is_the_text_itself(number: int, form: str) -> None:
    text = f"You have {form.format(number)}. It is free."

    assert all(one.text != text for one in mutations(text))
