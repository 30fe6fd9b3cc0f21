"""Small changes of words that change no meaning, made in right and wrong answers alike."""

from __future__ import annotations

import random
import re

ALIKE = (
    ("cannot", "can't", "can not"),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("is not", "isn't", "is n't"),
    ("you are", "you're"),
    ("you have to", "you must", "you need to"),
    ("you can", "you are able to", "you may", "customers can"),
    ("no more than", "not more than", "at most", "a maximum of"),
    ("at least", "no less than", "a minimum of"),
    ("within", "in no more than", "inside of"),
    ("costs", "comes to", "sets you back"),
    ("we charge", "we bill", "we ask for"),
    ("possible", "feasible"),
    ("for free", "free of charge", "at no cost"),
    ("is needed", "is required", "is necessary"),
    ("automatically", "by itself"),
    ("get", "receive"),
    ("choose", "select", "pick"),
    ("please ", ""),
    ("before", "prior to"),
    ("includes", "contains", "comes with"),
    ("only", "just", "exclusively"),
    ("fee", "charge"),
    ("unfortunately ", "sadly ", ""),
    ("about", "concerning", "regarding"),
    ("needs", "requires"),
    ("not allowed", "not permitted"),
    ("lasts", "goes on for"),
    ("ends", "stops"),
    ("starts", "begins"),
)
ONCE = tuple((re.compile(rf"\b{re.escape(word)}(?!\w)", re.IGNORECASE), others) for word, *others in ALIKE)


def reworded(text: str, rng: random.Random) -> str:
    """Replace up to a few words by others that mean the same, and now and then drop marks and capitals."""
    for pattern, others in rng.sample(ONCE, 8):
        if rng.random() < 0.5:
            text = pattern.sub(lambda found, words=others: _as(found.group(), rng.choice(words)), text, count=1)  # type: ignore[misc]
    chance = rng.random()
    if chance < 0.02:
        return text.lower()
    if chance < 0.05:
        return text.rstrip(".")
    return re.sub(r" {2,}", " ", text)


def _as(found: str, word: str) -> str:
    return word[:1].upper() + word[1:] if found[:1].isupper() else word
