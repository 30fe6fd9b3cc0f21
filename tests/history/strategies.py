"""Any outcome that the nouns allow, texts with control characters and lone surrogates among them."""

from __future__ import annotations

from hypothesis import strategies as st

from regold.model import (
    Answer,
    Ask,
    Case,
    Evidence,
    Expect,
    Fault,
    FaultKind,
    Finding,
    Link,
    Outcome,
    OutcomeKind,
    Place,
    Severity,
    Span,
    Turn,
    Verdict,
)

texts = st.text(st.characters(codec=None), max_size=30)
few_texts = st.lists(texts, max_size=2).map(tuple)
numbers = st.floats(allow_nan=False)
some_numbers = st.none() | numbers
spans = st.lists(st.builds(Span, start=st.integers(0, 99), end=st.integers(0, 99)), max_size=2).map(tuple)
expects = st.builds(
    Expect,
    contains=few_texts,
    excludes=few_texts,
    matches=few_texts,
    sources=few_texts,
    min_confidence=some_numbers,
    max_latency=some_numbers,
    handoff=st.none() | st.booleans(),
)
cases = st.builds(
    Case,
    id=st.from_regex(r"[a-z]{1,3}", fullmatch=True),
    suite=st.from_regex(r"[a-z]{1,3}", fullmatch=True),
    turns=st.lists(st.builds(Turn, query=texts, golden=few_texts, expect=expects), min_size=1, max_size=2).map(tuple),
    place=st.builds(Place, path=texts, line=st.integers(1, 9999), column=st.integers(1, 99)),
    variant_of=st.none() | texts,
    topic=st.none() | texts,
    owner=st.none() | texts,
    severity=st.sampled_from(Severity),
    sources=few_texts,
    tags=few_texts,
    links=st.lists(st.builds(Link, url=texts, name=texts), max_size=1).map(tuple),
)
single_answers = st.builds(
    Answer,
    text=texts,
    latency=st.floats(0, 1e9),
    confidence=some_numbers,
    sources=st.none() | few_texts,
    handoff=st.none() | st.booleans(),
    status=st.none() | st.integers(100, 599),
    tries=st.integers(1, 3),
    replayed=st.booleans(),
    build=st.none() | texts,
)
answers = st.builds(Answer, text=texts, earlier=st.lists(single_answers, max_size=2).map(tuple)) | single_answers
verdicts = st.builds(
    Verdict,
    accepted=st.booleans(),
    score=numbers,
    findings=st.lists(
        st.builds(
            Finding,
            check=texts,
            supports=st.booleans(),
            message=texts,
            turn=st.integers(0, 2),
            golden_spans=spans,
            answer_spans=spans,
        ),
        max_size=2,
    ).map(tuple),
    goldens=few_texts,
    signals=st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), numbers, max_size=2),
)
outcomes = st.builds(
    Outcome,
    case=cases,
    kind=st.sampled_from(OutcomeKind),
    answer=st.none() | answers,
    verdict=st.none() | verdicts,
    fault=st.none() | st.builds(Fault, kind=st.sampled_from(FaultKind), message=texts),
    asks=st.lists(st.builds(Ask, answer=single_answers, accepted=st.booleans()), max_size=2).map(tuple),
    evidence=st.none() | st.builds(Evidence, odds=st.floats(1, 1e9), since=st.none() | texts, unstable=st.booleans()),
)
