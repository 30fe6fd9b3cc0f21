"""What the judge said is a proof, or names the one thing that is missing."""

from __future__ import annotations

from dataclasses import replace

from regold.incidents.conversion import Draft, Shown, Trial, drafted, shortcomings, wrong_words
from regold.model import Zone
from tests.incidents.making import incident


def draft_of() -> Draft:
    found = drafted(incident())
    assert found is not None
    return found


DRAFT = draft_of()
BAD = Trial(shown=Shown.BAD, wording="as recorded", zone=Zone.REJECTED, alone=Zone.REJECTED, why="30, not 60 days")
GOOD = Trial(shown=Shown.CORRECTED, wording="as recorded", zone=Zone.ACCEPTED, alone=Zone.ACCEPTED, why="the same")


def test_a_rejected_bad_answer_and_an_accepted_good_one_are_a_proof() -> None:
    assert shortcomings(DRAFT, [BAD, GOOD]) == ()


def test_an_unsure_golden_is_enough_beside_words_that_are_excluded() -> None:
    assert shortcomings(DRAFT, [replace(BAD, alone=Zone.UNSURE), GOOD]) == ()
    assert shortcomings(DRAFT, [replace(BAD, zone=Zone.UNSURE, alone=Zone.UNSURE), GOOD]) != ()


def test_a_golden_without_the_fact_is_told_to_state_it() -> None:
    draft = replace(DRAFT, golden="You can return any item for a full refund.")
    (told,) = shortcomings(draft, [replace(BAD, alone=Zone.ACCEPTED), GOOD])
    assert 'does not state the fact that was wrong ("60 days' in told
    assert told.endswith("regold incident set INC-2026-0001 --correct TEXT")


def test_what_only_excluded_words_catch_is_told_to_be_so() -> None:
    (told,) = shortcomings(DRAFT, [replace(BAD, alone=Zone.ACCEPTED), GOOD])
    assert "only the excluded words" in told
    assert "expect: contains" in told


def test_a_rejection_for_something_else_is_no_proof() -> None:
    (told,) = shortcomings(DRAFT, [replace(BAD, touches=False, why="it is impolite"), GOOD])
    assert "not for what was wrong (it is impolite)" in told
    assert '"60 days of delivery"' in told


def test_a_reworded_bad_answer_that_passes_is_named() -> None:
    reworded = replace(BAD, wording="with a greeting", zone=Zone.ACCEPTED, alone=Zone.ACCEPTED)
    (told,) = shortcomings(DRAFT, [BAD, reworded, GOOD])
    assert "(reworded: with a greeting)" in told


def test_a_good_answer_that_is_not_accepted_is_named_with_the_reason() -> None:
    (told,) = shortcomings(DRAFT, [BAD, GOOD, replace(GOOD, wording="in words", zone=Zone.UNSURE, why="too short")])
    assert "reworded (in words) would not be accepted (too short)" in told


def test_each_side_tells_of_its_first_shortcoming_only() -> None:
    passes = replace(BAD, zone=Zone.ACCEPTED, alone=Zone.ACCEPTED)
    fails = replace(GOOD, zone=Zone.REJECTED)
    assert len(shortcomings(DRAFT, [passes, replace(passes, wording="x"), fails, replace(fails, wording="y")])) == 2


def test_the_words_that_were_wrong_are_those_excluded_and_the_facts_of_the_answer() -> None:
    assert wrong_words(DRAFT)[0] == "60 days of delivery"
    assert wrong_words(replace(DRAFT, excludes=(), bad="Yes, we sell data.", statements=("Yes, we sell data.",))) == (
        "Yes, we sell data.",
    )
