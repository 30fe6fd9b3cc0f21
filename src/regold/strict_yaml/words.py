"""What messages call the things of one kind of file, so that one reader can speak of suites and of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one kind of file.

    `one` and `many` name the file ("a suite", "suites"), `start` its first keys, `when_large` what to do with one of
    more than `most_bytes`. By the name of their list `items` names one item of it; `also_called` gives the key for
    what other tools call it, `literals` what to say of a key whose values do not explain themselves, and `patterns`
    what each regular expression of the models stands for.
    """

    one: str
    many: str
    start: str
    most_bytes: int
    when_large: str
    items: Mapping[str, str] = field(default_factory=dict)
    also_called: Mapping[str, str] = field(default_factory=dict)
    literals: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
