"""Golden suites as pytest sees them: a file of cases, each an item that asks in setup and judges in runtest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

from regold import suites
from regold.errors import RegoldError, SuiteError
from regold.model import Answer, Case, EndpointError, NotRunError, Outcome, OutcomeKind
from regold.pytest_plugin.failure import failure_repr, first_line, quarantine_line
from regold.pytest_plugin.to_review import ToReviewItem

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    from _pytest._code.code import ExceptionInfo, TerminalRepr

    from regold.session import Session


class WrongAnswerError(AssertionError):
    """The endpoint's answer was rejected: a failure, as against an endpoint error, which is an error."""


class Asking(Protocol):
    """What a suite needs of the run it belongs to."""

    @property
    def session(self) -> Session:
        """The session that asks and judges."""
        ...

    def marks(self, case: Case) -> Sequence[pytest.Mark]:
        """Give the marks of a case."""
        ...

    def fails(self, outcome: Outcome) -> bool:
        """Tell whether a case with this outcome fails the run."""
        ...

    def give_up(self, mistake: RegoldError) -> NoReturn:
        """End the run for a mistake of the user's that only judging could show."""
        ...


class SuiteFile(pytest.File):
    """One golden suite."""

    def __init__(self, *, run: Asking, **rest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**rest)
        self.run = run

    def collect(self) -> Iterator[CaseItem | ToReviewItem]:
        """Give an item for each case, or all mistakes of the file at once."""
        for case in suites.load(self.path, self.config.rootpath):
            if case.to_review:
                yield ToReviewItem.from_parent(self, name=case.id, case=case)
                continue
            yield CaseItem.from_parent(self, name=case.id, case=case, run=self.run)

    def repr_failure(
        self,
        excinfo: ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401, ARG002 - pytest's own literal
    ) -> str | TerminalRepr:
        """Show the mistakes of the suite as they are, without our own call stack."""
        if isinstance(excinfo.value, SuiteError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class CaseItem(pytest.Item):
    """One case: its answer is waited for in setup, so that an endpoint error is natively an error."""

    def __init__(self, *, case: Case, run: Asking, **rest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**rest)
        self.case = case
        self.run = run
        self.answer: Answer | None = None
        self.outcome: Outcome | None = None
        self._trouble: BaseException | None = None
        self.own_markers.extend(run.marks(case))
        self.keywords.update((mark.name, mark) for mark in self.own_markers)
        self.extra_keyword_matches.update(word for word in (case.suite, case.topic, case.owner) if word)

    def looks_wrong(self) -> bool:
        """Ask and judge before setup: whether more answers are needed to tell what became of the case.

        What goes wrong on the way is left to the phase it belongs to.
        """
        self._wait()
        if self.answer is None and self.outcome is None:
            return False
        try:
            return self._judge().undecided
        except pytest.exit.Exception:
            raise
        except Exception:  # noqa: BLE001 - runtest meets it again
            return False

    def meet(self, trouble: Exception) -> None:
        """Let setup raise this in place of whatever was found out."""
        self.outcome, self._trouble = None, trouble

    def setup(self) -> None:
        """Wait for the answer; raises EndpointError, or skips a case that is not asked any more."""
        __tracebackhide__ = True
        self._wait()
        if isinstance(self._trouble, NotRunError):
            raise pytest.skip.Exception(str(self._trouble), _use_item_location=True) from None
        if self._trouble:
            raise self._trouble

    def runtest(self) -> None:
        """Judge the answer; raises WrongAnswerError when the case has changed and its severity fails a run."""
        __tracebackhide__ = True
        try:
            outcome = self._judge()
            if outcome.undecided:  # nobody could put it off
                (outcome,) = self.run.session.settle([outcome])
        except RegoldError as mistake:
            self.run.give_up(mistake)
        self.outcome = outcome
        if self.run.fails(outcome):
            raise WrongAnswerError(first_line(outcome))
        if outcome.kind is OutcomeKind.KNOWN_FAILURE and self.case.quarantine:
            raise pytest.xfail.Exception(quarantine_line(self.case.quarantine))

    def repr_failure(
        self,
        excinfo: ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401 - pytest's own literal
    ) -> str | TerminalRepr:
        """Show a wrong answer as a screen of text, and a bug of ours as a bug."""
        if isinstance(excinfo.value, WrongAnswerError | pytest.xfail.Exception) and self.outcome:
            return failure_repr(self, self.case, self.outcome)
        return super().repr_failure(excinfo, style=style)

    def _wait(self) -> None:
        """Wait for the first answer, once, and keep what came instead of one."""
        __tracebackhide__ = True
        if self.answer or self.outcome or self._trouble:
            return
        try:
            self.answer = self.run.session.answer(self.case)
        except pytest.exit.Exception:
            raise
        except (Exception, pytest.fail.Exception) as trouble:  # noqa: BLE001 - raised again in setup
            self._trouble = trouble
            if isinstance(trouble, EndpointError | NotRunError):
                kind = OutcomeKind.ERROR if isinstance(trouble, EndpointError) else OutcomeKind.NOT_RUN
                self.outcome = Outcome(case=self.case, kind=kind, fault=trouble.fault)

    def _judge(self) -> Outcome:
        """Give what became of the case, judging its first answer once."""
        if self.outcome is None:
            if self.answer is None:
                raise RuntimeError("a case is judged only after its answer came")
            self.outcome = self.run.session.outcome(self.case, self.answer)
        return self.outcome

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Point at the line of the case in its suite."""
        return self.path, self.case.place.line - 1, f"{self.case.suite}/{self.case.id}"
