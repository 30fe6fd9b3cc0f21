"""What Allure attaches, what GitHub shows at a line, and files that are whole."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from regold.model import Answer, Culprit, Outcome, OutcomeKind, Severity, Triangle
from regold.reports import difference_html, exchange_json, findings_json, github_annotations, write_whole
from tests.history.strategies import outcomes as any_outcomes
from tests.reports.samples import a_case, a_run, conversation, right_outcome, wrong_outcome

PLAIN_TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "dl", "dt", "dd", "del", "ins", "ul", "li"}


class Page(HTMLParser):
    """Collects the tags, the attributes, and what is marked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.marked: list[tuple[str, str]] = []
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open in {"ins", "del"}:
            self.marked.append((self._open, data))
        self._open = ""


def test_the_difference_page_marks_the_words_that_differ() -> None:
    assert Page(difference_html(wrong_outcome())).marked == [("del", "30 days"), ("ins", "60 days")]


def test_the_difference_page_of_a_conversation_shows_what_was_said_before() -> None:
    assert "<dt>customer</dt><dd>I want to cancel</dd><dt>endpoint</dt><dd>Which one?</dd>" in difference_html(
        conversation()
    )


@settings(max_examples=50, deadline=None)
@given(any_outcomes)
def test_the_difference_page_has_no_script_and_loads_nothing(outcome: Outcome) -> None:
    page = difference_html(outcome)
    assert Page(page).tags <= PLAIN_TAGS
    assert Page(page).attributes <= {"lang", "charset", "http-equiv", "content", "class"}
    assert "default-src 'none'" in page
    assert page.encode()


def test_an_answer_full_of_html_is_shown_as_text() -> None:
    page = difference_html(wrong_outcome(answer="<script>alert(1)</script><img src=x onerror=alert(1)>"))
    assert "&lt;" in page
    assert Page(page).tags <= PLAIN_TAGS


def test_the_exchange_is_in_the_shape_that_allure_shows() -> None:
    answer = Answer(text="60 days", latency=0.2125, status=200)
    assert json.loads(exchange_json(a_case(), answer)) == {
        "schemaVersion": 1,
        "request": {
            "method": "ASK",
            "url": "returns/return-window",
            "headers": [],
            "body": {
                "contentType": "text/plain",
                "encoding": "utf8",
                "value": "How long do I have to return an item?",
                "size": 37,
            },
        },
        "response": {
            "status": 200,
            "body": {"contentType": "text/plain", "encoding": "utf8", "value": "60 days", "size": 7},
        },
        "start": 0,
        "stop": 212,
    }


def test_headers_are_named_and_their_values_masked() -> None:
    shown = json.loads(exchange_json(a_case(), Answer(text=""), method="POST", url="https://b/", headers=["X-Api-Key"]))
    assert shown["request"]["headers"] == [{"name": "X-Api-Key", "value": "__ALLURE_REDACTED__"}]
    assert (shown["request"]["method"], shown["request"]["url"]) == ("POST", "https://b/")


def test_the_raw_body_is_shown_where_the_target_keeps_it() -> None:
    shown = json.loads(exchange_json(a_case(), Answer(text="60", body='{"reply": "60"}')))
    assert shown["response"]["body"]["contentType"] == "application/json"
    assert shown["response"]["body"]["value"] == '{"reply": "60"}'


def test_the_request_of_a_conversation_holds_what_was_said_before() -> None:
    outcome = conversation()
    assert outcome.answer
    shown = json.loads(exchange_json(outcome.case, outcome.answer))
    said = "customer: I want to cancel\nendpoint: Which one?\ncustomer: The Pro one"
    assert shown["request"]["body"]["value"] == said


def test_the_findings_are_told_with_the_deciding_one_first() -> None:
    assert json.loads(findings_json(wrong_outcome())) == {
        "outcome": "changed",
        "accepted": False,
        "zone": "rejected",
        "score": 0.02,
        "signals": {"wording": 0.97},
        "findings": [
            {
                "check": "facts",
                "supports": False,
                "message": "the golden says 30 days, the answer says 60 days",
                "turn": 1,
                "golden_spans": [[31, 38]],
                "answer_spans": [[31, 38]],
            },
            {
                "check": "wording",
                "supports": True,
                "message": "nearly the same words (0.97)",
                "turn": 1,
                "golden_spans": [],
                "answer_spans": [],
            },
        ],
    }


