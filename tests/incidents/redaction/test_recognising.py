"""Names in running text are found by the model of the extra; nothing is fetched for it."""

from __future__ import annotations

import sys

import pytest

from regold.errors import IncidentError
from regold.incidents.redaction import Redactor
from regold.incidents.redaction.recognising import recogniser


@pytest.mark.full
@pytest.mark.filterwarnings("ignore")
def test_names_are_found_wherever_they_stand() -> None:
    redact = Redactor(recogniser())
    text = "Can Peter Schmidt return the espresso machine within 30 days? Regards, John McEnroe"
    redacted = redact(text)
    assert redacted.counts == {"name": 2}
    assert redacted.text == "Can Alex Morgan return the espresso machine within 30 days? Regards, Robin Taylor"


@pytest.mark.full
@pytest.mark.filterwarnings("ignore")
def test_places_prices_and_products_stay_what_they_are() -> None:
    text = "Do you ship to Norway, and does the Pro plan cost $49 a month since March 2026?"
    assert Redactor(recogniser())(text).text == text


def test_without_the_extra_it_is_refused_with_what_to_install() -> None:
    held = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "spacy"}
    sys.modules["spacy"] = None  # type: ignore[assignment]
    try:
        with pytest.raises(IncidentError, match=r"pip install 'pytest-regold\[redact\]'"):
            recogniser()
    finally:
        del sys.modules["spacy"]
        sys.modules.update(held)
