"""Reads `[tool.regold.alert]`: who is told of changed answers, and when nobody is; it tells nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from annotated_types import Len
from pydantic.dataclasses import dataclass

from regold.alerts.settings import AlertSettings, Quiet
from regold.config.variables import Mistake
from regold.secret import Secret

LISTS: Mapping[str, tuple[str, ...]] = {
    "maintenance": ("from", "until", "topics", "reason"),
    "snooze": ("topic", "case", "until", "reason"),
}
"""The lists of tables, and what stands in each of them."""

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_HOW = "write a day such as 2026-12-24, or a time with its zone such as 2026-12-24T22:00Z"


@dataclass(config={"extra": "forbid"}, kw_only=True)
class AlertTable:
    """The plain keys of [tool.regold.alert] as they are written."""

    webhook: Secret | None = None
    secret: Secret | None = None
    notify: list[Secret] | None = None
    heartbeat: Secret | None = None
    include_answers: bool = False
    allow_http: bool = False
    link: Annotated[str, Len(1, 500)] | None = None


def alert_settings(
    table: dict[str, Any],
    *,
    checked: Callable[[dict[str, Any]], AlertTable | None],
    environment: Mapping[str, str],
    mistake: Mistake,
) -> AlertSettings:
    """Give the settings of a table; `checked` reads its plain keys, `mistake` is told what cannot be used and where."""
    quiet = {name: tuple(_read_list(name, table.pop(name, []), mistake)) for name in LISTS}
    plain = (checked(table) if table else None) or AlertTable()
    for name in ("webhook", "heartbeat"):
        _check_address(name, getattr(plain, name), mistake, allow_http=plain.allow_http)
    if plain.link and "{path}" not in plain.link:
        mistake(
            ("alert", "link"), "must hold {path}, and mostly {line}, such as https://git.example.com/{path}#L{line}"
        )
    return AlertSettings(
        webhook=plain.webhook,
        secret=plain.secret,
        notify=tuple(plain.notify or ()),
        heartbeat=plain.heartbeat,
        include_answers=plain.include_answers,
        allow_http=plain.allow_http,
        link=plain.link or _link_on_github(environment),
        maintenance=quiet["maintenance"],
        snooze=quiet["snooze"],
    )


def _check_address(name: str, url: Secret | None, mistake: Mistake, *, allow_http: bool) -> None:
    if url is None or not url.reveal():
        return  # a variable that is not there was told already
    try:
        parts = urlsplit(url.reveal())
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        mistake(("alert", name), "must be an address that begins with https:// and names a host")
    elif parts.scheme == "http" and parts.hostname not in _LOOPBACK and not allow_http:
        mistake(
            ("alert", name), "is plain http, which anybody on the way can read; use https, or set allow_http = true"
        )


def _link_on_github(environment: Mapping[str, str]) -> str | None:
    parts = [environment.get(name) for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")]
    if environment.get("GITHUB_ACTIONS") != "true" or not all(parts):
        return None
    return "{}/{}/blob/{}".format(*parts) + "/{path}#L{line}"


def _read_list(name: str, entries: object, mistake: Mistake) -> Iterator[Quiet]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        mistake(("alert", name), f"is a list of tables, each written [[tool.regold.alert.{name}]]")
        return
    for number, entry in enumerate(entries, 1):
        found = _Entry(entry, ("alert", name, str(number)), mistake).quiet(name)
        if found:
            yield found


class _Entry:
    """One table of a list on its way to a Quiet, telling each mistake in it."""

    def __init__(self, entry: Mapping[str, object], path: tuple[str, ...], mistake: Mistake) -> None:
        self._entry = entry
        self._path = path
        self._tell = mistake
        self._sound = True

    def quiet(self, name: str) -> Quiet | None:
        """Give what the table says; None when it cannot be used."""
        for key in set(self._entry) - set(LISTS[name]):
            self._mistake(key, f"unknown key; known are {', '.join(LISTS[name])}")
        begins, ends = self._moment("from"), self._moment("until", ends=True)
        topics, cases = self._names(name)
        reason = self._text("reason")
        if "until" not in self._entry:
            self._mistake("until", f"is missing: there is always an end; {_HOW}")
        if name == "snooze" and not reason:
            self._mistake("reason", "is missing: say why nobody is to be told")
        if begins and ends and ends <= begins:
            self._mistake("until", "is not after `from`")
        if not self._sound or ends is None:
            return None
        return Quiet(begins=begins, ends=ends, topics=topics, cases=cases, reason=reason)

    def _names(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the topics and the cases that it is about."""
        if name == "maintenance":
            topics = self._entry.get("topics", [])
            if not isinstance(topics, list) or not all(isinstance(topic, str) and topic for topic in topics):
                self._mistake("topics", "must be a list of names")
                return (), ()
            return tuple(topics), ()
        topic, case = self._text("topic"), self._text("case")
        if bool(topic) == bool(case):
            self._mistake("topic", "name a topic, or else a case by its key such as returns#return-window")
        elif case and "#" not in case:
            self._mistake("case", f"{case!r} is no key of a case, such as returns#return-window")
        return (topic,) if topic else (), (case,) if case else ()

    def _text(self, key: str) -> str | None:
        value = self._entry.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self._mistake(key, "must be text")
        return None

    def _moment(self, key: str, *, ends: bool = False) -> datetime | None:
        """Read a day, of which the whole counts, or a time with its zone."""
        value = self._entry.get(key)
        try:
            at = _read_moment(value)
        except ValueError:
            self._mistake(key, f"{str(value)!r} is no time; {_HOW}")
            return None
        if isinstance(at, datetime) and at.tzinfo is None:
            self._mistake(key, f"{str(value)!r} has no zone; {_HOW}")
            return None
        if isinstance(at, datetime) or at is None:
            return at
        return datetime.combine(at + timedelta(days=ends), time(), UTC)

    def _mistake(self, key: str, message: str) -> None:
        self._sound = False
        self._tell((*self._path, key), message)


def _read_moment(value: object) -> datetime | date | None:
    if value is None or isinstance(value, date):  # a datetime is a date
        return value
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - told as any other value that is no time
    return date.fromisoformat(value) if len(value) == len("2026-12-24") else datetime.fromisoformat(value)
