"""`regold coverage` tells what in the articles no case checks, by size, incidents and traffic."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Regold
from tests.cli.kb import write_project
from tests.knowledge.making import Checkout


@pytest.fixture
def kb(folder: Path) -> Checkout:
    kb = write_project(folder)
    kb.write("kb/club.md", "# Club\n\nMembers get 10 % off and 2 free returns a year.\n")
    kb.write("kb/invoices.md", "# Invoices\n\nAn invoice comes within 3 days. Late payments cost $5.\n")
    return kb


def gaps(regold: Regold, *more: str) -> dict[str, dict[str, object]]:
    done = regold("coverage", "--json", *more)
    assert done.returncode == 0, done.stderr
    return {one["article"]: one for one in json.loads(done.stdout)["articles"]}


def test_articles_and_facts_without_a_case_are_told(regold: Regold, kb: Checkout) -> None:
    told = regold("coverage").stdout
    assert "2 of 4 articles have no case" in told
    assert "kb/club.md (Club): 0 of 2 facts, 0 cases" in told
    assert "10 %: Members get 10 % off" in told
    found = gaps(regold)
    assert found["kb/returns.md"]["gap"] == 0
    assert found["kb/shipping.html"]["cases"] == ["shop#express"]


def test_a_log_brings_forward_what_is_asked(regold: Regold, kb: Checkout) -> None:
    log = kb.folder / "queries.txt"
    log.write_text('when does my invoice come\n{"query": "invoice late payment"}\n\nxylophone\n', encoding="utf-8")
    found = gaps(regold, "--log", str(log))
    assert next(iter(found)) == "kb/invoices.md"
    assert found["kb/invoices.md"]["queries"] == 2
    assert found["kb/club.md"]["queries"] == 0


def test_incidents_on_record_bring_an_article_forward_by_document_or_text(regold: Regold, kb: Checkout) -> None:
    for document in (["--document", "kb/club.md"], []):
        done = regold(
            *("incident", "new", "--title", "Wrong discount", "--severity", "high", "--already-redacted"),
            *(
                "--query",
                "What discount do club members get?",
                "--answer",
                "20 %",
                "--correct",
                "Members get 10 % off.",
            ),
            *document,
        )
        assert done.returncode == 0, done.stderr
    found = gaps(regold)
    assert next(iter(found)) == "kb/club.md"
    assert found["kb/club.md"]["incidents"] == 2


def test_a_case_that_guards_an_incident_counts_for_the_article_it_names(regold: Regold, kb: Checkout) -> None:
    suite = kb.folder / "suites" / "incidents" / "7.gold.yaml"
    suite.write_text(suite.read_text(encoding="utf-8") + "    sources: [kb/returns.md]\n", encoding="utf-8")
    assert gaps(regold)["kb/returns.md"]["incidents"] == 1


@pytest.mark.parametrize(("log", "said"), [("nowhere.txt", "cannot be read"), ("bad.jsonl", "no JSON object")])
def test_a_log_that_cannot_be_read_is_a_mistake(regold: Regold, kb: Checkout, log: str, said: str) -> None:
    kb.write("bad.jsonl", '{"text": "hello"}\n')
    done = regold("coverage", "--log", log)
    assert done.returncode == 4
    assert said in done.stderr
