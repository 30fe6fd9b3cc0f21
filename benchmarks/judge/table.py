"""Shows what was measured, as lines of text or as JSON; it measures nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.judge.data import UNSEEN
from benchmarks.judge.figures import Estimate, Measured
from benchmarks.judge.measuring import Mistakes, Result, SetResult
from benchmarks.judge.speed import Speed

FORMAT_VERSION = 1
LINE = "{:13} {:20} {:>17} {:>14} {:>14} {:>14} {:>7} {:>7}  {}"
KIND = "{:30} {:>15}"
SPEED = "{:52} {:>10} {:>12}  {:3}  {}"

NOTES = f"""
AUC and rates with the interval of 95 %, questions being resampled. Rates in %: accuracy; false passes, the share of
wrong answers accepted; false fails, of right ones not accepted (rejected or unsure); at 95, the share of wrong ones
accepted where 95 % of the right ones are; unsure, the share of all left to a person.
The judge decides by the threshold it ships with. "best" marks a threshold chosen on that very set, which no user can
do: it flatters the baselines. Nothing is ever tuned on {UNSEEN}; the other sets are what the judge is made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run of the benchmark; `entailment` is the id of the model, None where there is none."""

    date: str
    judge_version: str
    entailment: str | None
    sample: int | None
    seed: int
    sets: tuple[SetResult, ...]
    speed: tuple[Speed, ...]


def as_json(report: Report) -> dict[str, object]:
    """Give the report as it is written with --json: the fields of the classes, and a version of this format."""
    return {"format": FORMAT_VERSION, **asdict(report)}


def text(report: Report) -> str:
    """Give the whole report as lines."""
    size = "whole sets" if report.sample is None else f"at most {report.sample} rows of a public set"
    head = f"{report.date}, judge version {report.judge_version}, entailment: {report.entailment or 'not available'}"
    lines = [head, f"{size}, seed {report.seed}", "", *_figures(report.sets), NOTES, ""]
    lines += _mistakes([one for one in report.sets if any(result.mistakes for result in one.results)])
    lines += _speed(report.speed) if report.speed else []
    return "\n".join(lines)


def _figures(sets: Sequence[SetResult]) -> Iterator[str]:
    yield LINE.format("set", "method", "AUC", "accuracy", "false passes", "false fails", "at 95", "unsure", "threshold")
    for one in sets:
        about = (f"{one.name}", f"{one.rows:,} rows", f"{one.questions:,} groups", f"{one.right:.0%} right")
        for at, result in enumerate(one.results):
            yield _figure(about[at] if at < len(about) else "", result)
        yield ""


def _figure(about: str, result: Result) -> str:
    found = result.measured
    if found is None:
        return LINE.format(about, result.method, "not available", "", "", "", "", "", "").rstrip()
    return LINE.format(
        about,
        result.method,
        _share(found.auc),
        _percent(found.accuracy),
        _percent(found.false_passes),
        _percent(found.false_fails),
        f"{100 * found.passes_at_95:.0f}",
        "" if result.unsure is None else f"{100 * result.unsure:.0f}",
        "" if result.threshold is None else _threshold(result.threshold, found),
    ).rstrip()


def _threshold(best: float, found: Measured) -> str:
    return "best: none accepted" if found.false_fails.value == 1 else f"best: {best:.2f}"


def _share(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}-{estimate.high:.3f}]".replace("0.", ".")


def _percent(estimate: Estimate) -> str:
    return f"{100 * estimate.value:.1f} [{100 * estimate.low:.0f}-{100 * estimate.high:.0f}]"


def _mistakes(sets: Sequence[SetResult]) -> Iterator[str]:
    """Show misjudged answers kind by kind, for the methods with a threshold of their own."""
    for title, right in (("false passes by kind of error", False), ("false fails by kind of answer", True)):
        columns = [
            (f"{one.name}, {result.method}", {found.kind: found for found in result.mistakes if found.right is right})
            for one in sets
            for result in one.results
            if result.measured and result.threshold is None and result.method != "exact"
        ]
        if not columns:
            return
        widths = [max(15, len(name)) for name, _ in columns]
        yield _row(title, [name for name, _ in columns], widths)
        for kind in dict.fromkeys(kind for _, found in columns for kind in found):
            yield _row(kind, [_of(found.get(kind)) for _, found in columns], widths)
        yield ""


def _row(title: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    return f"{title:30} " + "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _of(found: Mistakes | None) -> str:
    return "" if found is None else f"{found.misjudged} of {found.of} = {found.misjudged / found.of:4.0%}"


def _speed(speeds: Sequence[Speed]) -> Iterator[str]:
    yield SPEED.format("speed", "measured", "target", "met", "").rstrip()
    for one in speeds:
        bound = ">=" if one.more_is_better else "<="
        target = "" if one.target is None else f"{bound} {one.target:,.0f}"
        met = "" if one.met is None else ("yes" if one.met else "NO")
        yield SPEED.format(one.what, f"{one.value:,.0f} {one.unit}", target, met, one.detail).rstrip()
