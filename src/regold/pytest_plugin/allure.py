"""What an Allure report shows of a case: labels at collection, title and attachments while it runs."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Any

import allure_commons
import pytest
from allure_commons.model2 import Label, StatusDetails
from allure_commons.types import AttachmentType
from attr import attrs

from regold import reports
from regold.model import Answer, Case, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITIES = {"critical": "blocker", "high": "critical", "medium": "normal", "low": "minor"}
CASE_LABEL = "regold_case"
HTTP_EXCHANGE = "application/vnd.allure.http+json"


@attrs(auto_attribs=True)
class ComparedDetails(StatusDetails):
    """Status details with the two texts that Allure 3 shows as its own comparison."""

    expected: str | None = None
    actual: str | None = None


class AllureCases:
    """Follows the cases of this process into the Allure results; everything is called on the main thread."""

    def __init__(self, listener: Any) -> None:  # noqa: ANN401 - Allure's own class
        self._listener = listener
        self._compared: dict[str, Outcome] = {}

    def marks(self, case: Case) -> Iterator[pytest.MarkDecorator]:
        """Give the labels and links of a case; dynamic ones would come too late for `--allure-severities`."""
        label = pytest.mark.allure_label
        yield label(SEVERITIES[case.severity], label_type="severity")
        yield label(case.suite, label_type="suite")
        yield label(case.key, label_type=CASE_LABEL)
        if case.topic:
            yield label(case.topic, label_type="feature")
        if case.owner:
            yield label(case.owner, label_type="owner")
        for link in case.links:
            yield pytest.mark.allure_link(link.url, link_type="link", name=link.name)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """Name the case by its question, after Allure has set its own name."""
        try:
            return (yield)
        finally:
            case = getattr(item, "case", None)
            if isinstance(case, Case):
                allure_commons.plugin_manager.hook.add_title(test_title=f"{case.id}: {case.turns[-1].query}")

    def put_off(self, item: pytest.Item) -> None:
        """Forget the result that Allure began for a case that comes later: it would show it as skipped."""
        uuid = self._listener._cache.pop(item.nodeid)  # noqa: SLF001 - nothing public tells it
        if uuid:
            self._listener.allure_logger.drop_test(uuid)

    def attach(self, outcome: Outcome) -> None:
        """Attach the exchange, the findings and the difference of a judged case."""
        if outcome.answer is None:
            return
        self._compared[outcome.case.key] = outcome
        _attach("exchange", reports.exchange_json(outcome.case, outcome.answer), HTTP_EXCHANGE, "httpexchange")
        _attach("findings", reports.findings_json(outcome), AttachmentType.JSON, "json")
        if outcome.kind is not OutcomeKind.PASSED:
            _attach("difference", reports.difference_html(outcome), AttachmentType.HTML, "html")

    @allure_commons.hookimpl(tryfirst=True)
    def report_result(self, result: Any) -> None:  # noqa: ANN401 - Allure's own class
        """Keep one history for a case wherever its file moves, and give the two texts to compare."""
        key = next((label.value for label in result.labels if label.name == CASE_LABEL), None)
        if key is None:
            return
        result.testCaseId = result.historyId = md5(key.encode(), usedforsecurity=False).hexdigest()
        result.labels = [label for label in result.labels if label.name != CASE_LABEL]
        outcome = self._compared.pop(key, None)
        if outcome and outcome.answer:
            result.stop = result.start + round(outcome.answer.total_latency * 1000)
            if outcome.kind is not OutcomeKind.PASSED:
                result.statusDetails = _compared(outcome, outcome.answer, result.statusDetails or StatusDetails())
                result.labels.append(Label("tag", outcome.kind.value))


def _compared(outcome: Outcome, answer: Answer, details: StatusDetails) -> ComparedDetails:
    unsettled = outcome.kind in {OutcomeKind.FLAKY, OutcomeKind.SUSPECT}
    return ComparedDetails(
        message="\n".join(line for line in (reports.headline(outcome), reports.sentence(outcome)) if line),
        flaky=unsettled or None,
        known=outcome.kind is OutcomeKind.KNOWN_FAILURE or None,
        trace=details.trace,
        expected="\n".join(outcome.verdict.goldens) if outcome.verdict else None,
        actual="\n".join(told.text for told in (*answer.earlier, answer)),
    )


def listen(config: pytest.Config, cases: AllureCases) -> AllureCases:
    """Register the cases' follower with pytest and with Allure."""
    config.pluginmanager.register(cases, "regold-allure")
    allure_commons.plugin_manager.register(cases, "regold-allure")
    config.add_cleanup(lambda: allure_commons.plugin_manager.unregister(name="regold-allure"))
    return cases


def global_error(message: str) -> None:
    """Show a broken suite on the report's front page."""
    allure_commons.plugin_manager.hook.global_error(message=message, trace=None)


def _attach(name: str, body: str, kind: object, extension: str) -> None:
    allure_commons.plugin_manager.hook.attach_data(body=body, name=name, attachment_type=kind, extension=extension)
