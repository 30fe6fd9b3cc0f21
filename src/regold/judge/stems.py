"""Gives the forms of an English word one rough stem; it knows no word but the irregular verbs."""

from __future__ import annotations

from functools import lru_cache

from regold.judge.lexicon import lexicon

_ENDINGS = ("'s", "ing", "able", "ied", "ies", "ed", "es", "s", "e")
_SHORTEST = 3


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Cut the ending of an English plural or verb form from a word in small letters; the rest has three at least."""
    word = lexicon().irregular.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)] + ("y" if ending in {"ied", "ies"} else "")
            break
    word = word.rstrip("e") if len(word) > _SHORTEST else word
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word
