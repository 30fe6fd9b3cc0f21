"""What a person reads about one answer that did not pass, on one screen; the summary of a run is elsewhere."""

from __future__ import annotations

from regold.model import Answer, Case, FaultKind, Outcome, OutcomeKind
from regold.reports.encode import one_line, terminal
from regold.reports.evidence import sentence
from regold.reports.marked import NO_MARKS, lay_out
from regold.reports.rows import bold, compared_rows, finding_lines, row
from regold.reports.triangle import triangle_rows, triangle_sentence

HEADLINE = 200

_NEXT_STEP = {
    FaultKind.REFUSED: "is the endpoint running, is its address right? `regold target check` asks one question",
    FaultKind.DNS: "check the host name in [tool.regold.target] url",
    FaultKind.TLS: "check the endpoint's certificate; it is never skipped",
    FaultKind.RESET: "look at the endpoint's own log: it closed the connection",
    FaultKind.TIMEOUT: "the endpoint was silent; raise `timeout` in [tool.regold.target] only when it may be slow",
    FaultKind.DEADLINE: "the endpoint went on sending past the deadline; look at its own log",
    FaultKind.TOO_LARGE: "the response is over the size cap; is the url the one that answers?",
    FaultKind.ENCODING: "the endpoint must answer with gzip or without any compression",
    FaultKind.BAD_BODY: "`regold target check` shows what came back",
    FaultKind.NO_ANSWER: "set `answer` in [tool.regold.target] to where the text is; `regold target check` shows it",
    FaultKind.ENDPOINT: "the endpoint said itself that it failed; look at its own log",
    FaultKind.TRUNCATED: "the stream ended early; look at the endpoint's own log",
    FaultKind.REDIRECT: "put the final address into [tool.regold.target] url; redirects are never followed",
    FaultKind.STATUS: "for 401 and 403 check the headers in [tool.regold.target]; else look at the endpoint's own log",
    FaultKind.CRASHED: "run this case alone to see what ended the worker",
    FaultKind.NOT_RECORDED: "that run has no answer to this question; ask the endpoint instead of a replay",
    FaultKind.BREAKER: "mend the endpoint and run again; nothing was judged",
    FaultKind.STOPPED: "run again for the cases that were not asked",
}


def headline(outcome: Outcome) -> str:
    """Give one line of less than 200 characters: which case, and what is wrong with it."""
    line = one_line(f"{_name(outcome.case)}: {_reason(outcome)}")
    return line if len(line) < HEADLINE else line[: HEADLINE - 2] + "…"


def failure_text(outcome: Outcome, *, rerun: str, colour: bool, width: int, baseline: Outcome | None = None) -> str:
    """Give at most 28 lines of `width` columns (60 at least) about a wrong answer, 9 more where articles were asked.

    They hold the headline, what several answers say together, the question with the turns that led to it, the
    golden and the answer with the differing words marked, the last accepted answer when `baseline` holds another
    one, what the articles say, the findings with the deciding one first, the place, the first link of the case, and
    `rerun`, the command for just this case; neither is ever cut.
    """
    width = max(60, width)
    lines = [bold(headline(outcome), colour=colour), *_together(outcome, width), ""]
    if outcome.answer and outcome.verdict:
        lines += compared_rows(outcome, colour=colour, width=width)
        lines += _earlier_answer(outcome.answer, baseline, width)
        lines += triangle_rows(outcome, width=width)
        lines += ["", *finding_lines(outcome.verdict.findings, len(outcome.case.turns), width)]
    return "\n".join([*lines, "", *_closing(outcome.case, rerun, width)])


def trouble_text(outcome: Outcome, *, rerun: str, colour: bool, width: int) -> str:
    """Give at most 25 lines about a case without an answer: the fault, what to do next, place and command."""
    width = max(60, width)
    lines = [bold(headline(outcome), colour=colour), ""]
    lines += row("question", outcome.case.turns[-1].query, width=width, lines=2)
    if outcome.fault:
        lines += row("fault", f"{outcome.fault.kind}: {outcome.fault.message}", width=width, lines=6)
        if step := _NEXT_STEP.get(outcome.fault.kind):
            lines += row("next", step, width=width, lines=3)
    return "\n".join([*lines, "", *_closing(outcome.case, rerun, width)])


def _together(outcome: Outcome, width: int) -> list[str]:
    told = sentence(outcome)
    return lay_out(told, (), NO_MARKS, width=width, lines=3) if told else []


def _earlier_answer(answer: Answer, baseline: Outcome | None, width: int) -> list[str]:
    passed = baseline is not None and baseline.kind is OutcomeKind.PASSED
    if not passed or baseline is None or baseline.answer is None or baseline.answer.text == answer.text:
        return []
    return row("it said", baseline.answer.text, width=width, lines=2)


def _closing(case: Case, rerun: str, width: int) -> list[str]:
    owner = f", owner {case.owner}" if case.owner else ""
    place = f"{case.place.path}:{case.place.line} ({case.severity}{owner})"
    see = [f"see: {one_line(f'{link.name} {link.url}')}" for link in case.links[:1]]  # an address is never cut
    return [
        *lay_out(place, (), NO_MARKS, width=width, lines=1),
        *see,
        f"rerun: {terminal(' '.join(rerun.splitlines()))}",
    ]


def _name(case: Case) -> str:
    return f"{case.suite}/{case.id}"


def _reason(outcome: Outcome) -> str:
    if outcome.fault:
        what = "endpoint error" if outcome.kind is OutcomeKind.ERROR else "not asked"
        return f"{what} ({outcome.fault.kind}): {outcome.fault.message}"
    if outcome.triangle and outcome.golden_stale:
        return triangle_sentence(outcome.triangle)
    if outcome.verdict and outcome.verdict.findings:
        return outcome.verdict.findings[0].message
    return f"{outcome.kind.replace('_', ' ')}"
