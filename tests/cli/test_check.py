"""`regold check`: the run that nobody watches, against a real bot, telling a real receiver on loopback."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from regold.model import OutcomeKind, Run
from tests.alerts.receiving import receiver
from tests.alerts.samples import CHANGED, ERROR, PASSED, a_run, an_outcome
from tests.bot import Bot
from tests.cli.conftest import SETTINGS, Regold
from tests.history.keeping import keep
from tests.targets.misbehaving import Endpoint, says

DOCS = Path(__file__).parent.parent.parent / "docs"
SUITE = """\
suite: warranty
topic: warranty
severity: {severity}
cases:
  - id: length
    query: How long is the warranty?
    golden: The warranty lasts two years.
"""
ALERT = """\
[tool.regold.alert]
webhook = "${ALERT_URL}"
heartbeat = "${ALERT_URL}/beat?T0p-secret"
"""
WRONG = {"How long is the warranty?": "The warranty lasts three years."}
RIGHT = {"How long is the warranty?": "The warranty lasts two years."}

Told = list[dict[str, object]]
CheckAt = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def project(folder: Path, bot: Bot) -> Path:
    """A project of one case whose answer is wrong, and an alert address in the environment."""
    (folder / "suites").mkdir()
    (folder / "suites" / "warranty.gold.yaml").write_text(SUITE.format(severity="high"), encoding="utf-8")
    (folder / "regold.toml").write_text(SETTINGS.format(url=bot.url) + ALERT, encoding="utf-8")
    bot.answers = WRONG
    return folder


@pytest.fixture
def critical(project: Path) -> Path:
    """The same with a case that is told of at once."""
    (project / "suites" / "warranty.gold.yaml").write_text(SUITE.format(severity="critical"), encoding="utf-8")
    return project


@pytest.fixture
def here() -> Iterator[Endpoint]:
    with receiver(says("")) as endpoint:
        yield endpoint


@pytest.fixture
def check_at(regold: Regold, monkeypatch: pytest.MonkeyPatch) -> CheckAt:
    """Run `regold check` with an address in the environment to tell."""

    def check(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("ALERT_URL", url)
        return regold("check", *arguments)

    return check


def posted(endpoint: Endpoint) -> list[dict[str, object]]:
    """Give the messages that were posted."""
    return [heard.json for heard in endpoint.requests if heard.line.startswith("POST")]


def beats(endpoint: Endpoint) -> int:
    return sum(heard.line.startswith("GET /chat/beat") for heard in endpoint.requests)


def test_the_second_wrong_run_tells_and_a_right_one_tells_it_is_over(
    check_at: CheckAt, project: Path, here: Endpoint, bot: Bot
) -> None:
    first = check_at(here.url, "--alert")
    assert (first.returncode, posted(here)) == (1, [])
    assert "alert: nothing new to tell" in first.stdout

    second = check_at(here.url, "--alert")
    assert second.returncode == 1
    (message,) = posted(here)
    assert message["counts"] == {"failing": 1}
    assert f"told: webhook ({message['id']})" in second.stdout
    assert "warranty#length: wrong " in second.stdout

    bot.answers = RIGHT
    third = check_at(here.url, "--alert")
    assert third.returncode == 0
    assert posted(here)[1]["counts"] == {"recovered": 1}
    assert beats(here) == 3
    assert "T0p-secret" not in f"{first.stdout}{first.stderr}{second.stdout}{third.stdout}"


def test_without_alert_it_is_shown_what_would_be_told_and_nothing_is_sent(
    check_at: CheckAt, critical: Path, here: Endpoint
) -> None:
    looked = check_at(here.url)
    assert looked.returncode == 1
    assert "alert: Regold: 1 wrong (not sent; --alert sends it)" in looked.stdout
    assert here.requests == []
    assert not (critical / "reports" / "history" / "alerts").exists()


def test_the_address_is_needed_to_tell_and_not_to_look(regold: Regold, critical: Path, bot: Bot) -> None:
    telling = regold("check", "--alert")
    assert telling.returncode == 4
    assert "webhook: the environment has no ALERT_URL" in telling.stderr
    assert bot.asked == []
    assert regold("check").returncode == 1
    assert regold("run").returncode == 1


def test_there_must_be_somebody_to_tell(regold: Regold, folder: Path, bot: Bot) -> None:
    telling = regold("check", "--alert")
    assert telling.returncode == 4
    assert "[tool.regold.alert]: there is nobody to tell; set `webhook`" in telling.stderr
    assert bot.asked == []


def test_a_receiver_that_refuses_is_told_by_the_exit_code_and_tried_again(
    check_at: CheckAt, critical: Path, here: Endpoint
) -> None:
    with receiver(says("", status=401)) as refusing:
        failed = check_at(refusing.url, "--alert")
    assert failed.returncode == 10
    assert "exit 10: webhook could not be told" in failed.stdout
    assert "it answered with status 401" in failed.stdout
    assert beats(refusing) == 0
    (refused,) = posted(refusing)

    again = check_at(here.url, "--alert")
    assert again.returncode == 1
    assert posted(here) == [refused]
    assert beats(here) == 1


def test_a_heartbeat_that_fails_is_told_too(check_at: CheckAt, project: Path) -> None:
    with receiver(says("", status=404)) as gone:
        ended = check_at(gone.url, "--alert")
    assert ended.returncode == 10
    assert "the heartbeat could not be called: it answered with status 404" in ended.stdout


def test_trouble_with_the_endpoint_is_one_alert_and_no_case_is_named(
    check_at: CheckAt, critical: Path, here: Endpoint, bot: Bot
) -> None:
    bot.answers = {}  # status 500
    ended = check_at(here.url, "--alert")
    assert ended.returncode == 10
    (message,) = posted(here)
    assert message["title"] == "Regold: the endpoint is in trouble"
    assert message["topics"] == []


def test_a_run_that_did_not_come_to_its_end_tells_nothing(check_at: CheckAt, critical: Path, here: Endpoint) -> None:
    (critical / "suites" / "warranty.gold.yaml").write_text("suite: [", encoding="utf-8")
    ended = check_at(here.url, "--alert")
    assert ended.returncode not in {0, 1, 10}
    assert "nothing is told: the run did not come to its end" in ended.stderr
    assert here.requests == []


def test_what_was_told_and_cannot_be_read_is_no_silence(check_at: CheckAt, critical: Path, here: Endpoint) -> None:
    state = critical / "reports" / "history" / "alerts" / "state.json"
    state.parent.mkdir(parents=True)
    state.write_text("{", encoding="utf-8")
    ended = check_at(here.url, "--alert")
    assert ended.returncode == 10
    assert "exit 10: nobody was told: " in ended.stdout
    assert "move the file away to begin anew" in ended.stdout
    assert here.requests == []


def test_it_takes_what_pytest_takes(check_at: CheckAt, critical: Path, here: Endpoint) -> None:
    ended = check_at(here.url, "--alert", "suites/warranty.gold.yaml::length", "-q", "--regold-history=elsewhere")
    assert ended.returncode == 1
    assert len(posted(here)) == 1
    assert (critical / "elsewhere" / "alerts" / "state.json").exists()


class TestARecordedRun:
    """Runs that are only told of, since nothing need be asked for what follows."""

    def put(self, project: Path, run: Run) -> None:
        keep(project / "reports" / "history", run_named(run))

    def test_is_told_of_without_asking(self, check_at: CheckAt, project: Path, here: Endpoint, bot: Bot) -> None:
        self.put(project, a_run(1, an_outcome(CHANGED)))
        assert check_at(here.url, "--alert", "--recorded", "latest").returncode == 1
        self.put(project, a_run(2, an_outcome(CHANGED)))
        told = check_at(here.url, "--alert", "--recorded", "latest", "--json")
        assert told.returncode == 1
        assert bot.asked == []
        assert json.loads(told.stdout)["message"] == posted(here)[0]

    def test_that_misses_a_case_which_left_the_suites_says_so(
        self, check_at: CheckAt, project: Path, here: Endpoint
    ) -> None:
        kinds: list[tuple[OutcomeKind, str]] = [
            (CHANGED, "old#gone"),
            (CHANGED, "old#gone"),
            (PASSED, "warranty#length"),
        ]
        for number, (kind, key) in enumerate(kinds, 1):
            self.put(project, a_run(number, an_outcome(kind, key)))
            check_at(here.url, "--alert", "--recorded", "latest")
        assert [message["counts"] for message in posted(here)] == [{"failing": 1}, {"gone": 1}]

    def test_that_is_not_complete_calls_no_heartbeat(self, check_at: CheckAt, project: Path, here: Endpoint) -> None:
        run = a_run(1, *[an_outcome(PASSED)] * 1)
        self.put(project, replace(run, plan=(*run.plan, "returns#not-asked")))
        check_at(here.url, "--alert", "--recorded", "latest")
        assert beats(here) == 0

    def test_gives_json_whose_every_name_is_documented(self, check_at: CheckAt, project: Path, here: Endpoint) -> None:
        self.put(project, a_run(1, an_outcome(ERROR)))
        section = (DOCS / "json.md").read_text(encoding="utf-8").partition("## What a check told\n")[2]
        section = section.partition("\n## ")[0]
        told = json.loads(check_at(here.url, "--alert", "--recorded", "latest", "--json").stdout)
        names = {*told, *(name for attempt in told["attempts"] for name in attempt)}
        assert told["attempts"]
        assert [name for name in names if f"`{name}`" not in section] == []


def run_named(run: Run) -> Run:
    """Give the run an id as history names its files."""
    return replace(run, id=f"{run.started_at:%Y%m%dT%H%M%SZ}-0000000{run.id[-1]}")


INCIDENT = """\
schema_version: "1"
id: "INC-2026-0001"
title: "The bot promised three years"
source: {{system: "github", external_id: "9", url: "https://github.com/acme/support/issues/9"}}
severity: "high"
status: "{status}"
topic: "{topic}"
timestamps: {{detected_at: "2026-01-01T00:00:00Z", contained_at: "2026-01-01T00:00:00Z"{lifted}}}
what_was_wrong: {{query: "Q?", answer: "The warranty lasts three years.", wrong_claims: ["three years"]}}
correct: {{answer: "The warranty lasts two years."}}
containment: [{{action: "escalate", applied_at: "2026-01-01T00:00:00Z"{ended}}}]
"""


def write_incident(project: Path, **parts: str) -> None:
    (project / "incidents").mkdir(exist_ok=True)
    text = INCIDENT.format(**{"status": "contained", "lifted": "", "ended": "", "topic": "billing", **parts})
    (project / "incidents" / "INC-2026-0001.yaml").write_text(text, encoding="utf-8")


def test_a_containment_that_is_over_is_told_once_with_the_incidents_link(
    check_at: CheckAt, project: Path, here: Endpoint, bot: Bot
) -> None:
    bot.answers = RIGHT
    write_incident(project, ended=', expires_at: "2026-01-02T00:00:00Z"')
    first, second = check_at(here.url, "--alert"), check_at(here.url, "--alert")
    assert (first.returncode, second.returncode) == (0, 0)
    (message,) = posted(here)
    (told,) = cast("list[dict[str, str]]", message["incidents"])
    assert (told["incident"], told["worry"], told["state"]) == ("INC-2026-0001", "expired", "failing")
    assert told["link"] == "https://github.com/acme/support/issues/9"
    assert "INC-2026-0001: its containment (escalate) ended" in second.stdout


def test_a_mended_mistake_that_is_back_is_told_at_once_without_a_customers_word(
    check_at: CheckAt, project: Path, here: Endpoint, bot: Bot
) -> None:
    bot.answers = {**RIGHT, "Q?": "The warranty lasts three years."}
    lifted = f'"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"'
    write_incident(
        project, status="fix_verified", lifted=f", containment_lifted_at: {lifted}", ended=f", lifted_at: {lifted}"
    )
    done = check_at(here.url, "--alert")
    assert done.returncode == 1
    (message,) = posted(here)
    assert message["severity"] == "high"
    (told,) = cast("list[dict[str, str]]", message["incidents"])
    assert told["worry"] == "wrong_again"
    assert "three years" not in json.dumps(message)


def test_a_run_asks_the_cases_of_a_mended_topic_three_times(regold: Regold, project: Path, bot: Bot) -> None:
    bot.answers = RIGHT
    lifted = f'"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"'
    write_incident(
        project,
        status="fix_verified",
        topic="warranty",
        lifted=f", containment_lifted_at: {lifted}",
        ended=f", lifted_at: {lifted}",
    )
    done = regold("run")
    assert (done.returncode, bot.asked.count("How long is the warranty?")) == (0, 3)
    assert "1 passed" in done.stdout
