"""Reads the words that the judge knows from `words.toml`; what they mean for an answer is told where they are used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ROWS = re.compile(r"\s{2,}|\n")

DATA = Path(__file__).parent / "words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The tables of `words.toml`, each as its comment there tells."""

    irregular: Mapping[str, str]
    fillers: frozenset[str]
    synonyms: tuple[tuple[str, ...], ...]
    opposites: tuple[tuple[str, ...], ...]
    phrases: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """Read the file when the first words must be compared."""
    told = tomllib.loads(DATA.read_text("utf-8"))
    verbs = [row.split() for row in told["irregular"].split(",")]
    return Lexicon(
        irregular={form: verb for verb, *forms in filter(None, verbs) for form in forms},
        fillers=frozenset(told["fillers"].split()),
        synonyms=tuple(tuple(row.split("/")) for row in told["synonyms"].split()),
        opposites=tuple(tuple(row.split("/")) for row in _ROWS.split(told["opposites"].strip())),
        phrases={name: "|".join(ways) for name, ways in told["phrases"].items()},
    )
