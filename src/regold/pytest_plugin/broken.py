"""Broken suites: a user's mistake, told before the first call, with the exit code of a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGED = 1
MISTAKE = pytest.ExitCode.USAGE_ERROR


class BrokenSuites:
    """Watches for suites that could not be read, in a process of its own or as the controller of workers."""

    def __init__(self, config: pytest.Config, is_suite: Callable[[str], bool]) -> None:
        self._config = config
        self._is_suite = is_suite
        self._met = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a broken suite and put it on the front page of an Allure report."""
        if not (report.failed and self._is_suite(report.nodeid)):
            return
        self._met = True
        if self._config.pluginmanager.has_plugin("allure_listener"):
            from regold.pytest_plugin.allure import global_error

            global_error(report.longreprtext)

    @pytest.hookimpl(optionalhook=True, tryfirst=True)
    def pytest_xdist_node_collection_finished(self) -> None:
        """Stop before the workers are sent anything: unlike pytest alone, xdist would run the other suites."""
        if self._met and not self._config.option.continue_on_collection_errors:
            raise pytest.Session.Interrupted("a golden suite could not be read")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Exit as for any mistake of the user's, unless answers of other suites changed."""
        if self._met and session.exitstatus != CHANGED and not hasattr(session.config, "workerinput"):
            session.exitstatus = MISTAKE
