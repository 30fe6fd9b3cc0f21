"""Measures the judge on labelled answers, beside baselines in the same run: `python -m benchmarks.judge`."""
