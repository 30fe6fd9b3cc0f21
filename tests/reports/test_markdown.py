"""The Markdown page of a run: read by a parser of Markdown, whole, bounded, and the same for the same run."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from regold.model import ChangeKind, FaultKind, Outcome, OutcomeKind, Severity
from regold.reports import markdown
from tests.history.strategies import outcomes as any_outcomes
from tests.reports.samples import (
    BROKE,
    EARLIER,
    a_change,
    a_run,
    conversation,
    right_outcome,
    trouble,
    wrong_outcome,
)

github = MarkdownIt("commonmark").enable("table")


def test_a_run_with_a_wrong_answer_reads_from_the_top() -> None:
    run = a_run(wrong_outcome(), right_outcome("gift-card"), trouble("address"))
    assert (
        markdown(run, (BROKE,), EARLIER)
        == """\
# 1 wrong answer, 1 broke since the run before

Run `20261123T090000Z-0000000a` of 2026-11-23 09:00 UTC, compared with `20261122T090000Z-00000009`.

| outcome | cases |
|---|---:|
| changed | 1 |
| error | 1 |
| passed | 1 |
| planned | 3 |

## returns/return-window: the golden says 30 days, the answer says 60 days (broke)

```diff
  question: How long do I have to return an item?
- You can return any item within [-30 days-] of delivery for a full refund.
+ You can return any item within {+60 days+} of delivery for a full refund.
```

- ✗ facts: the golden says 30 days, the answer says 60 days
- ✓ wording: nearly the same words (0.97)
- suites/returns.gold.yaml:8 (high, owner support)

<details><summary>1 x endpoint error (timeout)</summary>

- returns/address: endpoint error (timeout): no answer within 30 s

</details>

<details><summary>1 passed</summary>

- returns/gift-card

</details>
"""
    )


def test_the_first_line_is_the_verdict() -> None:
    def verdict(*outcomes: Outcome, planned: int = 0) -> str:
        return markdown(a_run(*outcomes, planned=planned), (), None).partition("\n")[0]

    assert verdict(right_outcome()) == "# No wrong answer"
    assert verdict(right_outcome(), planned=2) == "# No wrong answer, but not every case was answered"
    assert verdict(right_outcome(), trouble("b")) == "# No wrong answer, but not every case was answered"
    assert verdict(wrong_outcome(), wrong_outcome("b")) == "# 2 wrong answers"


def test_a_rewording_is_shown_word_by_word_in_a_fold() -> None:
    change = a_change(ChangeKind.REWORDED, right_outcome(), right_outcome(answer="You have 30 days."))
    page = markdown(a_run(right_outcome()), (change,), EARLIER)
    assert page.startswith("# No wrong answer, and something changed\n")
    fold = page[page.index("<details><summary>1 reworded, still right</summary>") :]
    assert "returns/return-window\n\n```diff\n- " in fold
    assert "\n+ " in fold


def test_what_else_differs_is_named() -> None:
    page = markdown(a_run(right_outcome(), judge="2"), (), EARLIER)
    assert "Different from then: judge 1 -\\> 2." in page


def test_remarks_follow_the_wrong_answers() -> None:
    page = markdown(a_run(wrong_outcome()), (), None, ["slides: returns *more*"])
    assert page.endswith("\n\n- slides: returns \\*more\\*\n")


def test_a_conversation_shows_what_was_said_before() -> None:
    page = markdown(a_run(conversation()), (), None)
    assert "```diff\n  customer: I want to cancel\n  endpoint: Which one?\n  question: The Pro one\n" in page


def test_the_most_severe_comes_first() -> None:
    run = a_run(wrong_outcome("mild", severity=Severity.LOW), wrong_outcome("grave", severity=Severity.CRITICAL))
    page = markdown(run, (), None)
    assert page.index("## returns/grave") < page.index("## returns/mild")


def test_a_run_too_large_for_github_keeps_the_most_severe_and_says_what_is_left_out() -> None:
    mild = [wrong_outcome(f"c{number}", "60 days " * 400, severity=Severity.LOW) for number in range(600)]
    run = a_run(*mild, wrong_outcome("grave", severity=Severity.CRITICAL))
    page = markdown(run, (), None)
    assert 900 * 1024 < len(page.encode()) <= 1024 * 1024
    assert "## returns/grave" in page
    shown = page.count("\n## ")
    assert 0 < shown < 601
    assert page.endswith(
        f"no larger page: {601 - shown} of 601 wrong answers and lists of cases. The journal has all.\n"
    )


def test_a_long_list_is_cut_in_its_fold() -> None:
    page = markdown(a_run(*(right_outcome(f"c{number}") for number in range(1200))), (), None)
    assert "<summary>1200 passed</summary>" in page
    assert page.count("\n- returns/") == 1000
    assert "- and 200 more\n" in page


@settings(max_examples=30, deadline=None)
@given(st.lists(any_outcomes, max_size=5), st.sampled_from(ChangeKind))
def test_whatever_was_said_the_page_keeps_its_shape(found: list[Outcome], kind: ChangeKind) -> None:
    changes = tuple(a_change(kind, None, outcome) for outcome in found)
    page = markdown(a_run(*found), changes, EARLIER)
    wrong = sum(o.kind is OutcomeKind.CHANGED for o in found)
    tokens = github.parse(page)
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    assert sum(token.type == "heading_open" and token.tag == "h2" for token in tokens) == wrong
    raw = [token.content.strip() for token in tokens if token.type == "html_block"]
    assert all(line.startswith(("<details><summary>", "</details>")) for line in raw)
    inline = [child for token in tokens for child in token.children or ()]
    assert not any(
        child.type in {"link_open", "image", "html_inline"} for child in inline if "<!--" not in child.content
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(any_outcomes, max_size=12), st.integers(2000, 6000))
def test_the_page_never_passes_its_limit(found: list[Outcome], limit: int) -> None:
    run = a_run(*found)
    assert len(markdown(run, (), None, limit=limit).encode()) <= limit
    assert markdown(run, (), None) == markdown(run, (), None)


def test_an_answer_full_of_markdown_stays_in_its_fence() -> None:
    answer = "```\n# Owned\n</details> <script>alert(1)</script> @octocat"
    page = markdown(a_run(wrong_outcome(answer=answer, message=answer)), (), None)
    assert not any(token.type == "html_block" for token in github.parse(page))
    assert "\n# Owned" not in page


def test_the_reason_for_not_asking_is_folded_with_its_count() -> None:
    skipped = [trouble(f"c{number}", FaultKind.BREAKER, "10 endpoint errors in a row") for number in range(3)]
    assert "<summary>3 x not asked (breaker)</summary>" in markdown(a_run(*skipped), (), None)
