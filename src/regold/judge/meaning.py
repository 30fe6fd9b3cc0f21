"""The signals of two texts that need a model: how alike they are in meaning, and whether one follows from the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from regold.judge.comparison import Spans
from regold.judge.parts import parts
from regold.judge.reading import Reading, content
from regold.judge.shipped import Shipped, premise
from regold.model import Span
from regold.text.facts import same, within

if TYPE_CHECKING:
    from regold.judge.embedding import Vectors
    from regold.model import Entailment

_MOST_SENTENCES = 24
"""Sentences of a text that are given to a model: of a longer one, those that share most words with the other text."""

_MARKS = re.compile(r"(?m)^\s*(?:>+|[-*•#]+)\s+")
"""What stands before a line that is quoted, listed or a heading."""

_MOST_FAULTS = 5
"""Words at fault that are told of a text: those that are most surely so."""

_PAIRED_SENTENCES = 6
"""Up to so many sentences each is paired alone with the other text: a model of inference reads two texts at a time."""


def similar(vectors: Vectors, golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    """Give the signals of an embedding model.

    similar: cosine of golden and answer as a whole, each the mean of its sentences.
    weakest: of the golden's sentences, the one that is least like any sentence of the answer, or its whole.
    weakest_part: the same of the parts of the golden's sentences that can be left out one by one.
    stray: of the answer's sentences, the one that is least like any of the golden, or its whole.
    asked: how alike the answer and the query are, less how alike the golden and the query are.

    Raises:
        ModelError: the model cannot be loaded.
    """
    ours, theirs = _texts(golden, _nearest(golden, answer)) or [golden.text], _dressed(answer, golden)
    pieces = _texts(golden, parts(golden)[:_MOST_SENTENCES])
    vectors.learn([*ours, *pieces, *([query.text] if query.text.strip() else [])], theirs)
    seen = vectors.compare(ours, theirs)
    part = vectors.compare(pieces or ours, theirs).weakest
    asked = vectors.asked(query.text, ours, theirs) if query.text.strip() else 0.0
    return {"similar": seen.whole, "weakest": seen.weakest, "weakest_part": part, "stray": seen.stray, "asked": asked}


def followed(entailment: Entailment, golden: Reading, answer: Reading) -> dict[str, float]:
    """Give the signals of a model of inference, in its log-odds.

    follows: the answer follows from the golden; borne_out: the golden follows from the answer.
    least_follows, least_borne_out: the same for the one sentence that follows least.
    """
    ours, theirs = golden.text, answer.text
    forth, back = _alone(answer), _alone(golden)
    pairs = [(ours, theirs), (theirs, ours), *((ours, text) for text in forth), *((theirs, text) for text in back)]
    odds = [float(one) for one in entailment.follows(pairs)]
    follows, borne_out, rest = odds[0], odds[1], odds[2:]
    return {
        "follows": follows,
        "borne_out": borne_out,
        "least_follows": min(rest[: len(forth)], default=follows),
        "least_borne_out": min(rest[len(forth) :], default=borne_out),
    }


def agreed(model: Shipped, golden: Reading, answer: Reading, query: Reading) -> dict[str, float]:
    """Give the signals of the model that comes with Regold, in its log-odds.

    agrees: the answer is acceptable in the place of the golden; faultless: no word of the two is at fault;
    agrees_back: the golden is acceptable in the place of the answer.
    """
    ours, theirs = golden.text, _unlisted(answer.text)
    forth, back = model.opinions([(premise(query.text, ours), theirs), (premise(query.text, theirs), ours)])
    return {"agrees": forth.agrees, "faultless": forth.faultless, "agrees_back": back.agrees}


def faults(model: Shipped, golden: Reading, answer: Reading, query: Reading) -> Spans:
    """Give the words at fault by the model that comes with Regold, in the order in which they stand.

    Those of the golden that the answer lacks, and those of the answer that are wrong.
    """
    asked, said = premise(query.text, golden.text), _unlisted(answer.text)
    (opinion,) = model.opinions([(asked, said)])
    before = len(asked) - len(golden.text)
    missed = [Span(start=one.start - before, end=one.end - before) for one in opinion.missed if one.start >= before]
    return _joined(golden.text, missed[:_MOST_FAULTS]), _joined(said, opinion.wrong[:_MOST_FAULTS])


def _joined(text: str, words: Sequence[Span]) -> tuple[Span, ...]:
    """Put words into the order of the text, and neighbours together."""
    joined: list[Span] = []
    for word in sorted(words, key=lambda one: one.start):
        beside = bool(joined) and not text[joined[-1].end : word.start].strip()
        joined.append(Span(start=joined.pop().start if beside else word.start, end=word.end))
    return tuple(joined)


def _unlisted(text: str) -> str:
    """Give the text with blanks for the marks before its lines, all else where it stands."""
    return _MARKS.sub(lambda found: " " * len(found[0]), text)


def _alone(reading: Reading) -> list[str]:
    return _texts(reading, reading.sentences) if 1 < len(reading.sentences) <= _PAIRED_SENTENCES else []


def _texts(reading: Reading, spans: Sequence[Span]) -> list[str]:
    return [reading.text[span.start : span.end] for span in spans]


def _nearest(reading: Reading, other: Reading) -> Sequence[Span]:
    if len(reading.sentences) <= _MOST_SENTENCES:
        return reading.sentences
    known = content(other.text)
    shared = [
        (len(content(reading.text[span.start : span.end]) & known), -at) for at, span in enumerate(reading.sentences)
    ]
    chosen = sorted(-place for _, place in sorted(shared, reverse=True)[:_MOST_SENTENCES])
    return [reading.sentences[at] for at in chosen]


def _dressed(answer: Reading, golden: Reading) -> list[str]:
    """Give the sentences of the answer with each fact in the golden's words where both state the same.

    A model sees "60 minutes" and "one hour" as two things; here it is known that they are one.
    """
    texts = []
    for sentence in _nearest(answer, golden):
        text, end = "", sentence.start
        for fact in within(answer.facts, sentence):
            known = next((other for other in golden.facts if same(other, fact)), None)
            if known is not None and fact.span.start >= end:
                text += answer.text[end : fact.span.start] + golden.said(known)
                end = fact.span.end
        texts.append(text + answer.text[end : sentence.end])
    return texts or [answer.text]
