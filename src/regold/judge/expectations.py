"""The hard conditions of a turn, held against one answer; what the answer means is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from regold.judge import patterns
from regold.model import Answer, Expect, Finding, Span, Turn
from regold.text.normalise import normalise

PATTERN_SECONDS = 2.0
"""How long one pattern may search one answer."""


def unmet(turn: Turn, answer: Answer) -> tuple[Finding, ...]:
    """Give a finding for each condition that the answer does not meet; none when it meets them all."""
    return (
        *_handoff(turn, answer),
        *_texts(turn.expect, answer),
        *_patterns(turn.expect, answer),
        *_sources(turn.expect, answer),
        *_confidence(turn.expect, answer),
        *_latency(turn.expect, answer),
    )


def against(check: str, message: str, *spans: Span) -> Finding:
    """Give a finding that rejects an answer, about these spans of it."""
    return Finding(check=check, supports=False, message=message, answer_spans=spans)


def _texts(expect: Expect, answer: Answer) -> Iterator[Finding]:
    if not (expect.contains or expect.excludes):
        return
    plain = normalise(answer.text)
    for text in expect.contains:
        if normalise(text) not in plain:
            yield against("contains", f'the answer must hold "{text}" and does not')
    for text in expect.excludes:
        if normalise(text) in plain:
            yield against("excludes", f'the answer must not hold "{text}"', *_where(text, answer.text))


def _where(text: str, answer: str) -> tuple[Span, ...]:
    start = answer.lower().find(text.lower())
    return (Span(start=start, end=start + len(text)),) if start >= 0 else ()


def _patterns(expect: Expect, answer: Answer) -> Iterator[Finding]:
    for pattern in expect.matches:
        try:
            found = patterns.search(pattern, answer.text, seconds=PATTERN_SECONDS)
        except patterns.SlowPatternError:
            yield against(
                "matches",
                f"the pattern {pattern} was still searching after {PATTERN_SECONDS:g} s; "
                "write it without repeats inside or beside each other",
            )
        else:
            if found is None:
                yield against("matches", f"the answer must match {pattern} and does not")


def _sources(expect: Expect, answer: Answer) -> Iterator[Finding]:
    if not expect.sources:
        return
    if answer.sources is None:
        yield against(
            "sources",
            f"sources {_list(expect.sources)} are expected, and the target reads none; "
            "set `sources` in [tool.regold.target]",
        )
    elif missing := [source for source in expect.sources if source not in answer.sources]:
        named = _list(answer.sources) if answer.sources else "none"
        yield against("sources", f"the answer must come from {_list(missing)}; it names {named}")


def _confidence(expect: Expect, answer: Answer) -> Iterator[Finding]:
    least = expect.min_confidence
    if least is None:
        return
    if answer.confidence is None:
        yield against(
            "confidence",
            f"a confidence of {least:g} is expected, and the target reads none; "
            "set `confidence` in [tool.regold.target]",
        )
    elif not answer.confidence >= least:
        yield against("confidence", f"the confidence is {answer.confidence:g} and must be at least {least:g}")


def _latency(expect: Expect, answer: Answer) -> Iterator[Finding]:
    if expect.max_latency is not None and not answer.latency <= expect.max_latency:
        yield against("latency", f"the answer took {answer.latency:.3g} s and may take {expect.max_latency:g} s")


def _handoff(turn: Turn, answer: Answer) -> Iterator[Finding]:
    expected = turn.expect.handoff
    if expected is not None and answer.handoff is None:
        yield against(
            "handoff",
            f"{'a' if expected else 'no'} handoff is expected, and the target does not read one; "
            "set `handoff` in [tool.regold.target]",
        )
    elif expected and not answer.handoff:
        yield against("handoff", "the question must be handed over to a person and was not")
    elif answer.handoff and (expected is False or (expected is None and turn.golden)):
        yield against("handoff", "the question was handed over to a person instead of being answered")


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)
