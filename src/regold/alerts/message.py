"""What is told after a run, in one message: nouns, and their JSON in the shape that docs/json.md describes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from regold.model import Severity

FORMAT = 1
TYPE = "regold.alert"

SHOWN = 50
"""Cases of one topic that a message names; of more than these only the number is told."""


class News(StrEnum):
    """What is told of a case or of the endpoint; the most urgent first."""

    FAILING = "failing"
    STILL_FAILING = "still_failing"
    RECOVERED = "recovered"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNews:
    """What is told of one case. `question` and `answer` are None unless the settings include them."""

    news: News
    case: str
    severity: Severity
    sentence: str
    since_run: str
    since: datetime
    path: str
    line: int
    link: str | None = None
    question: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNews:
    """What is told of the cases of one topic, the most urgent first; None for cases without a topic."""

    topic: str | None
    cases: tuple[CaseNews, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointNews:
    """What is told of the endpoint: it is in trouble, still is, or no longer."""

    news: News
    sentence: str
    since_run: str
    since: datetime


class Worry(StrEnum):
    """Why somebody must look at an incident."""

    WRONG_AGAIN = "wrong_again"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNews:
    """What is told of an incident that was thought to be over, or limited; the sentence holds no customer's words."""

    news: News
    incident: str
    worry: Worry
    severity: Severity
    sentence: str
    topic: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """All that is told after one run. Its id stays the same however often it is sent.

    `to_repair` holds the keys of unstable cases, which are never alerted; `withheld` is the number of wrong cases that
    are not told because the endpoint is in trouble.
    """

    id: str
    run: str
    at: datetime
    endpoint: EndpointNews | None = None
    topics: tuple[TopicNews, ...] = ()
    incidents: tuple[IncidentNews, ...] = ()
    to_repair: tuple[str, ...] = ()
    withheld: int = 0

    @property
    def cases(self) -> tuple[CaseNews, ...]:
        """What is told of cases, of all topics."""
        return tuple(case for topic in self.topics for case in topic.cases)

    @property
    def severity(self) -> Severity | None:
        """The highest severity of what is failing or still failing; None when nothing is."""
        told = [(one.news, one.severity) for one in self.cases] + [(one.news, one.severity) for one in self.incidents]
        failing = {severity for news, severity in told if news in {News.FAILING, News.STILL_FAILING}}
        return next((severity for severity in Severity if severity in failing), None)


def counted(message: Message) -> dict[News, int]:
    """Give how many cases are told to be what, without those of which there are none."""
    found = Counter(case.news for case in message.cases)
    return {news: found[news] for news in News if found[news]}


def message_json(message: Message, title: str) -> dict[str, object]:
    """Give the message as plain data for JSON; the same message gives the same."""
    return {
        "format": FORMAT,
        "type": TYPE,
        "id": message.id,
        "title": title,
        "run": message.run,
        "timestamp": _time(message.at),
        "severity": message.severity,
        "counts": counted(message),
        "endpoint": _endpoint(message.endpoint) if message.endpoint else None,
        "topics": [_topic(topic) for topic in message.topics],
        "incidents": [_incident(one) for one in message.incidents],
        "to_repair": list(message.to_repair),
        "withheld": message.withheld,
    }


def _endpoint(endpoint: EndpointNews) -> dict[str, object]:
    return {
        "state": endpoint.news,
        "sentence": endpoint.sentence,
        "since_run": endpoint.since_run,
        "since": _time(endpoint.since),
    }


def _topic(topic: TopicNews) -> dict[str, object]:
    found = Counter(case.news for case in topic.cases)
    return {
        "topic": topic.topic,
        "counts": {news: found[news] for news in News if found[news]},
        "cases": [_case(case) for case in topic.cases[:SHOWN]],
    }


def _case(case: CaseNews) -> dict[str, object]:
    told: dict[str, object] = {
        "case": case.case,
        "state": case.news,
        "severity": case.severity,
        "sentence": case.sentence,
        "since_run": case.since_run,
        "since": _time(case.since),
        "path": case.path,
        "line": case.line,
        "link": case.link,
    }
    asked = {"question": case.question, "answer": case.answer}
    return told | {name: text for name, text in asked.items() if text is not None}


def _incident(one: IncidentNews) -> dict[str, object]:
    return {
        "incident": one.incident,
        "state": one.news,
        "worry": one.worry,
        "severity": one.severity,
        "topic": one.topic,
        "sentence": one.sentence,
        "link": one.link,
    }


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
