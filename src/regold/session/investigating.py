"""Gathers the evidence on why an answer was wrong: from articles, sources and the live answer; a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from regold.errors import IncidentError
from regold.incidents import Incident, lifecycle
from regold.incidents.record import ErrorType, Judged, RootCause
from regold.knowledge.article import Article
from regold.knowledge.terms import TermReader
from regold.knowledge.triangle import triangle
from regold.knowledge.witnesses import Library, Witnesses
from regold.model import Answer, Culprit
from regold.session.impact import PASSAGES, kept_knowledge, open_shelf, past_sources
from regold.session.questions import Heard, asking, claims_of, questions

if TYPE_CHECKING:
    from regold.config import Config

_RIGHT, _WRONG, _UNKNOWN = "right", "wrong", "cannot tell"


class Cause(StrEnum):
    """The four places where an answer can go wrong, in the order in which they are asked about."""

    KNOWLEDGE_BASE = "knowledge_base"
    RETRIEVAL = "retrieval"
    GENERATION = "generation"
    GUARDRAILS = "guardrails"


_NEEDED = {Cause.KNOWLEDGE_BASE: "content"}
_LEGAL = (ErrorType.UNSAFE, ErrorType.PRIVACY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigated:
    """The four questions with their evidence; `cause` is where it went wrong first, `needed` who is to mend it.

    `answer` is what the endpoint says now, None when it gave none; `cause` is None when nothing shows it.
    """

    questions: RootCause
    cause: Cause | None
    needed: tuple[str, ...]
    answer: Answer | None


def investigate(config: Config, incident: Incident, session: str = "") -> Investigated:
    """Ask the endpoint the failing question once, and read the articles, for the four questions.

    The conversation begins with `session`, by which a flag lets it through.

    Raises:
        IncidentError: the question or the correct answer is not known.
        KnowledgeError: the articles cannot be read.
        ConfigError: the target cannot be used.
    """
    if incident.correct.answer is None:
        raise IncidentError(
            f"{incident.id}: what the correct answer is is not known; regold incident set {incident.id} --correct TEXT"
        )
    case = replace(questions(incident)[0], sources=_documents(incident))
    with asking(config, session) as live:
        (heard,) = live.ask([case], claims_of(incident))
    articles = _articles(config, heard)
    found = RootCause(
        knowledge_base=_knowledge(incident, articles),
        retrieval=_retrieval(incident, heard),
        generation=_generation(incident, articles),
        guardrails=_guardrails(heard),
    )
    cause = next((one for one in Cause if getattr(found, one).verdict == _WRONG), None)
    return Investigated(questions=found, cause=cause, needed=_people(incident, cause), answer=heard.answer)


def confirmed(incident: Incident, found: Investigated, cause: Cause, at: datetime) -> Incident:
    """Keep the evidence in the record, with the cause that a person decided for."""
    held = found.questions
    if getattr(held, cause).verdict != _WRONG:
        judged: Judged = getattr(held, cause)
        told = Judged(verdict=_WRONG, evidence=f"decided by a person; before: {judged.evidence or judged.verdict}")
        held = replace(held, **{str(cause): told})
    after = replace(incident, root_cause=held)
    return lifecycle.noted(after, at, f"Root cause confirmed: {str(cause).replace('_', ' ')}.")


def _documents(incident: Incident) -> tuple[str, ...]:
    document = incident.correct.source.document
    return (document,) if document else ()


def _articles(config: Config, heard: Heard) -> Sequence[Article]:
    if not config.knowledge.articles:
        return ()
    reader = TermReader(kept_knowledge(config).load(PASSAGES))
    witnesses = Witnesses(Library(open_shelf(config).pages(), reader), past_sources(config))
    return witnesses.of(heard.case, (heard.answer.sources or ()) if heard.answer else (), [])


def _knowledge(incident: Incident, articles: Sequence[Article]) -> Judged:
    """Tell whether the articles say what is correct, what was wrong, or neither."""
    wrong = incident.what_was_wrong.answer
    if not articles:
        return Judged(verdict=_UNKNOWN, evidence="no article was found; set [tool.regold.knowledge] articles")
    if not wrong:
        return Judged(verdict=_UNKNOWN, evidence="what the AI answered is not recorded")
    told = _triangle(incident, wrong, articles)
    verdict = {
        Culprit.ANSWER_WRONG: _RIGHT,
        Culprit.GOLDEN_STALE: _WRONG,
        Culprit.BOTH_STALE: _WRONG,
        Culprit.ARTICLE_AMBIGUOUS: _WRONG,
    }.get(told[0], _UNKNOWN)
    return Judged(verdict=verdict, evidence=told[1])


def _triangle(incident: Incident, answer: str, articles: Sequence[Article]) -> tuple[Culprit, str]:
    found = triangle(
        query=incident.what_was_wrong.query or "",
        golden=incident.correct.answer or "",
        answer=answer,
        articles=articles,
    )
    said_there = f'; {found.article} says: "{" ".join(found.article_says.split())}"' if found.article_says else ""
    return found.culprit, f"{found.reason}{said_there}"


def _retrieval(incident: Incident, heard: Heard) -> Judged:
    document = incident.correct.source.document
    if heard.answer is None or heard.answer.sources is None:
        why = heard.fault.message if heard.fault else "the endpoint's sources cannot be read"
        return Judged(verdict=_UNKNOWN, evidence=why)
    named = ", ".join(heard.answer.sources) or "none"
    if document is None:
        return Judged(verdict=_UNKNOWN, evidence=f"which article is right is not recorded; the answer names {named}")
    verdict = _RIGHT if document in heard.answer.sources else _WRONG
    if heard.handed_off and verdict is _WRONG:
        return Judged(verdict=_UNKNOWN, evidence="the question is handed to a person, so no source is shown")
    return Judged(verdict=verdict, evidence=f"expected {document}; the answer names {named}")


def _generation(incident: Incident, articles: Sequence[Article]) -> Judged:
    """Tell whether the recorded answer says what the articles do: one that repeats them was understood rightly."""
    wrong = incident.what_was_wrong.answer
    if not articles or not wrong:
        return Judged(verdict=_UNKNOWN, evidence="there is no article, or no recorded answer, to compare")
    culprit, reason = _triangle(incident, wrong, articles)
    if culprit is Culprit.ANSWER_WRONG:
        return Judged(verdict=_WRONG, evidence=f"the answer says something else than the article: {reason}")
    if culprit in (Culprit.GOLDEN_STALE, Culprit.BOTH_STALE):
        return Judged(verdict=_RIGHT, evidence="the answer says what the article says")
    return Judged(verdict=_UNKNOWN, evidence=reason)


def _guardrails(heard: Heard) -> Judged:
    if heard.answer is None:
        return Judged(verdict=_UNKNOWN, evidence=heard.fault.message if heard.fault else "no answer")
    if heard.handed_off:
        return Judged(verdict=_RIGHT, evidence="the question is handed to a person")
    sure = heard.answer.confidence
    if sure is None:
        return Judged(verdict=_UNKNOWN, evidence="how sure the endpoint is cannot be read")
    if heard.right:
        return Judged(verdict=_RIGHT, evidence=f"the answer is right now, with a confidence of {sure:g}")
    told = f"a wrong answer was given with a confidence of {sure:g}, and to no person"
    return Judged(verdict=_WRONG, evidence=told)


def _people(incident: Incident, cause: Cause | None) -> tuple[str, ...]:
    first = (_NEEDED.get(cause, "engineering"),) if cause else ("content", "engineering")
    legal = incident.error_type in _LEGAL or incident.severity == "critical"
    return (*first, *(("legal",) if legal else ()))
