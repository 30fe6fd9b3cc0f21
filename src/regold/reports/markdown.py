"""A run as a page of GitHub's Markdown, for job summaries and pull requests; the same run gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from itertools import chain

from regold.model import Change, ChangeKind, Outcome, OutcomeKind, Run, Span
from regold.reports import encode
from regold.reports.causes import causes
from regold.reports.difference import compared, differing_words, leading
from regold.reports.evidence import sentence
from regold.reports.failure import headline
from regold.reports.groups import WORDS, by_kind, counts, faults, is_wrong, wrong
from regold.reports.marked import PLAIN_ANSWER, PLAIN_GOLDEN, Marks, lay_out
from regold.reports.next_commands import next_commands
from regold.reports.triangle import triangle_sentence, triangle_texts
from regold.reports.unsettled import unsettled_lines

LIMIT = 1000 * 1024
"""Bytes of UTF-8; GitHub drops the whole of a job summary above 1,024 KiB, and others may write to it too."""

_WIDTH = 100
_LINES = 20
_FINDINGS = 10
_LISTED = 1000


def markdown(
    run: Run, changes: Sequence[Change], baseline: Run | None, notes: Sequence[str] = (), *, limit: int = LIMIT
) -> str:
    """Give the run as Markdown of at most `limit` bytes (2,000 at least); `notes` are further remarks, a sentence each.

    The verdict and the counts come first, then the wrong answers, new ones and the most severe first, the goldens to
    review, the rest folded, and the commands to type next. What does not fit is left out from the end, and the page
    says how much.
    """
    top = [f"# {_verdict(run, changes, baseline)}", _about(run, baseline), _table(run)]
    blocks = chain(_wrong(run, changes), _unsettled(run), _remarks(notes), _other(changes), _faults(run), _passed(run))
    return _within(top, blocks, _next(run), len(wrong(run)), max(2000, limit))


def _within(top: Sequence[str], blocks: Iterable[str], bottom: Sequence[str], entries: int, limit: int) -> str:
    room = limit - len("\n\n".join([*top, *bottom]).encode()) - 200
    kept: list[str] = []
    for block in blocks:
        room -= len(block.encode()) + 2
        if room < 0:
            rest = f"{entries - len(kept)} of {entries} wrong answers and " if len(kept) < entries else ""
            kept.append(f"Left out, because GitHub shows no larger page: {rest}lists of cases. The journal has all.")
            break
        kept.append(block)
    return "\n\n".join([*top, *kept, *bottom]) + "\n"


def _verdict(run: Run, changes: Sequence[Change], baseline: Run | None) -> str:
    stale = sum(outcome.golden_stale for outcome in wrong(run))
    number = len(wrong(run)) - stale
    broke = sum(change.kind is ChangeKind.BROKE for change in changes)
    review = f"{stale} {'golden' if stale == 1 else 'goldens'} to review" if stale else ""
    if number:
        since = f", {broke or 'none'} broke since the run before" if baseline else ""
        return f"{number} wrong {'answer' if number == 1 else 'answers'}{since}{', ' if stale else ''}{review}"
    if stale:
        return f"No wrong answer, {review}"
    if unsteady := sum(outcome.kind in {OutcomeKind.FLAKY, OutcomeKind.SUSPECT} for outcome in run.outcomes):
        return f"No answer changed, {unsteady} unsteady"
    if any(outcome.fault for outcome in run.outcomes) or not run.complete:
        return "No wrong answer, but not every case was answered"
    return "No wrong answer" + (", and something changed" if changes else "")


def _about(run: Run, baseline: Run | None) -> str:
    started = f"Run `{run.id}` of {run.started_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if baseline is None:
        return f"{started}, with no earlier complete run of these suites to compare with."
    other = causes(run, baseline)
    also = f" Different from then: {encode.markdown('; '.join(other))}." if other else ""
    return f"{started}, compared with `{baseline.id}`.{also}"


def _table(run: Run) -> str:
    rows = [f"| {word} | {number} |" for word, number in counts(run)]
    return "\n".join(["| outcome | cases |", "|---|---:|", *rows])


def _wrong(run: Run, changes: Sequence[Change]) -> Iterator[str]:
    """Give an entry for each changed case: what is new since the run before comes first, goldens to review last."""
    by_key = {change.key: change for change in changes}
    kinds = [*ChangeKind]

    def rank(outcome: Outcome) -> tuple[bool, int]:
        change = by_key.get(outcome.case.key)
        return outcome.golden_stale, kinds.index(change.kind) if change else len(kinds)

    for outcome in sorted(wrong(run), key=rank):
        yield _entry(outcome, by_key.get(outcome.case.key))


def _entry(outcome: Outcome, change: Change | None) -> str:
    shown = compared(outcome)
    lines = [f"  {who}: {_flat(said)}" for who, said in leading(outcome, shown.turn)]
    lines += [f"  question: {_flat(outcome.case.turns[shown.turn].query)}"]
    lines += _side("-", shown.golden, shown.golden_spans, PLAIN_GOLDEN) if shown.golden else []
    lines += _side("+", shown.answer or "(empty)", shown.answer_spans, PLAIN_ANSWER)
    note = f" ({WORDS[change.kind]})" if change and not outcome.golden_stale else ""  # of that the headline tells
    title = f"## {encode.markdown(headline(outcome))}{note}"
    told = sentence(outcome)
    together = [encode.markdown(told)] if told else []
    return "\n\n".join(
        [title, *together, encode.fence("\n".join(lines), "diff"), *_triangle(outcome), _reasons(outcome)]
    )


def _triangle(outcome: Outcome) -> Iterator[str]:
    if outcome.triangle:
        told = [(name.removesuffix(" says"), _cut(said)) for name, said in triangle_texts(outcome.triangle)]
        if not outcome.golden_stale:
            yield encode.markdown(_cut(triangle_sentence(outcome.triangle)))
        yield "\n".join(["| | says |", "|---|---|", *(f"| {who} | {encode.markdown(said)} |" for who, said in told)])


def _reasons(outcome: Outcome) -> str:
    findings = outcome.verdict.findings if outcome.verdict else ()
    case = outcome.case
    owner = f", owner {case.owner}" if case.owner else ""
    lines = [_item(f"{'✓' if f.supports else '✗'} {f.check}: {f.message}") for f in findings[:_FINDINGS]]
    see = [f"- see {encode.link(link.name, link.url)}" for link in case.links[:1]]
    return "\n".join([*lines, *see, _item(f"{case.place.path}:{case.place.line} ({case.severity}{owner})")])


def _side(sign: str, text: str, spans: Sequence[Span], marks: Marks) -> list[str]:
    return [f"{sign} {line}" for line in lay_out(text, spans, marks, width=_WIDTH, lines=_LINES)]


def _remarks(notes: Sequence[str]) -> Iterator[str]:
    if notes:
        yield "\n".join(map(_item, notes))


def _other(changes: Sequence[Change]) -> Iterator[str]:
    for kind, group in by_kind(changes).items():
        rest = [change for change in group if not (change.after and is_wrong(change.after))]
        if not rest:
            continue
        title = f"{len(rest)} {WORDS[kind]}"
        if kind is ChangeKind.REWORDED:
            yield _folded(title, [_rewording(change) for change in rest])
        else:
            yield _folded(title, [_item(change.key.replace("#", "/")) for change in rest])


def _rewording(change: Change) -> str:
    before, after = (o.answer.text if o and o.answer else "" for o in (change.before, change.after))
    old, new = differing_words(before, after)
    sides = [*_side("-", before, old, PLAIN_GOLDEN), *_side("+", after, new, PLAIN_ANSWER)]
    return f"{encode.markdown(change.key.replace('#', '/'))}\n\n{encode.fence(chr(10).join(sides), 'diff')}\n"


def _unsettled(run: Run) -> Iterator[str]:
    if lines := unsettled_lines(run):
        yield _folded(f"{len(lines)} unsteady or in quarantine", [_item(line) for line in lines])


def _faults(run: Run) -> Iterator[str]:
    for what, group in faults(run.outcomes):
        yield _folded(f"{len(group)} x {what}", [_item(headline(outcome)) for outcome in group])


def _passed(run: Run) -> Iterator[str]:
    passed = [outcome.case for outcome in run.outcomes if outcome.kind is OutcomeKind.PASSED]
    if passed:
        yield _folded(f"{len(passed)} passed", [_item(f"{case.suite}/{case.id}") for case in passed])


def _folded(title: str, lines: Sequence[str]) -> str:
    more = [_item(f"and {len(lines) - _LISTED} more")] if len(lines) > _LISTED else []
    return "\n".join([f"<details><summary>{title}</summary>", "", *lines[:_LISTED], *more, "", "</details>"])


def _next(run: Run) -> list[str]:
    commands = next_commands(run)
    return ["Next:", encode.fence("\n".join(commands), "console")] if commands else []


def _item(text: str) -> str:
    return f"- {encode.markdown(_cut(text))}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 300 else flat[:299] + "…"


def _flat(text: str) -> str:
    return lay_out(text, (), PLAIN_GOLDEN, width=500, lines=1)[0]
