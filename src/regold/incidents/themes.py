"""What many incidents are about: those whose texts are alike become a theme, named by its most telling words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from regold.incidents.brief import Brief
from regold.model import Severity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE_WORDS, ALIKE_MEANING = 0.25, 0.35
"""How alike the texts of a theme are on average, as cosines of their words or of a model's vectors: tried on the sample
incidents (benchmarks/themes.py), whose ten topics they part best."""

_NAMED = 3
_STEM, _ROOT = 6, 4
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "the and you your for are can with within from that this our any all have has will not but its was were they"
        " them his her who how what when where which only also just than then there their been being into out about"
        " does did may must per get got please hello thanks yes sure would could should need needs want one two under"
        " over after before",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Incidents that are about the same, the oldest first.

    `words` are those that tell it from the others, `topics` those of its incidents, most often first. `again` counts
    the incidents that were noticed after another of the theme was closed, `back` those that were opened again, and
    `unwritten` those without an article that says how it is.
    """

    words: tuple[str, ...]
    topics: tuple[str, ...]
    ids: tuple[str, ...]
    severities: Mapping[Severity | None, int]
    open: int
    again: int
    back: int
    unwritten: int


def about(brief: Brief) -> str:
    """Give what an incident is about, as it is compared: its topic, what was asked, and what was answered."""
    return f"{brief.topic or ''}\n{brief.text}"


def themes(briefs: Sequence[Brief], vectors: NDArray[np.float32] | None = None) -> tuple[Theme, ...]:
    """Give what two or more of these incidents are about, most often first.

    `vectors` holds a row of length one for each of them, such as a model gives for `about`; without them texts are
    compared by their words, a rare word weighing more (TF-IDF).
    """
    if len(briefs) < 2:
        return ()
    from regold.incidents.grouping import by_words, grouped  # noqa: PLC0415 - numpy is for trends alone

    words = [_words(about(one)) for one in briefs]
    stems = [[word[:_STEM] for word in text] for text in words]
    groups = grouped(by_words(stems), ALIKE_WORDS) if vectors is None else grouped(vectors, ALIKE_MEANING)
    several = [group for group in groups if len(group) > 1]
    named = _names([Counter(word for at in group for word in words[at]) for group in several], words)
    found = (_theme([briefs[at] for at in group], name) for group, name in zip(several, named, strict=True))
    return tuple(sorted(found, key=lambda theme: (-len(theme.ids), theme.ids)))


def _theme(briefs: Sequence[Brief], words: tuple[str, ...]) -> Theme:
    topics = Counter(one.topic for one in briefs if one.topic)
    severities = Counter(one.severity for one in briefs)
    ends = [one.closed for one in briefs if one.closed is not None]
    first_end = min(ends, default=None)
    return Theme(
        words=words,
        topics=tuple(topic for topic, _ in sorted(topics.items(), key=lambda item: (-item[1], item[0]))),
        ids=tuple(one.id for one in briefs),
        severities={severity: severities[severity] for severity in (*Severity, None) if severities[severity]},
        open=sum(one.is_open for one in briefs),
        again=sum(first_end is not None and one.detected is not None and one.detected > first_end for one in briefs),
        back=sum(one.reopened > 0 for one in briefs),
        unwritten=sum(not one.written for one in briefs),
    )


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _SMALL]


def _names(themes: Sequence[Counter[str]], words: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Give for each theme the words that occur in it most and elsewhere least.

    The weight is that of class-based TF-IDF (Grootendorst 2022, BERTopic): the share of a word in its theme times the
    logarithm of 1 + the mean number of words of a theme by how often the word occurs in all.
    """
    everywhere = Counter(word for text in words for word in text)
    mean = sum(everywhere.values()) / max(len(themes), 1)
    return [_telling(theme, everywhere, mean) for theme in themes]


def _telling(theme: Counter[str], everywhere: Counter[str], mean: float) -> tuple[str, ...]:
    ranked = sorted(theme, key=lambda word: (-theme[word] * log(1 + mean / everywhere[word]), word))
    chosen: dict[str, str] = {}
    for word in ranked:
        chosen.setdefault(word[:_ROOT], word)
    return tuple(chosen.values())[:_NAMED]
