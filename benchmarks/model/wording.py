"""Small changes of words that change no meaning, made in right and wrong answers alike."""

from __future__ import annotations

import random
import re

from benchmarks.model.marks import CLOSE, HELD_CLOSE, HELD_OPEN, OPEN

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
_TWO_STOPS = re.compile(f"\\.([{CLOSE}{HELD_CLOSE}]*)\\.(?!\\.)")
BETWEEN = ("; ", ", and ", " and ", ", while ", " - ")
_LOWER = re.compile(
    f"([{OPEN}{HELD_OPEN}]*)(You|The|We|It|An?|Your|There|Our|After|Up to|Within|For|On|In|No|To|Please)(?= )"
)
"""Words that are no names, so that a sentence that begins with one may go on from another."""
ONCE = tuple((re.compile(rf"\b{re.escape(word)}(?!\w)", re.IGNORECASE), others) for word, *others in ALIKE)


def reworded(text: str, rng: random.Random) -> str:
    """Replace up to a few words by others that mean the same, and now and then drop marks and capitals."""
    for pattern, others in rng.sample(ONCE, 8):
        if rng.random() < 0.5:
            text = pattern.sub(lambda found, words=others: _as(found.group(), rng.choice(words)), text, count=1)  # type: ignore[misc]
    text = _TWO_STOPS.sub(r".\1", text)
    chance = rng.random()
    if chance < 0.02:
        return text.lower()
    if chance < 0.05:
        return text.rstrip(".")
    return re.sub(r" {2,}", " ", text)


def joined(told: list[str], rng: random.Random, *, often: float) -> list[str]:
    """Make one sentence of two now and then, with a word or a mark between that changes nothing."""
    made = told[:1]
    for sentence in told[1:]:
        start = _LOWER.match(sentence)
        if start and rng.random() < often and made[-1].rstrip(CLOSE).endswith("."):
            before = made.pop().replace(f".{CLOSE}", CLOSE).removesuffix(".")
            made.append(f"{before}{rng.choice(BETWEEN)}{start[1]}{start[2].lower()}{sentence[start.end() :]}")
        else:
            made.append(sentence)
    return made


def _as(found: str, word: str) -> str:
    return word[:1].upper() + word[1:] if found[:1].isupper() else word
