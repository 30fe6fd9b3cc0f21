"""The sentences of alerts: counts and names only, never the words of a customer or of the endpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from regold.alerts.message import CaseNews, EndpointNews, IncidentNews, Message, News, TopicNews, Worry, counted
from regold.model import FaultKind, OutcomeKind, Run

WORDS = {
    News.FAILING: "wrong",
    News.STILL_FAILING: "still wrong",
    News.RECOVERED: "right again",
    News.GONE: "no longer in the suites",
}

WORRIES = {Worry.WRONG_AGAIN: "is wrong again", Worry.EXPIRED: "is no longer contained"}

_LISTED, _NAMED = 10, 2
_NO_TOPIC = "without a topic"


def endpoint_trouble(run: Run, share: float) -> str | None:
    """Say why a run speaks of the endpoint and not of its answers; None when it does not.

    That is when asking was broken off, or when more than `share` (0 to 1) of the planned cases ended in an endpoint
    error. What the endpoint said is not repeated.
    """
    errors = Counter(o.fault.kind for o in run.outcomes if o.fault and o.kind is OutcomeKind.ERROR)
    broken_off = any(o.fault and o.fault.kind is FaultKind.BREAKER for o in run.outcomes)
    if not broken_off and errors.total() <= share * len(run.plan):
        return None
    kinds = ", ".join(f"{number} {kind}" for kind, number in errors.most_common())
    asked_no_more = "; asking was broken off" if broken_off else ""
    return f"{errors.total()} of {len(run.plan)} cases got no answer ({kinds}){asked_no_more}."


def title(message: Message) -> str:
    """Give the message in one line."""
    if message.endpoint and message.endpoint.news is not News.RECOVERED:
        again = "still " if message.endpoint.news is News.STILL_FAILING else ""
        return f"Regold: the endpoint is {again}in trouble"
    told = [f"{number} {WORDS[news]}" for news, number in counted(message).items()]
    told += ["the endpoint answers again"] if message.endpoint else []
    told += [f"{one.incident} {WORRIES[one.worry]}" for one in message.incidents[:_NAMED]]
    told += [f"{len(message.incidents) - _NAMED} incidents more"] if len(message.incidents) > _NAMED else []
    return f"Regold: {', '.join(told)}"


def lines(message: Message) -> list[str]:
    """Give the message as lines of text, its title not among them."""
    told = [*_endpoint_lines(message.endpoint)] if message.endpoint else []
    told += map(_incident_line, message.incidents)
    for topic in message.topics:
        told += _topic_lines(topic)
    if message.withheld:
        told.append(f"wrong, and not told one by one while the endpoint is in trouble: {message.withheld}")
    if message.to_repair:
        told.append(f"to repair, unstable: {_listed(message.to_repair)}")
    return [*told, f"run {message.run}"]


def _endpoint_lines(endpoint: EndpointNews) -> Iterator[str]:
    if endpoint.news is News.RECOVERED:
        yield f"The endpoint answers again. It was: {endpoint.sentence}"
    else:
        yield endpoint.sentence
    yield f"First seen {endpoint.since:%Y-%m-%d}, run {endpoint.since_run}."


def _incident_line(one: IncidentNews) -> str:
    still = "still: " if one.news is News.STILL_FAILING else ""
    return f"- {one.incident} ({one.severity}) {WORRIES[one.worry]}: {still}{one.sentence} {one.link or ''}".rstrip()


def _topic_lines(topic: TopicNews) -> Iterator[str]:
    found = Counter(case.news for case in topic.cases)
    counts = ", ".join(f"{found[news]} {WORDS[news]}" for news in News if found[news])
    yield f"{topic.topic or _NO_TOPIC}: {counts}"
    for case in topic.cases[:_LISTED]:
        yield f"- {WORDS[case.news]} ({case.severity}): {_told(case)} {case.link or f'{case.path}:{case.line}'}"
        if case.question is not None:
            yield f"  asked: {case.question}"
        if case.answer is not None:
            yield f"  said: {case.answer}"
    if len(topic.cases) > _LISTED:
        yield f"- and {len(topic.cases) - _LISTED} more"


def _told(case: CaseNews) -> str:
    if case.news in {News.RECOVERED, News.GONE}:
        return f"{case.case}. It was: {case.sentence}"
    return f"{case.case}: {case.sentence}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
