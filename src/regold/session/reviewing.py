"""One sitting of a review: which answers a person should look at, and what becomes of a decision. It shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from regold import history, suites
from regold.errors import ConfigError
from regold.history import Decision, Proposal, Review
from regold.model import Answer, Case, Outcome, OutcomeKind, Run, Severity, Verdict
from regold.session.judging import judged
from regold.session.opening import open_judge
from regold.suites import writing

if TYPE_CHECKING:
    from regold.config import Config

Words = tuple[str, tuple[str, ...]]
"""A case, and its answers without the white space that says nothing: what a decision is about."""


class Why(StrEnum):
    """Why an answer is to be looked at; what is most pressing first."""

    CHANGED = "changed"
    STALE = "stale"
    SUSPECT = "suspect"
    REWORDED = "reworded"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An answer to look at, with its case as the suites have it today.

    `note` says more about `why`. `turns` are those whose goldens an acceptance writes. `before` is the last accepted
    outcome of the case, where that is what the answer is held against. `run` names the run or recording.
    """

    why: Why
    note: str
    outcome: Outcome
    turns: tuple[int, ...]
    run: str
    before: Outcome | None = None

    @property
    def key(self) -> str:
        """The key of the case."""
        return self.outcome.case.key

    @property
    def proposed(self) -> str | None:
        """The golden that an acceptance writes in place of a stale one: its own words with the articles' facts."""
        return self.outcome.triangle.proposed if self.why is Why.STALE and self.outcome.triangle else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers to all turns."""
        answer = self.outcome.answer
        return (*answer.earlier, answer) if answer else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that was made; `written` is the suite it changed, `unmet` why the answer would still be wrong."""

    item: Item
    decision: Decision
    written: str | None = None
    unmet: str = ""


def refuse_in_ci(config: Config) -> None:
    """Raise ConfigError in CI, where nobody looks and what is written is lost."""
    if config.in_ci:
        raise ConfigError(
            "this is CI (the environment variable CI is set): nothing is reviewed or recorded here, and nothing was "
            "written; do it on your machine and commit the suites (`regold review --list` works everywhere)"
        )


class Sitting:
    """The answers of one run, and the first answers recorded meanwhile, that wait for a decision."""

    def __init__(self, config: Config, run: Run | None, *, clock: Callable[[], datetime], token: str) -> None:
        """Read the suites, and what was decided before; `token` makes the name of this sitting unique.

        Raises SuiteError for a mistake in the suites, HistoryError for reviews that are damaged.
        """
        self._config = config
        self._clock = clock
        self._reviews = history.Reviews(config.history, history.new_run_id(clock(), token))
        self._found = tuple(sorted(_found(config, run), key=_urgency))
        self._cases = _cases(config, self._found)
        self._decided = {(r.case, _plain(r.answers)) for r in history.reviews(config.history)}
        self._judge = open_judge(config)

    def items(self) -> Iterator[Item]:
        """Give what nobody has decided about yet, each as it is when its turn comes."""
        for found in self._found:
            if _words(found) not in self._decided and (item := self._today(found)):
                yield item

    def named(self, name: str) -> Item:
        """Give the answer to the case of this key, `suite/id`, or id; one that was decided about before, too.

        Raises ConfigError naming what there is to review, when that is none or several.
        """
        fitting = [found for found in self._found if name in _names(found.outcome.case)]
        current = [item for item in map(self._today, fitting) if item]
        if len(current) == 1:
            return current[0]
        known = ", ".join(item.key for item in (current or list(self.items()))[:5])
        what = f"{name} names several answers" if current else f"there is no answer of {name} to review"
        raise ConfigError(f"{what}; " + (f"there are {known}" if known else "there is nothing to review"))

    def decide(self, item: Item, decision: Decision) -> Decided:
        """Write a decision down, behind the golden that it changes in a suite.

        Raises ConfigError in CI and for a decision that does not fit, SuiteError when the suite cannot be changed: then
        nothing is written.
        """
        refuse_in_ci(self._config)
        if decision is Decision.KEPT and not (item.outcome.verdict and item.outcome.verdict.accepted):
            raise ConfigError(f"{item.key}: this answer is wrong beside its golden; accept, add or reject it")
        accepting = decision in {Decision.ACCEPTED, Decision.ADDED}
        written = self._write_goldens(item, decision) if accepting else None
        for turn in item.turns:
            self._reviews.add(_review(item, turn, decision, self._clock()))
        self._decided.add(_words(item))
        return Decided(item=item, decision=decision, written=written, unmet=self._unmet(item) if accepting else "")

    def _write_goldens(self, item: Item, decision: Decision) -> str:
        case = item.outcome.case
        name, edit = (
            case.variant_of or case.id,
            writing.SetGolden if decision is Decision.ACCEPTED else writing.AddGolden,
        )
        proposed = item.proposed if decision is Decision.ACCEPTED else None
        texts = {turn: writing.as_golden(proposed or item.answers[turn].text) for turn in item.turns}
        if not all(texts.values()):
            raise ConfigError(f"{item.key}: an empty answer cannot be a golden; reject it, or open an incident")
        edits = [edit(case=name, turn=turn, text=text) for turn, text in texts.items()]
        cases = writing.write_back(self._config.root / case.place.path, edits, self._config.root)
        self._cases.update((case.key, case) for case in cases)
        return case.place.path

    def _today(self, found: Item) -> Item | None:
        """Give an answer beside today's case; None when that asks something else, or takes the answer by now."""
        recorded, today = found.outcome.case, self._cases.get(found.key)
        if today is None or [turn.query for turn in today.turns] != [turn.query for turn in recorded.turns]:
            return None
        if found.why is Why.RECORDED:
            turns = tuple(turn for turn in found.turns if today.turns[turn].record)
            return replace(found, outcome=replace(found.outcome, case=today), turns=turns) if turns else None
        if today.turns == recorded.turns:
            return replace(found, outcome=replace(found.outcome, case=today))
        again = self._judged(today, found)
        if again.verdict and again.verdict.accepted and found.why is not Why.REWORDED:
            return None
        why = Why.CHANGED if found.why is Why.STALE else found.why  # it was another golden that was stale
        return replace(found, why=why, outcome=replace(found.outcome, case=today, verdict=again.verdict, triangle=None))

    def _judged(self, case: Case, item: Item) -> Outcome:
        assert item.outcome.answer  # noqa: S101 - there is nothing to review without one
        return judged(self._judge, case, item.outcome.answer)

    def _unmet(self, item: Item) -> str:
        """Give why the answer would be wrong with its golden in place: hard conditions stay what they are."""
        verdict = self._judged(self._cases[item.key], item).verdict
        return next((found.message for found in verdict.findings if not found.supports), "") if verdict else ""


