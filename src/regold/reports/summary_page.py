"""A run as a page of GitHub's Markdown, for job summaries and pull requests; the same run gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regold.model import Change, ChangeKind, Outcome, OutcomeKind, Run
from regold.reports.difference import compared
from regold.reports.encode import fence, markdown
from regold.reports.failure import headline
from regold.reports.marked import PLAIN_ANSWER, PLAIN_GOLDEN, lay_out
from regold.reports.summary import WORDS, by_kind, counts, folded_faults, is_wrong

LIMIT = 1000 * 1024
"""Bytes of UTF-8; GitHub drops the whole of a job summary above 1,024 KiB, and others may write to it too."""


def run_markdown(run: Run, changes: Sequence[Change], baseline: Run | None, *, limit: int = LIMIT) -> str:
    """Give the run as Markdown of at most `limit` bytes.

    The verdict and the counts come first, then the wrong answers, the other changes, and the rest folded.
    What does not fit is left out from the end, the least severe first, and the page says how much.
    """
    top = [f"# {_verdict(run, changes, baseline)}", _about(run, baseline), f"{markdown(counts(run))}."]
    blocks = [*_wrong(run, changes), *_other(changes), *_faults(run), *_passed(run)]
    return _within(top, blocks, limit)


def _within(top: Sequence[str], blocks: Sequence[str], limit: int) -> str:
    room = limit - len("\n\n".join(top).encode()) - 200
    kept: list[str] = []
    left_out = 0
    for block in blocks:
        size = len(block.encode()) + 2
        if size <= room:
            kept.append(block)
            room -= size
        else:
            left_out += 1
    if left_out:
        kept.append(f"{left_out} more entries did not fit into this page; the journal of the run has them all.")
    return "\n\n".join([*top, *kept]) + "\n"


def _verdict(run: Run, changes: Sequence[Change], baseline: Run | None) -> str:
    wrong = sum(is_wrong(outcome) for outcome in run.outcomes)
    broke = sum(change.kind is ChangeKind.BROKE for change in changes)
    errors = sum(outcome.kind is OutcomeKind.ERROR for outcome in run.outcomes)
    if wrong:
        return f"{wrong} wrong {'answer' if wrong == 1 else 'answers'}" + (
            f", {broke} since the last run" if baseline else ""
        )
    if errors or not run.complete:
        return "No wrong answer, but not every case was answered"
    return "No wrong answer" + (", and something changed" if changes else "")


def _about(run: Run, baseline: Run | None) -> str:
    compared_with = f"compared with `{baseline.id}`" if baseline else "nothing to compare with"
    return f"Run `{run.id}`, started {run.started_at:%Y-%m-%d %H:%M} UTC, {compared_with}."


def _wrong(run: Run, changes: Sequence[Change]) -> Iterator[str]:
    kinds = {change.key: change.kind for change in changes}
    order = list(ChangeKind)
    wrong = [outcome for outcome in run.outcomes if is_wrong(outcome)]
    for outcome in sorted(wrong, key=lambda o: order.index(kinds.get(o.case.key, ChangeKind.STILL_WRONG))):
        yield _entry(outcome, kinds.get(outcome.case.key))


def _entry(outcome: Outcome, kind: ChangeKind | None) -> str:
    shown = compared(outcome)
    texts = [
        f"question: {' '.join(outcome.case.turns[shown.turn].query.split())}",
        *[f"- {line}" for line in lay_out(shown.golden, shown.golden_spans, PLAIN_GOLDEN, width=100, lines=20)],
        *[f"+ {line}" for line in lay_out(shown.answer, shown.answer_spans, PLAIN_ANSWER, width=100, lines=20)],
    ]
    findings = [
        f"- {'✓' if f.supports else '✗'} {markdown(f'{f.check}: {f.message}')}"
        for f in (outcome.verdict.findings if outcome.verdict else ())
    ]
    note = f" ({WORDS[kind]})" if kind else ""
    place = f"{outcome.case.place.path}:{outcome.case.place.line}"
    title = f"## {markdown(headline(outcome))}{note}"
    return "\n\n".join([title, fence("\n".join(texts), "diff"), "\n".join([*findings, f"- {markdown(place)}"])])


def _other(changes: Sequence[Change]) -> Iterator[str]:
    for kind, group in by_kind(changes).items():
        rest = [change for change in group if not (change.after and is_wrong(change.after))]
        if rest:
            yield f"## {WORDS[kind].capitalize()}\n\n" + "\n".join(f"- {markdown(change.key)}" for change in rest)


def _faults(run: Run) -> Iterator[str]:
    for what, group in folded_faults(run.outcomes):
        lines = [f"- {markdown(headline(outcome))}" for outcome in group]
        yield _folded(f"{len(group)} x {what}", lines)


def _passed(run: Run) -> Iterator[str]:
    passed = [f"- {markdown(o.case.key)}" for o in run.outcomes if o.kind is OutcomeKind.PASSED]
    if passed:
        yield _folded(f"{len(passed)} passed", passed)


def _folded(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"<details><summary>{title}</summary>", "", *lines, "", "</details>"])