@settings(max_examples=50, deadline=None)
@given(any_outcomes)
def test_the_pieces_are_json_whatever_was_said(outcome: Outcome) -> None:
    assert json.loads(findings_json(outcome).encode())["outcome"] == outcome.kind.value
    if outcome.answer:
        assert json.loads(exchange_json(outcome.case, outcome.answer).encode())["schemaVersion"] == 1


def test_github_shows_a_wrong_answer_at_the_line_of_its_case() -> None:
    (line,) = github_annotations(a_run(wrong_outcome(), right_outcome("b")))
    command, message = line.removeprefix("::error ").split("::")
    assert command == "file=suites/returns.gold.yaml,line=8,title=returns/return-window"
    assert message == "returns/return-window: the golden says 30 days, the answer says 60 days"


@pytest.mark.parametrize(("severity", "level"), [("high", "error"), ("low", "warning")])
def test_github_is_warned_of_what_fails_nothing(severity: str, level: str) -> None:
    told = github_annotations(a_run(wrong_outcome(severity=Severity(severity))), (Severity.CRITICAL, Severity.HIGH))
    assert told[0].startswith(f"::{level} file=")


def test_github_shows_what_the_articles_say_below_a_wrong_answer() -> None:
    triangle = Triangle(
        culprit=Culprit.ANSWER_WRONG, reason="as the golden", article_says="30\ndays", article="kb/r.md"
    )
    (line,) = github_annotations(a_run(replace(wrong_outcome(), triangle=triangle)))
    assert line.endswith(
        "the answer says 60 days%0Athe answer is wrong: as the golden%0Aarticle says: 30 days (kb/r.md)"
        "%0Agolden says: (nothing of it)%0Aanswer says: (nothing of it)"
    )


def test_github_is_only_warned_of_a_golden_to_review_and_last() -> None:
    stale = Triangle(culprit=Culprit.GOLDEN_STALE, reason="as the answer")
    review = replace(wrong_outcome("old", severity=Severity.CRITICAL), triangle=stale)
    told = github_annotations(a_run(review, wrong_outcome("new", severity=Severity.LOW)))
    assert [line.partition(" ")[0] for line in told] == ["::error", "::warning"]


@pytest.mark.parametrize("kind", [OutcomeKind.FLAKY, OutcomeKind.SUSPECT, OutcomeKind.KNOWN_FAILURE])
def test_github_hears_of_changed_cases_only(kind: OutcomeKind) -> None:
    assert github_annotations(a_run(replace(wrong_outcome(), kind=kind))) == []


def test_an_answer_cannot_end_an_annotation() -> None:
    outcome = wrong_outcome(message="100 %\n::add-mask::30")
    place = replace(outcome.case.place, path="a,b:c.yaml")
    (line,) = github_annotations(a_run(replace(outcome, case=replace(outcome.case, place=place))))
    assert line.startswith("::error file=a%2Cb%3Ac.yaml,line=8,")
    assert line.endswith("100 %25 ::add-mask::30")


@pytest.mark.parametrize(
    ("wrong", "lines", "last"), [(10, 10, "::error file="), (11, 10, "::error title=regold::and 2")]
)
def test_more_annotations_than_github_shows_are_counted(wrong: int, lines: int, last: str) -> None:
    told = github_annotations(a_run(*(wrong_outcome(f"c{number}") for number in range(wrong))))
    assert len(told) == lines
    assert told[-1].startswith(last)


def test_a_report_is_written_whole_into_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "summary.md"
    write_whole(path, "first")
    write_whole(path, "größer")
    assert path.read_text(encoding="utf-8") == "größer"
    assert list(path.parent.iterdir()) == [path]


def test_a_report_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    write_whole(path, "earlier")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_a_report_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path, "text")
    assert list(tmp_path.parent.glob("*.part")) == []
