"""The four questions about a cause, answered by the article, the sources and the live answer of the demo endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from regold.config import Config, Flags, load_config
from regold.demo.serving import running
from regold.errors import IncidentError
from regold.incidents import Incident
from regold.incidents.record import Article, Correct, ErrorType
from regold.model import Severity
from regold.session.investigating import Cause, confirmed, investigate
from tests.incidents.making import BAD, GOOD, incident, later

SETTINGS = """\
[tool.regold.knowledge]
articles = ["kb"]

[tool.regold.target]
type = "http"
url = "{url}/chat"
body = {{ message = "{{query}}", session = "{{session}}" }}
answer = "reply.text"
confidence = "reply.confidence"
sources = "reply.sources[].id"
handoff = "reply.handoff"
"""


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Config]:
    (tmp_path / "kb").mkdir()
    says(tmp_path, GOOD)
    (tmp_path / "kb" / "plans.md").write_text("# Plans\n\nThe Duo plan costs $29 a month.\n", encoding="utf-8")
    with running(tmp_path / "kb") as url:
        (tmp_path / "regold.toml").write_text(SETTINGS.format(url=url), encoding="utf-8")
        yield load_config(tmp_path, environment={}, flags=Flags())


def says(root: Path, statement: str) -> None:
    text = f"# Returns\n\n## Return window\n\n{statement}\n"
    (root / "kb" / "returns.md").write_text(text, encoding="utf-8")


def found_in(document: str) -> Incident:
    return replace(incident(), correct=Correct(answer=GOOD, source=Article(document=document)))


def test_an_article_that_says_what_was_wrong_is_the_cause(config: Config, tmp_path: Path) -> None:
    says(tmp_path, BAD)
    found = investigate(config, incident())
    assert (found.cause, found.needed) == (Cause.KNOWLEDGE_BASE, ("content",))
    assert "60 days" in (found.questions.knowledge_base.evidence or "")
    assert found.questions.generation.verdict == "right"
    assert found.questions.guardrails.verdict == "wrong"


def test_an_answer_that_says_something_else_than_its_article_was_understood_wrongly(config: Config) -> None:
    found = investigate(config, incident())
    assert (found.questions.knowledge_base.verdict, found.questions.retrieval.verdict) == ("right", "right")
    assert (found.cause, found.needed) == (Cause.GENERATION, ("engineering",))
    assert "30 days" in (found.questions.generation.evidence or "")


def test_an_answer_out_of_another_article_was_not_found_rightly(config: Config) -> None:
    found = investigate(config, found_in("kb/plans.md"))
    assert found.questions.retrieval.verdict == "wrong"
    assert found.questions.retrieval.evidence == "expected kb/plans.md; the answer names kb/returns.md"


def test_what_is_critical_or_private_needs_legal_too(config: Config) -> None:
    assert "legal" in investigate(config, incident(severity=Severity.CRITICAL)).needed
    assert "legal" in investigate(config, replace(incident(), error_type=ErrorType.PRIVACY)).needed


def test_without_a_correct_answer_there_is_nothing_to_compare(config: Config) -> None:
    with pytest.raises(IncidentError, match="--correct TEXT"):
        investigate(config, replace(incident(), correct=Correct()))


def test_a_person_decides_and_their_word_stands_over_the_evidence(config: Config) -> None:
    found = investigate(config, incident())
    kept = confirmed(incident(), found, Cause.GENERATION, later(1))
    assert kept.root_cause == found.questions
    assert kept.timeline[-1].text == "Root cause confirmed: generation."
    other = confirmed(incident(), found, Cause.RETRIEVAL, later(1))
    assert other.root_cause.retrieval.verdict == "wrong"
    assert "decided by a person" in (other.root_cause.retrieval.evidence or "")
