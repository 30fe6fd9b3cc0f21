"""Decides what is told after a run: changes of state only, in one message; nothing is sent or kept here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from regold.alerts.message import CaseNews, EndpointNews, IncidentNews, Message, News, TopicNews
from regold.alerts.noticing import Noticing, confirmed, is_replayed, kind_of, noticed
from regold.alerts.settings import Quiet
from regold.alerts.state import Concern, Standing, State, Trouble
from regold.model import OutcomeKind, Run, Severity

REMINDER = 7
"""Runs after which somebody is reminded of what lasts, and again after as many."""

FORGOTTEN = 7
"""Runs in a row after which an unstable case that was right in all of them no longer counts as to be repaired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A run as alerts look at it.

    `trouble` says why it speaks of the endpoint and not of its answers. `cases` holds the keys of all cases that the
    suites still have, None when that is not known; `incidents` are those that somebody must look at, None when nobody
    looked for them.
    """

    run: Run
    trouble: str | None = None
    cases: frozenset[str] | None = None
    incidents: Sequence[Concern] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings say about telling: in how many runs a case must be wrong, what is quiet, where a line is.

    `link` is an address with `{path}` and `{line}` in it.
    """

    noticing: Noticing
    confirm_runs: int = 2
    quiet: Sequence[Quiet] = ()
    link: str | None = None


def told(state: State, seen: Seen, rules: Rules, now: datetime) -> tuple[State, Message | None]:
    """Give what is remembered after a run, and the message to send; None when there is nothing new to tell.

    The message counts as told from here on: whoever calls this keeps it until it is delivered. A run that was looked
    at before says nothing new.
    """
    if state.run == seen.run.id:
        return state, None
    quiet = [entry for entry in rules.quiet if entry.holds(now)]
    endpoint, endpoint_news = _endpoint(state.endpoint, seen, quiet)
    known = noticed(state.cases, seen.run, rules.noticing, now)
    kinds = {outcome.case.key: kind_of(outcome) for outcome in seen.run.outcomes if not is_replayed(outcome)}
    decided = {key: _case_news(one, kinds.get(key), seen, rules, quiet) for key, one in known.items()}
    cases = {key: _kept(standing, decided[key], seen, rules) for key, standing in known.items()}
    left = {key: standing for key, standing in cases.items() if standing}
    concerns, incident_news = _incidents(state.incidents, seen.incidents, quiet)
    after = replace(state, run=seen.run.id, cases=left, endpoint=endpoint, incidents=concerns)
    news = [(known[key], one) for key, one in decided.items() if one]
    if not news and not endpoint_news and not incident_news:
        return after, None
    message = Message(
        id=f"alert-{seen.run.id}",
        run=seen.run.id,
        at=now,
        endpoint=endpoint_news,
        topics=_topics(news, rules.link),
        incidents=incident_news,
        to_repair=tuple(sorted(key for key, standing in left.items() if standing.unstable)),
        withheld=sum(map(_withheld, left.values())) if seen.trouble else 0,
    )
    return after, message


def _endpoint(before: Trouble | None, seen: Seen, quiet: Sequence[Quiet]) -> tuple[Trouble | None, EndpointNews | None]:
    silent = any(entry.everything for entry in quiet)
    if seen.trouble is None:
        if before is None or not before.told:
            return None, None
        return (before, None) if silent else (None, _endpoint_news(News.RECOVERED, before))
    now = _in_trouble(before, seen, seen.trouble)
    due = not now.told or now.runs_since_told >= REMINDER
    if silent or not due:
        return now, None
    news = News.STILL_FAILING if now.told else News.FAILING
    return replace(now, told=True, runs_since_told=0), _endpoint_news(news, now)


def _incidents(
    before: Mapping[str, Concern], found: Sequence[Concern] | None, quiet: Sequence[Quiet]
) -> tuple[Mapping[str, Concern], tuple[IncidentNews, ...]]:
    """Give the concerns that were told, and what is to be told: one that is new, and one that lasts now and then."""
    if found is None:
        return before, ()
    kept, news = dict[str, Concern](), list[IncidentNews]()
    for one in found:
        held = before.get(one.key)
        runs = held.runs_since_told + 1 if held else 0
        due = held is None or runs >= REMINDER
        if due and any(entry.covers(one.incident, one.topic) for entry in quiet):
            kept |= {one.key: replace(one, runs_since_told=runs)} if held else {}
            continue
        kept[one.key] = replace(one, runs_since_told=0 if due else runs)
        news += [_news_of(one, News.STILL_FAILING if held else News.FAILING)] if due else []
    return kept, tuple(sorted(news, key=lambda one: (list(Severity).index(one.severity), one.incident, one.worry)))


