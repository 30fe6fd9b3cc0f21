"""The committed sample report is what today's code writes of the committed runs."""

from __future__ import annotations

from pathlib import Path

from regold import history, reports

ROOT = Path(__file__).parent.parent.parent
RUNS = ROOT / "fixtures" / "runs"
SAMPLE = ROOT / "reports" / "sample" / "summary.md"


def test_the_sample_report_is_kept_true() -> None:
    mistake = history.read(history.find(RUNS, "latest"))
    baseline = history.baseline(RUNS, mistake)

    written = reports.markdown(mistake, history.compare(baseline, mistake), baseline)

    assert baseline is not None
    assert written == SAMPLE.read_text(encoding="utf-8")
