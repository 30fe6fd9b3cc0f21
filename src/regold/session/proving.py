"""Tries a draft of a case on the answers that its incident recorded. What that proves is told by the incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regold.incidents.conversion import Draft, Shown, Trial, reworded, wrong_words
from regold.incidents.conversion.claims import where
from regold.incidents.conversion.drafting import SUITE
from regold.incidents.conversion.trials import RECORDED
from regold.model import Answer, Case, Expect, Place, Provenance, Severity, Span, Turn, Verdict
from regold.text.normalise import normalise

if TYPE_CHECKING:
    from regold.judge import Judge

_ANYTHING = "I can help with that."


def case_of(draft: Draft, path: str) -> Case:
    """Give the case that a draft would be, standing in the file at `path`."""
    golden = (draft.golden,) if draft.golden else ()
    before = (Turn(query=one.query) for one in draft.earlier)
    return Case(
        id=draft.incident,
        suite=SUITE,
        turns=(*before, Turn(query=draft.query, golden=golden, expect=Expect(excludes=draft.excludes))),
        place=Place(path=path, line=1),
        topic=draft.topic,
        severity=draft.severity or Severity.MEDIUM,
        provenance=Provenance(incident=draft.incident, url=draft.url, wrong_claims=draft.statements),
    )


def tried(judge: Judge, case: Case, draft: Draft) -> tuple[Trial, ...]:
    """Give what the judge says of the recorded bad answer, of the corrected one, and of rewordings of both.

    `case` is the draft's own, or one that a person made of it. A draft without both answers is not tried.

    Raises:
        ModelError: a model that the judge needs cannot be loaded.
    """
    if not draft.bad or draft.golden is None:
        return ()
    return tuple(_trials(judge, case, draft))


def catches(judge: Judge, case: Case, draft: Draft) -> bool:
    """Tell whether a case rejects the bad answer of a draft and accepts its corrected one."""
    if accepts(judge, case, draft.bad):
        return False
    return accepts(judge, case, draft.golden or "")


def accepts(judge: Judge, case: Case, text: str) -> bool:
    """Tell whether a case accepts a text as its last answer, where all before it was as it should be."""
    return judge.evaluate(case, Answer(text=text, earlier=_before(case))).accepted


def _trials(judge: Judge, case: Case, draft: Draft) -> Iterator[Trial]:
    shown = ((Shown.BAD, draft.bad), (Shown.CORRECTED, draft.golden or ""))
    wrong = wrong_words(draft)
    for what, recorded in shown:
        for wording, text in ((RECORDED, recorded), *((one.how, one.text) for one in reworded(recorded))):
            yield _trial(judge, case, what, wording, text, wrong if what is Shown.BAD and wording == RECORDED else ())


def _trial(judge: Judge, case: Case, shown: Shown, wording: str, text: str, wrong: Sequence[str]) -> Trial:
    alone = judge.evaluate(_without_words(case), _meeting(case, text))
    verdict = judge.evaluate(case, _meeting(case, text)) if _holds_excluded(case, text) else alone
    deciding = alone if alone.zone is verdict.zone else verdict
    return Trial(
        shown=shown,
        wording=wording,
        zone=verdict.zone,
        alone=alone.zone,
        why=_reason(deciding),
        touches=not wrong or _touches(alone, where(wrong, text)),
    )


def _reason(verdict: Verdict) -> str:
    every = sorted(verdict.findings, key=lambda one: one.supports is not verdict.accepted)
    return next((one.message for one in every), "the judge gives no reason")


def _meeting(case: Case, text: str) -> Answer:
    """Give an answer that meets every condition but those on its text: nothing else of it was recorded."""
    expect = case.turns[-1].expect
    return Answer(
        text=text, confidence=1.0, sources=expect.sources, handoff=bool(expect.handoff), earlier=_before(case)
    )


def _before(case: Case) -> tuple[Answer, ...]:
    """Give answers to the earlier turns that nobody has anything against."""
    return tuple(
        Answer(
            text=next(iter(turn.golden), _ANYTHING),
            confidence=1.0,
            sources=turn.expect.sources,
            handoff=bool(turn.expect.handoff),
        )
        for turn in case.turns[:-1]
    )


def _holds_excluded(case: Case, text: str) -> bool:
    plain = normalise(text)
    return any(normalise(words) in plain for words in case.turns[-1].expect.excludes)


def _without_words(case: Case) -> Case:
    """Give the case as its golden alone would have it."""
    last = case.turns[-1]
    return replace(case, turns=(*case.turns[:-1], replace(last, expect=replace(last.expect, excludes=()))))


def _touches(verdict: Verdict, wrong: Sequence[Span]) -> bool:
    """Tell whether what speaks against an answer is about words that were wrong, or about no words of it."""
    against = [one for one in verdict.findings if not one.supports]
    spans = [span for one in against for span in one.answer_spans]
    if not spans or not wrong:
        return bool(against)
    return any(one.start < other.end and other.start < one.end for one in spans for other in wrong)