def _news_of(one: Concern, news: News) -> IncidentNews:
    return IncidentNews(
        news=news,
        incident=one.incident,
        worry=one.worry,
        severity=one.severity,
        sentence=one.sentence,
        topic=one.topic,
        link=one.link,
    )


def _in_trouble(before: Trouble | None, seen: Seen, sentence: str) -> Trouble:
    if before is None:
        return Trouble(sentence=sentence, since_run=seen.run.id, since=seen.run.started_at)
    return replace(before, sentence=sentence, runs_since_told=before.runs_since_told + before.told)


def _endpoint_news(news: News, trouble: Trouble) -> EndpointNews:
    return EndpointNews(news=news, sentence=trouble.sentence, since_run=trouble.since_run, since=trouble.since)


def _case_news(
    standing: Standing, kind: OutcomeKind | None, seen: Seen, rules: Rules, quiet: Iterable[Quiet]
) -> News | None:
    """Give what is to be told of a case that ended as `kind` in this run, None when it was not asked."""
    if seen.trouble:
        return None
    if _is_gone(standing, seen):
        return News.GONE if standing.told else None
    if any(entry.covers(standing.case, standing.topic) for entry in quiet):
        return None
    match kind:
        case OutcomeKind.PASSED if standing.told:
            return News.RECOVERED
        case OutcomeKind.CHANGED | OutcomeKind.SUSPECT if not standing.unstable:
            if standing.told:
                return News.STILL_FAILING if standing.runs_since_told >= REMINDER else None
            return News.FAILING if confirmed(standing, rules.confirm_runs) else None
    return None


def _kept(standing: Standing, news: News | None, seen: Seen, rules: Rules) -> Standing | None:
    """Give what is remembered of a case from now on; None when it may be forgotten."""
    if news in {News.FAILING, News.STILL_FAILING}:
        return replace(standing, told=True, runs_since_told=0)
    if news is News.GONE or (_is_gone(standing, seen) and not standing.told):
        return None
    told_now = standing.told and news is not News.RECOVERED
    enough = FORGOTTEN if standing.unstable else 1 if news is News.RECOVERED else rules.confirm_runs
    if not told_now and standing.right_runs >= enough:
        return None
    return replace(standing, told=told_now, wrong_runs=0 if news is News.RECOVERED else standing.wrong_runs)


def _withheld(standing: Standing) -> bool:
    return standing.wrong_runs > 0 and not (
        standing.told or standing.right_runs or standing.unstable or standing.excused
    )


def _is_gone(standing: Standing, seen: Seen) -> bool:
    return seen.cases is not None and standing.case not in seen.cases


def _topics(news: Sequence[tuple[Standing, News]], link: str | None) -> tuple[TopicNews, ...]:
    """Group what is told by topic; topics and cases with the most urgent and most severe first."""
    by_topic: dict[str | None, list[CaseNews]] = {}
    for standing, one in sorted(news, key=_urgency):
        by_topic.setdefault(standing.topic, []).append(_told_of(standing, one, link))
    return tuple(TopicNews(topic=topic, cases=tuple(cases)) for topic, cases in by_topic.items())


def _urgency(told_of: tuple[Standing, News]) -> tuple[int, int, str]:
    standing, news = told_of
    return list(News).index(news), list(Severity).index(standing.severity), standing.case


def _told_of(standing: Standing, news: News, link: str | None) -> CaseNews:
    return CaseNews(
        news=news,
        case=standing.case,
        severity=standing.severity,
        sentence=standing.sentence,
        since_run=standing.since_run,
        since=standing.since,
        path=standing.path,
        line=standing.line,
        link=_linked(link, standing),
        question=standing.question,
        answer=standing.answer,
    )


def _linked(link: str | None, standing: Standing) -> str | None:
    return link and link.replace("{path}", quote(standing.path)).replace("{line}", str(standing.line))
