"""The Markdown page of a run: read by a parser of Markdown, whole, bounded, and the same for the same run."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from regold.model import ChangeKind, Culprit, FaultKind, Outcome, OutcomeKind, Severity, Triangle
from regold.reports import comment, markdown
from regold.reports.next_commands import next_commands
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

STALE = Triangle(
    culprit=Culprit.GOLDEN_STALE,
    reason="the article says 60 days",
    article_says="Return it within 60 days | weeks.",
    golden_says="within 30 days",
    article="kb/returns.md",
    proposed="Within 60 days.",
)

triangles = st.builds(
    Triangle,
    culprit=st.sampled_from(Culprit),
    reason=st.text(max_size=20),
    article_says=st.text(max_size=20),
    golden_says=st.text(max_size=20),
    article=st.text(max_size=5),
    proposed=st.none() | st.text(max_size=20),
)


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

Next:

```console
pytest suites/returns.gold.yaml::return-window
regold review 20261123T090000Z-0000000a  # accept, reject or keep each answer
regold run --resume 20261123T090000Z-0000000a  # ask only what got no answer
```
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
    assert "\n\n- slides: returns \\*more\\*\n" in page


def test_a_conversation_shows_what_was_said_before() -> None:
    page = markdown(a_run(conversation()), (), None)
    assert "```diff\n  customer: I want to cancel\n  endpoint: Which one?\n  question: The Pro one\n" in page


def test_the_most_severe_comes_first() -> None:
    run = a_run(wrong_outcome("mild", severity=Severity.LOW), wrong_outcome("grave", severity=Severity.CRITICAL))
    page = markdown(run, (), None)
    assert page.index("## returns/grave") < page.index("## returns/mild")


def test_what_is_new_comes_before_what_was_wrong_already() -> None:
    broke = a_change(ChangeKind.BROKE, right_outcome("mild"), wrong_outcome("mild", severity=Severity.LOW))
    said = a_change(ChangeKind.STILL_WRONG, wrong_outcome("known"), wrong_outcome("known"))
    run = a_run(wrong_outcome("old", severity=Severity.CRITICAL), wrong_outcome("known"), wrong_outcome("mild"))
    page = markdown(run, (said, broke), EARLIER)
    assert page.index("## returns/mild") < page.index("## returns/known") < page.index("## returns/old")


def test_a_run_too_large_for_github_keeps_the_most_severe_and_says_what_is_left_out() -> None:
    mild = [wrong_outcome(f"c{number}", "60 days " * 400, severity=Severity.LOW) for number in range(600)]
    run = a_run(*mild, wrong_outcome("grave", severity=Severity.CRITICAL))
    page = markdown(run, (), None)
    assert 900 * 1024 < len(page.encode()) <= 1024 * 1024
    assert "## returns/grave" in page
    shown = page.count("\n## ")
    assert 0 < shown < 601
    left_out = f"no larger page: {601 - shown} of 601 wrong answers and lists of cases. The journal has all.\n"
    assert left_out in page
    assert page.endswith("# accept, reject or keep each answer\n```\n")


def stale(name: str = "return-window", severity: Severity = Severity.HIGH) -> Outcome:
    return replace(wrong_outcome(name, severity=severity), triangle=STALE)


def test_what_the_articles_say_stands_below_the_answer() -> None:
    wrong = replace(stale(), triangle=replace(STALE, culprit=Culprit.ANSWER_WRONG, proposed=None))
    page = markdown(a_run(wrong), (), None)
    assert (
        """\
the answer is wrong: the article says 60 days

| | says |
|---|---|
| article | Return it within 60 days \\| weeks. (kb/returns.md) |
| golden | within 30 days |
| answer | (nothing of it) |
"""
        in page
    )


def test_a_golden_to_review_is_no_wrong_answer_and_comes_behind_all_of_them() -> None:
    def verdict(*outcomes: Outcome) -> str:
        return markdown(a_run(*outcomes), (), None).partition("\n")[0]

    assert verdict(stale()) == "# No wrong answer, 1 golden to review"
    assert verdict(stale(), stale("b"), wrong_outcome("c")) == "# 1 wrong answer, 2 goldens to review"
    page = markdown(a_run(stale("old", Severity.CRITICAL), wrong_outcome("mild", severity=Severity.LOW)), (), None)
    assert page.index("## returns/mild") < page.index("## returns/old")
    assert "| proposed golden | Within 60 days. |" in page


def test_the_commands_to_type_next_close_the_page() -> None:
    def told(*outcomes: Outcome) -> list[str]:
        return next_commands(a_run(*outcomes))

    assert told(right_outcome()) == []
    assert told(wrong_outcome("it's")) == [
        "pytest 'suites/returns.gold.yaml::it'\"'\"'s'",
        "regold review 20261123T090000Z-0000000a  # accept, reject or keep each answer",
    ]
    assert told(*(wrong_outcome(f"c{number}") for number in range(6)))[0].startswith("regold run --lf ")
    assert [line.partition("  ")[0] for line in told(stale())] == ["regold review 20261123T090000Z-0000000a"]
    assert told(right_outcome(), trouble("b")) == [
        "regold run --resume 20261123T090000Z-0000000a  # ask only what got no answer"
    ]


def test_the_comment_is_found_by_its_first_line_and_fits() -> None:
    many = a_run(*(wrong_outcome(f"c{number}", "60 days " * 400) for number in range(100)))
    body = comment(many, (), None)
    assert body.startswith("<!-- regold -->\n# 100 wrong answers\n")
    assert 50_000 < len(body) < 65_536


def test_a_long_list_is_cut_in_its_fold() -> None:
    page = markdown(a_run(*(right_outcome(f"c{number}") for number in range(1200))), (), None)
    assert "<summary>1200 passed</summary>" in page
    assert page.count("\n- returns/") == 1000
    assert "- and 200 more\n" in page


@settings(max_examples=30, deadline=None)
@given(st.lists(any_outcomes, max_size=5), st.sampled_from(ChangeKind), triangles)
def test_whatever_was_said_the_page_keeps_its_shape(
    outcomes: list[Outcome], kind: ChangeKind, triangle: Triangle
) -> None:
    found = [replace(outcome, triangle=triangle) for outcome in outcomes]
    changes = tuple(a_change(kind, None, outcome) for outcome in found)
    page = markdown(a_run(*found), changes, EARLIER)
    wrong = sum(o.kind is OutcomeKind.CHANGED for o in found)
    tokens = github.parse(page)
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    assert sum(token.type == "heading_open" and token.tag == "h2" for token in tokens) == wrong
    raw = [token.content.strip() for token in tokens if token.type == "html_block"]
    assert all(line.startswith(("<details><summary>", "</details>")) for line in raw)
    inline = [child for token in tokens for child in token.children or ()]
    assert not any(child.type in {"image", "html_inline"} for child in inline if "<!--" not in child.content)
    own = sum(bool(outcome.case.links) for outcome in found if outcome.kind is OutcomeKind.CHANGED)
    assert sum(child.type == "link_open" for child in inline) <= own


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
