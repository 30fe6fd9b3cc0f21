"""The difference of golden and answer as a small page of HTML that stands alone."""

from __future__ import annotations

from regold.model import Outcome, Span
from regold.reports.difference import compared, leading
from regold.reports.encode import html
from regold.reports.failure import headline

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 14px/1.5 system-ui, sans-serif; margin: 1rem; color-scheme: light dark; }}
h1 {{ font-size: 1rem; }} dt {{ font-weight: 600; margin-top: .6rem; }} dd {{ margin: 0; white-space: pre-wrap; }}
ins {{ background: #ffd7d5; color: #82071e; text-decoration: none; font-weight: 600; }}
del {{ background: #ccffd8; color: #055d20; text-decoration: none; font-weight: 600; }}
li.against::marker {{ content: "✗ "; }} li.for::marker {{ content: "✓ "; }}
</style></head><body>
<h1>{title}</h1>
<dl>{leading}<dt>question</dt><dd>{question}</dd>
<dt>golden</dt><dd>{golden}</dd>
<dt>answer</dt><dd>{answer}</dd></dl>
<ul>{findings}</ul>
</body></html>
"""


def difference_html(outcome: Outcome) -> str:
    """Give question, golden and answer with the differing words marked, and the findings.

    The page has no script and loads nothing.
    """
    shown = compared(outcome)
    findings = outcome.verdict.findings if outcome.verdict else ()
    return _PAGE.format(
        title=html(headline(outcome)),
        leading="".join(f"<dt>{who}</dt><dd>{html(said)}</dd>" for who, said in leading(outcome, shown.turn)),
        question=html(outcome.case.turns[shown.turn].query),
        golden=_marked(shown.golden, shown.golden_spans, "del"),
        answer=_marked(shown.answer, shown.answer_spans, "ins"),
        findings="".join(
            f'<li class="{"for" if f.supports else "against"}">{html(f"{f.check}: {f.message}")}</li>' for f in findings
        ),
    )


def _marked(text: str, spans: tuple[Span, ...], tag: str) -> str:
    pieces, end = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, stop = max(end, span.start), min(len(text), span.end)
        if start < stop:
            pieces += [html(text[end:start]), f"<{tag}>{html(text[start:stop])}</{tag}>"]
            end = stop
    return "".join([*pieces, html(text[end:])])
