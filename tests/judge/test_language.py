from __future__ import annotations

import pytest

from regold.judge.language import english, not_english
from tests.judge.making import judged

FOREIGN = [
    "Sie können den Artikel innerhalb von 30 Tagen kostenlos zurückgeben.",
    "Vous pouvez retourner votre article sous 30 jours sans aucun frais.",
    "商品は 30 日 以内に 無料で 返品 できます。",
    "يمكنك إرجاع المنتج خلال ثلاثين يوما من الشراء",
]
ENGLISH = "You can return the item within 30 days."


@pytest.mark.parametrize("text", FOREIGN)
def test_a_text_in_another_language_is_not_english(text: str) -> None:
    assert not english(text)
    assert [found.check for found in not_english(text, ENGLISH)] == ["language"]
    assert [found.check for found in not_english(ENGLISH, text)] == ["language"]


@pytest.mark.parametrize(
    "text", [ENGLISH, "", "$49", "30 days", "\U0001f600", "Don\u2019t open it; you\u2019ll get it back."]
)
def test_english_and_texts_too_short_to_tell_are_english(text: str) -> None:
    assert english(text)
    assert not_english(text, ENGLISH) == ()


@pytest.mark.parametrize("text", FOREIGN)
def test_a_verdict_on_another_language_says_what_was_not_read(text: str) -> None:
    verdict = judged(text, f"{text} {FOREIGN[0]}")

    assert "language" in {found.check for found in verdict.findings}


@pytest.mark.parametrize("text", FOREIGN)
def test_a_text_in_another_language_is_accepted_against_itself(text: str) -> None:
    assert judged(text, text).accepted


def test_a_few_plain_words_without_small_ones_are_english_unless_another_language_shows() -> None:
    assert english("Only workspace owners can invite external guests. Admins cannot.")
    assert english("Saturday 08:00-20:00, Sunday 09:00-18:00, holidays closed.")
    assert not english("Die Lieferung dauert drei bis sieben Werktage.")
    assert not english("La livraison prend trois jours ouvrables environ.")