def _found(config: Config, run: Run | None) -> Iterator[Item]:
    """Give what there may be to look at, as it was recorded."""
    if run:
        kinds = {OutcomeKind.CHANGED: Why.CHANGED, OutcomeKind.SUSPECT: Why.SUSPECT}
        for kind, why in kinds.items():
            for outcome in run.outcomes:
                if outcome.kind is kind and outcome.answer:
                    stale = Why.STALE if outcome.golden_stale else why
                    yield Item(why=stale, note="", outcome=outcome, turns=(_deciding(outcome),), run=run.id)
        baseline = history.baseline(config.history, run)
        for shift in history.drift(config.history, run, baseline).shifts:
            yield Item(
                why=Why.REWORDED,
                note=shift.why,
                outcome=shift.after,
                turns=(_differing(shift.before, shift.after),),
                run=run.id,
                before=shift.before,
            )
    yield from map(_proposed, history.proposals(config.history).values())


def _urgency(item: Item) -> tuple[int, int, str, int, str]:
    """Order by reason and severity, then by place: a case stands before its variants."""
    case = item.outcome.case
    severity = list(Severity).index(case.severity)
    return list(Why).index(item.why), severity, case.place.path, case.place.line, case.id


def _proposed(proposal: Proposal) -> Item:
    case, count = proposal.case, len(proposal.answers)
    verdict = Verdict(accepted=not proposal.findings, score=0.0, findings=proposal.findings)
    steady = f"{proposal.agreeing} of {count} answers say the same" if count > 1 else "asked once"
    return Item(
        why=Why.RECORDED,
        note=steady,
        outcome=Outcome(case=case, kind=OutcomeKind.NOT_RUN, answer=proposal.answer, verdict=verdict),
        turns=tuple(at for at, turn in enumerate(case.turns) if turn.record),
        run=proposal.recording,
    )


def _deciding(outcome: Outcome) -> int:
    findings = outcome.verdict.findings if outcome.verdict else ()
    against = (finding.turn for finding in findings if not finding.supports)
    return next((turn for turn in against if turn < len(outcome.case.turns)), len(outcome.case.turns) - 1)


def _differing(before: Outcome, after: Outcome) -> int:
    """Give the first turn that has a golden and another answer than before."""
    old, new = _texts(before), _texts(after)
    turns = range(min(len(old), len(new), len(after.case.turns)))
    differing = [turn for turn in turns if old[turn].split() != new[turn].split()]
    held = [turn for turn in differing if after.case.turns[turn].golden]
    return next(iter((*held, *differing)), 0)


def _review(item: Item, turn: int, decision: Decision, at: datetime) -> Review:
    case, verdict = item.outcome.case, item.outcome.verdict
    return Review(
        at=at,
        run=item.run,
        case=item.key,
        decision=decision,
        turn=turn,
        queries=tuple(turn.query for turn in case.turns),
        goldens=tuple(turn.golden for turn in case.turns),
        answers=tuple(answer.text for answer in item.answers),
        judged_good=verdict is not None and verdict.accepted,
    )


def _cases(config: Config, found: Sequence[Item]) -> dict[str, Case]:
    """Give the cases of the suites of the settings, and of those files beside them that were run."""
    paths = [config.root / path for path in config.suites]
    others = {config.root / item.outcome.case.place.path for item in found}
    loaded = suites.load_all([*paths, *sorted(path for path in others if path.is_file())], config.root)
    return {case.key: case for case in loaded}


def _names(case: Case) -> tuple[str, str, str]:
    return case.key, f"{case.suite}/{case.id}", case.id


def _texts(outcome: Outcome) -> tuple[str, ...]:
    answer = outcome.answer
    return tuple(said.text for said in (*answer.earlier, answer)) if answer else ()


def _plain(answers: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in answers)


def _words(item: Item) -> Words:
    return item.key, _plain(_texts(item.outcome))
