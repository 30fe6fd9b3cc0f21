"""What is about the same is one theme, with words that tell it from the others and numbers that are right."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from regold.incidents.brief import Brief, brief_of
from regold.incidents.record import Status
from regold.incidents.themes import themes
from regold.model import Severity
from tests.incidents.making import incident

PLAIN = brief_of(incident())
RETURNS = (
    "Can I return a kettle after 60 days?",
    "Is a kettle returnable within 60 days?",
    "Returning a kettle: 60 days?",
)
CARDS = ("Does a gift card expire?", "When does my gift card expire?", "Gift cards expire when?")


def told(number: int, text: str, topic: str | None = None, **more: object) -> Brief:
    made = replace(PLAIN, id=f"INC-2026-{number:04}", topic=topic, text=text)
    return replace(made, **more)  # type: ignore[arg-type]


def several() -> list[Brief]:
    texts = [text for pair in zip(RETURNS, CARDS, strict=True) for text in pair]
    return [told(at, text, "gift-cards" if text in CARDS else "returns") for at, text in enumerate(texts, 1)]


def test_alike_texts_are_a_theme_with_its_telling_words() -> None:
    first, second = themes([*several(), told(9, "Where is your office?")])
    assert (first.ids, first.topics) == (("INC-2026-0001", "INC-2026-0003", "INC-2026-0005"), ("returns",))
    assert {"kettle", "days"} <= set(first.words)
    assert (second.topics, "gift" in second.words, "expire" in second.words) == (("gift-cards",), True, True)


def test_the_same_incidents_give_the_same_themes_in_any_order_of_words_of_a_set() -> None:
    assert themes(several()) == themes(several())


def test_the_order_of_incidents_changes_no_theme() -> None:
    mixed = several()
    Random(3).shuffle(mixed)
    assert {frozenset(one.ids) for one in themes(mixed)} == {frozenset(one.ids) for one in themes(several())}


def test_vectors_of_a_model_tell_what_words_do_not() -> None:
    two = [told(1, "Wie lange habe ich?"), told(2, "How long do I have?")]
    assert themes(two) == ()
    (theme,) = themes(two, np.ones((2, 1), dtype=np.float32))
    assert theme.ids == ("INC-2026-0001", "INC-2026-0002")


def test_a_theme_counts_severities_open_ones_recurrence_and_articles() -> None:
    those = [
        told(1, RETURNS[0], severity=Severity.LOW, detected=1.0, closed=10.0, status=Status.CLOSED, written=False),
        told(2, RETURNS[1], severity=None, detected=5.0, reopened=2),
        told(3, RETURNS[2], severity=Severity.CRITICAL, detected=11.0),
    ]
    (theme,) = themes(those)
    assert dict(theme.severities) == {Severity.CRITICAL: 1, Severity.LOW: 1, None: 1}
    assert list(theme.severities) == [Severity.CRITICAL, Severity.LOW, None]
    assert (theme.open, theme.again, theme.back, theme.unwritten) == (2, 1, 1, 1)


def test_one_alone_and_texts_without_words_are_no_theme() -> None:
    assert themes([]) == themes([told(1, RETURNS[0])]) == ()
    assert themes([told(1, "?"), told(2, "!!")]) == ()
