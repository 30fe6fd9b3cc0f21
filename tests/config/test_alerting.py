"""`[tool.regold.alert]`: who is told, when nobody is, and what is refused, in words that hold no secret."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from regold.alerts import AlertSettings, Quiet
from regold.config import Flags, load_config
from regold.errors import ConfigError

ALERT = "[tool.regold.alert]\n"
NOTHING: Mapping[str, str] = MappingProxyType({})
HOOK = "https://hooks.example.com/T0p-secret"


def load(folder: Path, text: str, environment: Mapping[str, str] = NOTHING, *, alert: bool = True) -> AlertSettings:
    (folder / "regold.toml").write_text(text, encoding="utf-8")
    settings = load_config(folder, environment=environment, flags=Flags(alert=alert)).alert
    assert settings is not None
    return settings


def mistakes(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as told:
        load(folder, text)
    assert "T0p-secret" not in str(told.value)
    return str(told.value)


def test_addresses_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    text = ALERT + 'webhook = "${HOOK}"\nsecret = "${KEY}"\nnotify = ["slack://${KEY}"]\nheartbeat = "${HOOK}"\n'
    settings = load(tmp_path, text, {"HOOK": HOOK, "KEY": "T0p-secret"})
    assert settings.webhook is not None
    assert settings.webhook.reveal() == HOOK
    assert [url.reveal() for url in settings.notify] == ["slack://T0p-secret"]
    assert "T0p-secret" not in repr(settings)


def test_whoever_tells_nobody_needs_no_address(tmp_path: Path) -> None:
    text = ALERT + 'webhook = "${HOOK}"\nnotify = ["slack://${KEY}"]\ninclude_answers = true\n'
    settings = load(tmp_path, text, alert=False)
    assert (settings.webhook, settings.notify, settings.include_answers) == (None, (), True)


def test_whoever_tells_somebody_needs_it(tmp_path: Path) -> None:
    told = mistakes(tmp_path, ALERT + 'webhook = "${HOOK}"\n')
    assert told.startswith("regold.toml:2 [tool.regold.alert] webhook: the environment has no HOOK; set it")
    assert len(told.splitlines()) == 1


def test_without_the_table_nothing_is_said_and_nothing_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "regold.toml").write_text("[tool.regold]\n", encoding="utf-8")
    assert load_config(tmp_path, environment={}, flags=Flags()).alert is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/x", "http://localhost/x", "http://[::1]:80/x", HOOK])
def test_https_and_loopback_may_be_told(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, ALERT + f'webhook = "{url}"\nheartbeat = "{url}"\n').webhook is not None


def test_plain_http_on_another_machine_must_be_allowed(tmp_path: Path) -> None:
    text = ALERT + 'heartbeat = "http://10.0.0.7/T0p-secret"\n'
    assert "heartbeat: is plain http, which anybody on the way can read" in mistakes(tmp_path, text)
    assert load(tmp_path, text + "allow_http = true\n").heartbeat is not None


def test_a_window_and_a_snooze_are_read_as_days_or_times(tmp_path: Path) -> None:
    text = (
        ALERT
        + '[[tool.regold.alert.maintenance]]\nfrom = "2026-12-24T22:00Z"\nuntil = 2026-12-25T06:00:00+02:00\n'
        + '[[tool.regold.alert.snooze]]\ntopic = "returns"\nuntil = "2026-12-24"\nreason = "new policy"\n'
        + '[[tool.regold.alert.snooze]]\ncase = "returns#x"\nuntil = 2026-12-24\nreason = "known"\n'
    )
    settings = load(tmp_path, text)
    (window,) = settings.maintenance
    assert window == Quiet(
        begins=datetime(2026, 12, 24, 22, tzinfo=UTC), ends=datetime(2026, 12, 25, 4, tzinfo=UTC), topics=()
    )
    end_of_day = datetime(2026, 12, 25, tzinfo=UTC)
    assert settings.snooze == (
        Quiet(ends=end_of_day, topics=("returns",), reason="new policy"),
        Quiet(ends=end_of_day, cases=("returns#x",), reason="known"),
    )
    assert settings.quiet == (*settings.maintenance, *settings.snooze)


SNOOZE = ALERT + "[[tool.regold.alert.snooze]]\n"
WINDOW = ALERT + "[[tool.regold.alert.maintenance]]\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            SNOOZE + 'topic = "returns"\nreason = "r"\n',
            "[tool.regold.alert.snooze.1] until: is missing: there is",
        ),
        (WINDOW, "[tool.regold.alert.maintenance.1] until: is missing: there is always an end"),
        (SNOOZE + 'topic = "returns"\nuntil = "2026-12-24"\n', "snooze.1] reason: is missing: say why"),
        (SNOOZE + 'until = "2026-12-24"\nreason = "r"\n', "snooze.1] topic: name a topic, or else a case"),
        (SNOOZE + 'topic = "a"\ncase = "a#b"\nuntil = "2026-12-24"\nreason = "r"\n', "snooze.1] topic: name a topic"),
        (SNOOZE + 'case = "b"\nuntil = "2026-12-24"\nreason = "r"\n', "snooze.1] case: 'b' is no key of a case"),
        (SNOOZE + 'topic = 5\nuntil = "2026-12-24"\nreason = "r"\n', "snooze.1] topic: must be text"),
        (WINDOW + 'until = "tomorrow"\n', "maintenance.1] until: 'tomorrow' is no time; write a day such as"),
        (WINDOW + "until = 5\n", "maintenance.1] until: '5' is no time"),
        (WINDOW + 'until = "2026-12-24T10:00"\n', "maintenance.1] until: '2026-12-24T10:00' has no zone"),
        (WINDOW + 'from = "2026-12-25"\nuntil = "2026-12-24"\n', "maintenance.1] until: is not after `from`"),
        (WINDOW + 'until = "2026-12-24"\ntopics = "a"\n', "maintenance.1] topics: must be a list of names"),
        (WINDOW + 'until = "2026-12-24"\ntopic = "a"\n', "maintenance.1] topic: unknown key; known are from, until"),
        (ALERT + "[tool.regold.alert.snooze]\nuntil = 1\n", "snooze: is a list of tables, each written [[tool."),
        (ALERT + 'webhook = "ftp://T0p-secret"\n', "regold.toml:2 [tool.regold.alert] webhook: must be an address"),
        (ALERT + 'webhook = ["T0p-secret"]\n', "regold.toml:2 [tool.regold.alert] webhook: must be text"),
        (ALERT + 'notify = "slack://T0p-secret"\n', "regold.toml:2 [tool.regold.alert] notify: must be a list"),
        (ALERT + 'webhok = "https://T0p-secret"\n', "webhok: unknown key, did you mean webhook?"),
        (ALERT + 'link = "https://git.example.com"\n', "regold.toml:2 [tool.regold.alert] link: must hold {path}"),
        (ALERT + 'link = "${HOOK}"\n', "regold.toml:2 [tool.regold.alert] link: ${…} is replaced only in target.url"),
        ("[tool.regold]\nalert = 1\n", "alert: is a table, written [tool.regold.alert]"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert told in mistakes(tmp_path, text)


def test_on_github_a_line_is_linked_where_it_stands_there(tmp_path: Path) -> None:
    there = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_SHA": "abc"}
    expected = "https://github.com/acme/shop/blob/abc/{path}#L{line}"
    text = ALERT + "include_answers = false\n"
    on_github = {"GITHUB_ACTIONS": "true", **there}
    assert load(tmp_path, text, on_github).link == expected
    assert load(tmp_path, text, there).link is None
    assert load(tmp_path, text + 'link = "https://x/{path}"\n', on_github).link == "https://x/{path}"
