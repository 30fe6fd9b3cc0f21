"""Judges one answer against what its case holds: the one door of this wing. It asks nobody and remembers no run.

Only `strength` stands beside this door: it is for the lint of goldens, which no run needs to load.
"""

from __future__ import annotations

from regold.judge.judging import JUDGE_VERSION, Judge
from regold.judge.settings import JudgeSettings, Strictness

__all__ = ["JUDGE_VERSION", "Judge", "JudgeSettings", "Strictness"]
