"""`regold check`: the run that nobody watches: the same as `regold run`, and then those are told who are to know."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from regold.cli.run import chosen_suites, run_pytest
from regold.cli.settings import open_config
from regold.errors import HistoryError, SuiteError

if TYPE_CHECKING:
    import pytest

    from regold.alerts import AlertSettings, Channel, Concern, Memory, Report, Rules, Seen
    from regold.config import Config
    from regold.model import Run
    from regold.session.watching import Notice

FORMAT = 1
FINISHED = {0, 1, 10}
"""The exit codes of a run that came to its end; after any other there is nothing to tell."""

UNTRUSTED = 10


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--alert", "alerting", is_flag=True, help="Tell those whom the settings name.")
@click.option("--recorded", metavar="RUN", help="Ask nothing and tell of this run, such as one that was merged.")
@click.option("--regold-history", "history", metavar="DIR", help="Where journals of runs, and what was told, are kept.")
@click.option("--json", "as_json", is_flag=True, help="Print what is told as JSON; pytest's own output goes to stderr.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PATHS | PYTEST ARGUMENTS]...")
def check(
    arguments: tuple[str, ...], *, alerting: bool, recorded: str | None, history: str | None, as_json: bool
) -> None:
    """Ask the golden suites, as `regold run` does, and tell what is new: changes of state only, in one message.

    Incidents are looked after too: limits that are over are told, and what was mended lately is asked again.

    Exit codes: those of `regold run`, 1 for a mended mistake that is back, and 10 when somebody could not be told.
    """
    from regold import alerts

    config = open_config(history=history, alert=alerting)
    settings = config.alert or alerts.AlertSettings()
    channels = alerts.open_channels(settings, lambda: datetime.now(UTC)) if alerting else []
    with redirect_stdout(sys.stderr if as_json else sys.stdout):
        code, name = _judged(config, recorded) if recorded else _asked(arguments, config)
    if name is None or code not in FINISHED:
        click.echo("nothing is told: the run did not come to its end", err=True)
        sys.exit(code)
    noticed = None if recorded else _watched(config)
    told = _told(config, settings, name, channels, noticed)
    noticed = noticed or ()
    code = code or int(any(one.wrong for one in noticed))
    if as_json:
        table = _as_json(told, name, code, alerting=alerting)
        click.echo(json.dumps({**table, "incidents": [_notice_json(one) for one in noticed]}, indent=2))
    else:
        click.echo(
            "\n".join((*_lines(told, alerting=alerting), *(f"{one.incident}: {one.sentence}" for one in noticed)))
        )
    sys.exit(UNTRUSTED if told.troubles else code)


def _watched(config: Config) -> tuple[Notice, ...]:
    """Look after the incidents, where there are any."""
    if not (config.root / config.incidents).is_dir():
        return ()
    from regold.session.watching import watched

    return watched(config, datetime.now(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of the alerts of a check. `troubles` says in sentences who could not be told."""

    report: Report | None
    beat: bool = False
    troubles: tuple[str, ...] = ()


def _asked(arguments: tuple[str, ...], config: Config) -> tuple[int, str | None]:
    """Run pytest and give its exit code and the id of the run, None when none was made."""
    watch = _Watch()
    code = run_pytest((*chosen_suites(), *arguments, f"--regold-history={config.history}"), watch)
    return code, watch.run


