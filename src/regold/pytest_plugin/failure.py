"""Failures in pytest's own serialisable classes, so that every reporter and every xdist worker can carry them."""

from __future__ import annotations

from os.path import relpath
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from _pytest._code.code import ReprEntryNative, ReprExceptionInfo, ReprFileLocation, ReprTraceback

from regold import reports
from regold.model import Case, Outcome, Quarantine

if TYPE_CHECKING:
    import pytest
    from _pytest._io import TerminalWriter


class ColouredFailure(ReprExceptionInfo):
    """A failure that shows itself in colour where the terminal has colour; lives on the controller only."""

    coloured: str

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write the coloured text to a terminal, the plain one to anything else."""
        if tw.hasmarkup:
            tw.line(self.coloured)
        else:
            super().toterminal(tw)


def first_line(outcome: Outcome) -> str:
    """Give the one line that names the case and what is wrong; JUnit and Allure show it as the message."""
    return reports.headline(outcome)


def quarantine_line(quarantine: Quarantine) -> str:
    """Give the one line that says why a wrong answer does not count."""
    return reports.one_line(f"quarantined until {quarantine.until} ({quarantine.owner}): {quarantine.reason}")


def failure_repr(item: pytest.Item, case: Case, outcome: Outcome) -> ReprExceptionInfo:
    """Give what a person reads of a wrong answer or an endpoint error, as pytest's own class."""
    traceback = ReprTraceback([ReprEntryNative([f"{plain_text(item, outcome)}\n"])], extraline=None, style="native")
    crash = ReprFileLocation(str(item.path), case.place.line, first_line(outcome))
    return ReprExceptionInfo(reprtraceback=traceback, reprcrash=crash)


def plain_text(item: pytest.Item, outcome: Outcome) -> str:
    """Give what a person reads of an outcome that is not a pass, without colour."""
    return outcome_text(outcome, rerun=rerun_command(item.config, item.nodeid), colour=False, width=100)


def in_colour(report: pytest.TestReport, outcome: Outcome, config: pytest.Config) -> None:
    """Let the report's failure show itself in colour where this process has a terminal with colour."""
    terminal: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    plain = report.longrepr
    if terminal is None or not terminal.hasmarkup or not isinstance(plain, ReprExceptionInfo):
        return
    failure = ColouredFailure(reprtraceback=plain.reprtraceback, reprcrash=plain.reprcrash)
    rerun = rerun_command(config, report.nodeid)
    failure.coloured = outcome_text(outcome, rerun=rerun, colour=True, width=get_terminal_size().columns)
    report.longrepr = failure


def outcome_text(outcome: Outcome, *, rerun: str, colour: bool, width: int) -> str:
    """Give at most a screen about an outcome that is not a pass."""
    if outcome.fault:
        return reports.trouble_text(outcome, rerun=rerun, colour=colour, width=width)
    return reports.failure_text(outcome, rerun=rerun, colour=colour, width=width)


def rerun_command(config: pytest.Config, nodeid: str) -> str:
    """Give the command that runs just this case again from where pytest was started."""
    path, _, name = nodeid.partition("::")
    return f"pytest '{relpath(config.rootpath / path, config.invocation_params.dir)}::{name}'"
