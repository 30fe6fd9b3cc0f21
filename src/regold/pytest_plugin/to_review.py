"""Cases whose golden is not there yet: shown as skipped, counted by nobody, and told at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    import os

    from regold.model import Case

MARK = ("regold_outcome", "to_review")
REASON = "to review: its golden is not there yet; `regold record` asks for it, `regold review` shows what was said"


class ToReviewItem(pytest.Item):
    """A case that is not asked, since there is nothing to hold its answer against."""

    def __init__(self, *, case: Case, **rest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**rest)
        self.case = case
        self.user_properties.append(MARK)

    def runtest(self) -> NoReturn:
        """Skip."""
        raise pytest.skip.Exception(REASON, _use_item_location=True)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Point at the line of the case in its suite."""
        return self.path, self.case.place.line - 1, f"{self.case.suite}/{self.case.id}"


class ToReview:
    """Counts such cases, in a process of its own or as the controller of workers."""

    def __init__(self) -> None:
        self._waiting: set[str] = set()
        self._others = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell the cases that wait from everything else."""
        if self._others and not report.skipped:
            return  # nothing new: most reports of most runs
        if MARK in map(tuple, report.user_properties):
            self._waiting.add(report.nodeid)
        else:
            self._others = True

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Let a run of nothing but such cases end as one in which there was nothing to run."""
        if self._waiting and not self._others and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many there are, and what to do."""
        if self._waiting:
            some = "1 case has" if len(self._waiting) == 1 else f"{len(self._waiting)} cases have"
            terminalreporter.write_line(f"to review: {some} no golden yet; `regold record`, then `regold review`")
