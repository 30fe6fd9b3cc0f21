"""The hooks that work while golden suites are in play: they start and end the run and hand its outcomes over."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from regold import history, suites
from regold.errors import RegoldError
from regold.model import Case, Fault, FaultKind, Outcome, OutcomeKind
from regold.pytest_plugin import outputs
from regold.pytest_plugin.collector import CaseItem
from regold.pytest_plugin.failure import failure_repr, in_colour, plain_text
from regold.pytest_plugin.interrupt import terminated_in_order
from regold.pytest_plugin.options import read_settings
from regold.pytest_plugin.putting_off import PutOff
from regold.session import Recorder, Session, fails

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from regold.config import Config
    from regold.knowledge.impact import Selection
    from regold.model import Shard
    from regold.session import Unfinished

FINISHED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
"""The last for a part of a run to which no case fell: it is good all the same."""


class ActivePlugin:
    """One pytest process that runs golden suites: alone, as an xdist worker, or as the controller of workers."""

    def __init__(self, config: pytest.Config) -> None:
        self._pytest = config
        self._is_worker = hasattr(config, "workerinput")
        self._allure = outputs.allure_cases(config)
        self.touched: Selection | None = None  # the cases that a change of articles touches, when one is named
        self._settings: Config | None = None
        self._session: Session | None = None
        self._recorder: Recorder | None = None
        self._cases: Mapping[str, Case] = {}
        self._lines: Sequence[str] = ()
        self._marks: dict[str, pytest.Mark] = {}
        self._models: set[str] = set()
        self._whole = ""
        self._others_failed = False
        self._stops_early = bool(config.getoption("maxfail"))
        self._at_end = ExitStack()
        if not self._stops_early:
            config.pluginmanager.register(PutOff(self._note_put_off, self._settle), "regold-put-off")

    @property
    def settings(self) -> Config:
        """The settings of this run; raises pytest.UsageError, whose exit code is 4, for a mistake in them."""
        if self._settings is None:
            self._settings = read_settings(self._pytest)
        return self._settings

    @property
    def run(self) -> str | None:
        """The id of the run that is recorded here, None until it was begun."""
        return self._recorder.run.id if self._recorder else None

    @property
    def session(self) -> Session:
        """The one session of this process, opened when it is first needed."""
        if self._session is None:
            try:
                self._session = Session(
                    self.settings,
                    now=datetime.now(UTC),
                    stops_early=self._stops_early,
                    asks_ahead=not self._is_worker,
                    touched=self.touched,
                )
            except RegoldError as mistake:
                raise pytest.UsageError(str(mistake)) from None
            self._at_end.callback(self._session.close)
        return self._session

    @property
    def _shard(self) -> Shard | None:
        """The part of the run that is asked here, None for all of it."""
        if self._pytest.getoption("regold_shard") is None:
            return None
        from regold.pytest_plugin.shard import read_shard

        return read_shard(self._pytest)

    def marks(self, case: Case) -> list[pytest.Mark]:
        """Give the marks of a case: its severity and tags to choose by, and Allure's labels where it listens."""
        chosen = [self._mark(name) for name in (case.severity.value, *case.tags)]
        return chosen + [decorator.mark for decorator in (self._allure.marks(case) if self._allure else ())]

    @property
    def _resumed(self) -> Unfinished | None:
        """The run to go on with, None for a run of its own."""
        if self._pytest.getoption("regold_resume") is None:
            return None
        from regold.pytest_plugin.resuming import resumed

        return resumed(self._pytest, self.settings)

    def fails(self, outcome: Outcome) -> bool:
        """Tell whether a case with this outcome fails the run."""
        return fails(outcome, self.settings.gate)

    def give_up(self, mistake: RegoldError) -> NoReturn:
        """End the run with the exit code of a mistake; a worker of xdist can only fail the case it runs."""
        if self._is_worker:
            raise mistake
        pytest.exit(f"regold: {mistake}", returncode=pytest.ExitCode.USAGE_ERROR)

    def plan_for_workers(self, nodeids: Sequence[str]) -> None:
        """Open the run on the controller, once, before its workers are sent anything."""
        if self._recorder is None:
            root = self._pytest.rootpath
            paths = dict.fromkeys(nodeid.partition("::")[0] for nodeid in nodeids)
            by_id = {f"{path}::{case.id}": case for path in paths for case in suites.load(root / path, root)}
            cases = {nodeid: by_id[nodeid] for nodeid in nodeids if not by_id[nodeid].to_review}
            _refuse_twins(cases)
            self._open_run(cases)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Begin to ask once the choosing is over, unless a suite is broken."""
        _keep_what_was_collected()
        items = [item for item in session.items if isinstance(item, CaseItem)]
        broken = session.testsfailed and not session.config.option.continue_on_collection_errors
        chosen = items or self._shard
        if chosen and not (self._is_worker or broken or session.config.option.collectonly):
            cases = {item.nodeid: item.case for item in items}
            _refuse_twins(cases)
            self.session.start([item.case for item in items if item.outcome is None])
            self._open_run(cases)  # while the first answers are on their way
        return (yield)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put what became of a case on its report, before other plugins read it."""
        report = yield
        if isinstance(item, CaseItem):
            if call.when == "setup" and item.answer:
                report.duration = item.answer.total_latency  # not the wait: others were asked meanwhile
            if call.when == "call" or (call.when == "setup" and call.excinfo):
                self._report_case(item, call, report)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record what a worker sends, and a case whose worker died; show failures in colour."""
        if self._is_worker or self._recorder is None:
            return
        case = self._cases.get(report.nodeid)
        if case is None:
            self._others_failed = self._others_failed or report.failed
            return
        if carried := getattr(report, "regold", None):
            self._recorder.record(history.outcome_from_json(carried))
        elif report.when not in {"setup", "call", "teardown"}:
            self._recorder.record(_crashed(case, "the worker process died while it ran this case"))
        if report.failed and (outcome := self._recorder.outcome(case)):
            in_colour(report, outcome, self._pytest)
            if outcome.kind is OutcomeKind.KNOWN_FAILURE:  # with --runxfail
                self._others_failed = True

    def pytest_report_teststatus(self, report: pytest.TestReport) -> object:
        """Mark a wrong answer that fails nothing, which pytest counts as passed."""
        word = outputs.status_word(report)
        return word if word and report.nodeid in self._cases else None

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - xdist's own class
        """Learn which models a worker loaded, and what it knows of the whole plan."""
        told = getattr(node, "workeroutput", {})
        self._models.update(told.get("regold_models", ()))
        self._whole = told.get("regold_whole") or self._whole

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """End the run: close what was opened, compare, write the reports, decide over the exit code."""
        gc.enable()
        self._at_end.close()
        self._models.update(self._session.models if self._session else ())
        if self._is_worker:
            told = self._pytest.workeroutput  # type: ignore[attr-defined]
            told |= {"regold_models": sorted(self._models), "regold_whole": self._shard.whole if self._shard else ""}
        if self._is_worker or self._recorder is None:
            return
        finished = self._recorder.finish(self._models, self._whole)
        written = outputs.write_reports(self._pytest, finished)
        self._lines = outputs.closing_lines(finished, written, on_github=self.settings.on_github)
        if session.exitstatus in FINISHED and not self._others_failed:
            session.exitstatus = finished.gate.exit_code

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell what changed, what could not be asked, and where the reports are."""
        if self._lines:
            terminalreporter.section("regold", sep="=")
        for line in self._lines:
            terminalreporter.write_line(line)

    def _mark(self, name: str) -> pytest.Mark:
        """Give the mark of a severity or tag, told to pytest first: with strict markers it takes no others."""
        if name not in self._marks:
            self._pytest.addinivalue_line("markers", f"{name}: golden cases of this severity or tag")
            self._marks[name] = getattr(pytest.mark, name).mark
        return self._marks[name]

    def _open_run(self, cases: Mapping[str, Case]) -> None:
        self._cases = cases
        self._recorder = Recorder(
            self.settings,
            list(cases.values()),
            files=list({self._pytest.rootpath / nodeid.partition("::")[0] for nodeid in cases}),
            token=token_hex(4),
            clock=lambda: datetime.now(UTC),
            shard=self._shard,
            resumed=self._resumed,
        )
        self._at_end.enter_context(terminated_in_order())
        outputs.announce(self._pytest, self.settings, len(cases))

    def _note_put_off(self, item: CaseItem, outcome: Outcome) -> None:
        if self._allure:
            self._allure.put_off(item)
        if self._recorder:
            self._recorder.record(outcome)

    def _settle(self, undecided: Sequence[Outcome]) -> Sequence[Outcome]:
        try:
            return self.session.settle(undecided)
        except RegoldError as mistake:
            self.give_up(mistake)

    def _report_case(self, item: CaseItem, call: pytest.CallInfo[None], report: pytest.TestReport) -> None:
        outcome = item.outcome or _without_outcome(item.case, call, report)
        if report.failed and item.outcome and item.outcome.fault:
            report.longrepr = failure_repr(item, item.case, outcome)
        if report.passed and outcome.kind is not OutcomeKind.PASSED:
            report.sections.append(("regold", plain_text(item, outcome)))
        report.user_properties.extend(properties := outputs.properties(outcome))
        item.user_properties.extend(properties)
        if self._allure:
            self._allure.attach(outcome)
        if self._recorder:
            self._recorder.record(outcome)
        else:
            report.regold = history.outcome_to_json(outcome)  # type: ignore[attr-defined]


def _keep_what_was_collected() -> None:
    """Look for garbage again, but not among the cases: they live as long as the process."""
    gc.freeze()
    gc.enable()


def _without_outcome(case: Case, call: pytest.CallInfo[None], report: pytest.TestReport) -> Outcome:
    """Give the outcome of a case that another plugin skipped or stopped, or that met a bug of ours."""
    reason = call.excinfo.exconly(tryshort=True) if call.excinfo else "it never came to an outcome"
    if report.skipped:
        return Outcome(case=case, kind=OutcomeKind.NOT_RUN, fault=Fault(kind=FaultKind.STOPPED, message=reason))
    return _crashed(case, reason)


def _crashed(case: Case, reason: str) -> Outcome:
    return Outcome(case=case, kind=OutcomeKind.ERROR, fault=Fault(kind=FaultKind.CRASHED, message=reason))


def _refuse_twins(cases: Mapping[str, Case]) -> None:
    """Refuse two cases of one name: their histories could not be told apart."""
    first: dict[str, Case] = {}
    for case in cases.values():
        twin = first.setdefault(case.key, case)
        if twin is not case:
            raise pytest.UsageError(f"{case.place}: the case {case.key} stands at {twin.place} too; rename one of them")
