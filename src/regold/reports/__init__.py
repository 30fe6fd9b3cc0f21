"""What people and programs read about a run, made from the run and its changes alone; it asks and judges nothing."""

from __future__ import annotations

from regold.reports.comment import comment
from regold.reports.comparison import comparison_json, comparison_lines
from regold.reports.encode import one_line
from regold.reports.evidence import sentence, share
from regold.reports.exchange import exchange_json, findings_json
from regold.reports.failure import failure_text, headline, trouble_text
from regold.reports.github import github_annotations
from regold.reports.machine import run_json, verdict_table
from regold.reports.markdown import markdown
from regold.reports.page import difference_html
from regold.reports.reasoning import reasoning_json, reasoning_lines
from regold.reports.review import review_text
from regold.reports.summary import summary_lines
from regold.reports.triangle import triangle_rows, triangle_sentence, triangle_table, triangle_texts
from regold.reports.write import write_whole

__all__ = [
    "comment",
    "comparison_json",
    "comparison_lines",
    "difference_html",
    "exchange_json",
    "failure_text",
    "findings_json",
    "github_annotations",
    "headline",
    "markdown",
    "one_line",
    "reasoning_json",
    "reasoning_lines",
    "review_text",
    "run_json",
    "sentence",
    "share",
    "summary_lines",
    "triangle_rows",
    "triangle_sentence",
    "triangle_table",
    "triangle_texts",
    "trouble_text",
    "verdict_table",
    "write_whole",
]
