"""Deselects the cases that a change of articles does not touch, and tells one reason for each that stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from regold.errors import RegoldError
from regold.pytest_plugin.collector import CaseItem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regold.config import Config
    from regold.knowledge.impact import Selection
    from regold.session.impact import KbRequest

_SENT = "regold_impact"


class Touching(Protocol):
    """What the choice needs of the run it is made for."""

    touched: Selection | None

    @property
    def settings(self) -> Config:
        """The settings of the run."""
        ...


def choose_touched(config: pytest.Config, items: list[pytest.Item], run: Callable[[], Touching]) -> None:
    """Deselect the cases that the change does not touch, and tell the run; what is no case stays.

    Raises:
        pytest.UsageError: the change cannot be found, or the settings name no articles.
    """
    from regold.session.impact import plan_impact

    cases = [item.case for item in items if isinstance(item, CaseItem)]
    if not cases:
        return
    try:
        selection = plan_impact(run().settings, cases, _request(config))
    except RegoldError as mistake:
        raise pytest.UsageError(str(mistake)) from None
    run().touched = selection
    keys = selection.keys
    untouched = [item for item in items if isinstance(item, CaseItem) and item.case.key not in keys]
    if untouched:
        config.hook.pytest_deselected(items=untouched)
        gone = set(map(id, untouched))
        items[:] = [item for item in items if id(item) not in gone]
    _teller(config).lines = _lines(selection)
    _teller(config).nothing = not items


class ImpactTeller:
    """Tells why each case is run: after the collection, or, from the workers of xdist, at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._from_workers = False
        self.lines: Sequence[str] = ()
        self.nothing = False

    def pytest_report_collectionfinish(self) -> list[str]:
        """Give the reasons, below the number of collected items."""
        return list(self.lines)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send the reasons to the controller of xdist; a run that nothing had to be run for is a good one."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_SENT] = {"lines": list(self.lines), "nothing": self.nothing}
        elif self.nothing and session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take the reasons from a worker: all have the same."""
        sent = getattr(node, "workeroutput", {}).get(_SENT)
        if sent:
            self.lines, self.nothing, self._from_workers = sent["lines"], sent["nothing"], True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show what came from the workers."""
        if self._from_workers:
            terminalreporter.section("touched by the change of articles", sep="-")
            for line in self.lines:
                terminalreporter.write_line(line)


def watch(config: pytest.Config) -> None:
    """Register what tells the reasons."""
    config.pluginmanager.register(ImpactTeller(config), "regold-impact")


def _teller(config: pytest.Config) -> ImpactTeller:
    teller = config.pluginmanager.get_plugin("regold-impact")
    assert isinstance(teller, ImpactTeller)  # noqa: S101 - registered when an option asked for it
    return teller


def _request(config: pytest.Config) -> KbRequest:
    from regold.session.impact import KbRequest

    diff = config.getoption("regold_kb_diff")
    return KbRequest(
        commits=config.getoption("regold_kb_changed"),
        diff=None if diff is None else _read(config.invocation_params.dir / diff),
        articles=tuple(config.getoption("regold_article") or ()),
    )


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise pytest.UsageError(f"--regold-kb-diff {path}: cannot be read ({error.strerror}); check the path") from None


def _lines(selection: Selection) -> list[str]:
    head = f"regold: {len(selection.chosen)} of {selection.total} cases are touched by the change of articles"
    if selection.doubts:
        return [f"regold: everything is run: {doubt}" for doubt in selection.doubts]
    return [head, *(f"  {one.case.suite}/{one.case.id}: {one.reason}" for one in selection.chosen)]
