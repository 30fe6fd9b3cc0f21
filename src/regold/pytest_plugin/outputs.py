"""What a run leaves behind besides its journal: reports, properties, Allure results, lines on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from warnings import warn

import pytest

from regold import reports
from regold.model import Culprit, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regold.config import Config
    from regold.pytest_plugin.allure import AllureCases
    from regold.session import Finished


UNSETTLED = {OutcomeKind.CHANGED.value: "c", OutcomeKind.FLAKY.value: "~", OutcomeKind.SUSPECT.value: "?"}
"""The letters of outcomes that pytest counts as passed when they come without a failure."""

_PASSED = ("regold_outcome", OutcomeKind.PASSED.value)


def allure_cases(config: pytest.Config) -> AllureCases | None:
    """Follow the cases into Allure's results where this process writes them."""
    if not config.pluginmanager.has_plugin("allure_listener"):
        return None
    from regold.pytest_plugin.allure import AllureCases, listen

    return listen(config, AllureCases(config.pluginmanager.get_plugin("allure_listener")))


def announce(config: pytest.Config, settings: Config, cases: int) -> None:
    """Say what is asked before the first answer comes."""
    terminal: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and config.get_verbosity() >= 0:
        some = "case" if cases == 1 else "cases"
        terminal.write_line(f"regold: {cases} {some} for {settings.endpoint}, {settings.concurrency} at once")
    if getattr(config.option, "reruns", None):
        warn(
            "--reruns does nothing for golden cases: a wrong answer is asked for again anyway, and every answer counts",
            pytest.PytestConfigWarning,
            stacklevel=1,
        )


def properties(outcome: Outcome) -> list[tuple[str, object]]:
    """Give what JUnit, pytest-html and JSON reports keep of an outcome beside its text."""
    pairs: list[tuple[str, object]] = [
        ("regold_case", outcome.case.key),
        ("regold_place", f"{outcome.case.place.path}:{outcome.case.place.line}"),
        ("regold_severity", outcome.case.severity.value),
        ("regold_outcome", outcome.kind.value),
    ]
    if outcome.answer:
        pairs.append(("regold_latency", round(outcome.answer.latency, 3)))
    if outcome.verdict:
        pairs.append(("regold_score", round(outcome.verdict.score, 3)))
    if outcome.fault:
        pairs.append(("regold_fault", outcome.fault.kind.value))
    if outcome.triangle:
        pairs.append(("regold_culprit", outcome.triangle.culprit.value))
    if outcome.evidence:
        pairs.append(("regold_evidence", reports.sentence(outcome)))
    return pairs


def status_word(report: pytest.TestReport) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """Give pytest's category, letter and word for a wrong answer that fails nothing; None for anything else."""
    if report.when != "call" or not report.passed or _PASSED in report.user_properties:
        return None
    told = {name: str(said) for name, said in report.user_properties}
    kind = told.get("regold_outcome", "")
    letter = UNSETTLED.get(kind)
    if letter and told.get("regold_culprit") == Culprit.GOLDEN_STALE:
        kind, letter = "golden to review", "g"
    return (kind, letter, (kind.upper(), {"yellow": True})) if letter else None


def write_reports(config: pytest.Config, finished: Finished) -> Sequence[Path]:
    """Write the reports that were asked for, each whole; give their paths."""
    run, changes = finished.run, finished.changes
    remarks = (*finished.notes, *_reasons(finished))
    written = []
    if summary := config.getoption("regold_summary"):
        written.append(_written(config, summary, reports.markdown(run, changes, finished.baseline, remarks)))
    if body := config.getoption("regold_comment"):
        written.append(_written(config, body, reports.comment(run, changes, finished.baseline, remarks)))
    if data := config.getoption("regold_json"):
        written.append(_written(config, data, reports.run_json(run, changes, finished.notes)))
    return written


def _reasons(finished: Finished) -> Sequence[str]:
    """Give what the gate says, and why the run ends with its exit code."""
    return [*finished.gate.notes, *(f"exit {finished.gate.exit_code}: {reason}" for reason in finished.gate.reasons)]


def _written(config: pytest.Config, name: str, text: str) -> Path:
    path = config.invocation_params.dir / name
    reports.write_whole(path, text)
    return path


def closing_lines(finished: Finished, written: Sequence[Path], *, on_github: bool) -> Sequence[str]:
    """Give the closing lines: what changed, the reasons of the exit code, the reports, the marks for GitHub."""
    lines = list(reports.summary_lines(finished.run, finished.changes, finished.baseline, finished.notes))
    lines += _reasons(finished)
    lines += [f"written: {path}" for path in written]
    return lines + (reports.github_annotations(finished.run, finished.gate.fail_on) if on_github else [])
