"""Judges one answer against what its case holds: the one door of this wing. It asks nobody and remembers no run."""

from __future__ import annotations

from regold.judge.judging import JUDGE_VERSION, Judge
from regold.judge.settings import JudgeSettings

__all__ = ["JUDGE_VERSION", "Judge", "JudgeSettings"]
