"""Golden suites as pytest sees them: a file of cases, each an item that asks in setup and judges in runtest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

from regold import suites
from regold.errors import RegoldError, SuiteError
from regold.model import Answer, Case, EndpointError, NotRunError, Outcome, OutcomeKind
from regold.pytest_plugin.failure import failure_repr, first_line

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

    def give_up(self, mistake: RegoldError) -> NoReturn:
        """End the run for a mistake of the user's that only judging could show."""
        ...


class SuiteFile(pytest.File):
    """One golden suite."""

    def __init__(self, *, run: Asking, **rest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**rest)
        self.run = run

    def collect(self) -> Iterator[CaseItem]:
        """Give an item for each case, or all mistakes of the file at once."""
        for case in suites.load(self.path, self.config.rootpath):
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
        self.own_markers.extend(run.marks(case))
        self.keywords.update((mark.name, mark) for mark in self.own_markers)
        self.extra_keyword_matches.update(word for word in (case.suite, case.topic, case.owner) if word)

    def setup(self) -> None:
        """Wait for the answer; raises EndpointError, or skips a case that is not asked any more."""
        __tracebackhide__ = True
        try:
            self.answer = self.run.session.answer(self.case)
        except EndpointError as error:
            self.outcome = Outcome(case=self.case, kind=OutcomeKind.ERROR, fault=error.fault)
            raise
        except NotRunError as error:
            self.outcome = Outcome(case=self.case, kind=OutcomeKind.NOT_RUN, fault=error.fault)
            raise pytest.skip.Exception(str(error), _use_item_location=True) from None

    def runtest(self) -> None:
        """Judge the answer; raises WrongAnswerError when it is rejected."""
        __tracebackhide__ = True
        if self.answer is None:
            raise RuntimeError("a case is judged only after its answer came")
        try:
            self.outcome = self.run.session.outcome(self.case, self.answer)
        except RegoldError as mistake:
            self.run.give_up(mistake)
        if self.outcome.kind is OutcomeKind.CHANGED:
            raise WrongAnswerError(first_line(self.outcome))

    def repr_failure(
        self,
        excinfo: ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401 - pytest's own literal
    ) -> str | TerminalRepr:
        """Show a wrong answer as a screen of text, and a bug of ours as a bug."""
        if isinstance(excinfo.value, WrongAnswerError) and self.outcome:
            return failure_repr(self, self.case, self.outcome)
        return super().repr_failure(excinfo, style=style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Point at the line of the case in its suite."""
        return self.path, self.case.place.line - 1, f"{self.case.suite}/{self.case.id}"
