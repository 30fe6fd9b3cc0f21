"""How a language model would blur the bot's replies: other words for the same, and now and then a wrong fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regold.demo.articles import SENTENCE_END

if TYPE_CHECKING:
    from random import Random

WRONG_SHARE = 0.25
OPENINGS = ("", "Sure! ", "Good question. ", "Happy to help. ", "Here is how it works: ")
CLOSINGS = ("", " Let me know if anything is unclear.", " I hope that helps.")
REWORDINGS = (
    (re.compile(r"\bYou can\b"), ("You are able to", "You may")),
    (re.compile(r"\byou can\b"), ("you are able to", "you may")),
    (re.compile(r"\bwithin (?=\d)"), ("in at most ", "in no more than ")),
    (re.compile(r"\bcosts (?=\$)"), ("is priced at ", "comes to ")),
    (re.compile(r"\bcannot be\b"), ("can not be", "are not able to be")),
    (re.compile(r"\bWe do not\b"), ("We don't",)),
    (re.compile(r"\bworking days\b"), ("business days",)),
    (re.compile(r"\bWrite to\b"), ("Send an e-mail to", "Please write to")),
    (re.compile(r"\bup to (?=\d)"), ("at most ", "a maximum of ")),
    (re.compile(r"\bpress\b"), ("click", "tap")),
    (re.compile(r"\bchoose\b"), ("select", "pick")),
    (re.compile(r"\bfree of charge\b"), ("at no cost",)),
)
NUMBER = re.compile(r"(?<![\w.@/*+-])\d+(?:\.\d+)?(?![\w@/-])")
REVERSALS = ((re.compile(r"\bcannot\b"), "can"), (re.compile(r"\bdo not\b"), "do"), (re.compile(r"\bcan\b"), "cannot"))


def blurred(text: str, share: float, chance: Random) -> str:
    """Give the reply as it is or, for `share` (0 to 1) of the askings, reworded and one time in four of those wrong."""
    if chance.random() >= share:
        return text
    wrong = chance.random() < WRONG_SHARE
    return reworded(falsified(text, chance) if wrong else text, chance)


def reworded(text: str, chance: Random) -> str:
    """Say the same in other words; every fact stays."""
    for pattern, others in REWORDINGS:
        if chance.random() < 0.7:
            text = pattern.sub(chance.choice(others), text)
    return f"{chance.choice(OPENINGS)}{text}{chance.choice(CLOSINGS)}"


def falsified(text: str, chance: Random) -> str:
    """Change one fact: a number, else a yes into a no; without either drop all but the last sentence."""
    numbers = list(NUMBER.finditer(text))
    if numbers:
        found = chance.choice(numbers)
        return text[: found.start()] + _other_number(found.group(), chance) + text[found.end() :]
    for pattern, other in REVERSALS:
        if pattern.search(text):
            return pattern.sub(other, text, count=1)
    return SENTENCE_END.split(text)[-1]


def _other_number(number: str, chance: Random) -> str:
    factor = chance.choice((2, 3, 5))
    whole, point, fraction = number.partition(".")
    return f"{int(whole) * factor or factor}{point}{fraction}"