class _Watch:
    """A plugin of pytest that learns which run was recorded."""

    run: str | None = None

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Look before everything is taken down."""
        from regold.pytest_plugin import ACTIVE

        if active := config.pluginmanager.get_plugin(ACTIVE):
            self.run = active.run


def _judged(config: Config, name: str) -> tuple[int, str | None]:
    """Give the exit code that a recorded run had, and its id."""
    from regold import history, session

    run = history.read(history.find(config.history, name))
    return session.conclude(run, config, journal_trouble=None).gate.exit_code, run.id


def _told(
    config: Config, settings: AlertSettings, name: str, channels: list[Channel], noticed: tuple[Notice, ...] | None
) -> Told:
    """Tell what is new after a run, and call the heartbeat when all was told; without channels only look."""
    from regold import alerts, history

    memory = open_memory(config)
    try:
        run = history.read(history.find(config.history, name))
        seen, rules = replace(_seen(run, config, memory), incidents=_concerns(noticed)), _rules(config, settings)
        now = datetime.now(UTC)
        if not channels:
            return Told(report=alerts.preview(seen, rules, memory, now=now))
        report = alerts.alert(seen, rules, memory, channels, now=now, sleep=time.sleep)
    except HistoryError as error:
        return Told(report=None, troubles=(f"nobody was told: {error}",))
    troubles = [f"{a.channel} could not be told ({a.message}): {a.reason}" for a in report.undelivered]
    due = bool(settings.heartbeat) and not troubles and run.complete and run.shard is None
    refusal = alerts.beat(settings, time.sleep) if due else None
    troubles += [f"the heartbeat could not be called: {refusal.reason}"] if refusal else []
    return Told(report=report, beat=due and not refusal, troubles=tuple(troubles))


def open_memory(config: Config) -> Memory:
    """Give the place where alerts of this history are remembered."""
    from regold import alerts
    from regold.history.whole import write_whole

    return alerts.Memory(history=config.history, write_whole=write_whole)


def _seen(run: Run, config: Config, memory: Memory) -> Seen:
    from regold import alerts, suites
    from regold.session.gate import TRUSTED_ERROR_SHARE

    cases = None
    if set(memory.read().cases) - set(run.plan):
        with suppress(SuiteError):  # a mistake in a suite that was not asked
            loaded = suites.load_all([config.root / path for path in config.suites], config.root)
            cases = frozenset(case.key for case in loaded)
    return alerts.Seen(run=run, trouble=alerts.endpoint_trouble(run, TRUSTED_ERROR_SHARE), cases=cases)


def _concerns(noticed: tuple[Notice, ...] | None) -> tuple[Concern, ...] | None:
    """Give what somebody must be told of incidents; what is wrong with the flag's file is no incident's."""
    return None if noticed is None else tuple(concern for one in noticed if (concern := one.concern))


def _rules(config: Config, settings: AlertSettings) -> Rules:
    from regold import alerts, reports

    return alerts.Rules(
        noticing=alerts.Noticing(sentence=reports.sentence, include_answers=settings.include_answers),
        confirm_runs=config.gate.confirm_runs,
        quiet=settings.quiet,
        link=settings.link,
    )


def _lines(told: Told, *, alerting: bool) -> Iterator[str]:
    from regold import alerts
    from regold.reports import one_line

    message = told.report.message if told.report else None
    if message:
        yield f"alert: {one_line(alerts.title(message))}{'' if alerting else ' (not sent; --alert sends it)'}"
        yield from (f"  {one_line(line)}" for line in alerts.lines(message))
    elif told.report:
        yield "alert: nothing new to tell"
    sent = [a for a in told.report.attempts if a.reason is None] if told.report else []
    yield from (f"told: {attempt.channel} ({attempt.message})" for attempt in sent)
    if told.beat:
        yield "heartbeat: called"
    yield from (f"exit {UNTRUSTED}: {trouble}" for trouble in told.troubles)
    if told.report and told.report.undelivered:
        yield "what was not delivered is tried again at the next check"


def _notice_json(one: Notice) -> dict[str, object]:
    return {"incident": one.incident, "sentence": one.sentence, "wrong": one.wrong}


def _as_json(told: Told, run: str, code: int, *, alerting: bool) -> dict[str, object]:
    from regold import alerts

    report = told.report
    message = report.message if report else None
    return {
        "format": FORMAT,
        "run": run,
        "exit_code": UNTRUSTED if told.troubles else code,
        "run_exit_code": code,
        "alerting": alerting,
        "message": alerts.message_json(message, alerts.title(message)) if message else None,
        "attempts": [asdict(attempt) for attempt in report.attempts] if report else [],
        "owed": len(report.state.owed) if report else 0,
        "heartbeat": told.beat,
        "troubles": list(told.troubles),
    }
