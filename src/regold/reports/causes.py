"""What a difference between two runs can be put down to beside the endpoint's answers, in words."""

from __future__ import annotations

import re

from regold.model import Run

_HASH = re.compile(r"[0-9a-f]{8,64}")
_LISTS = {"models"}


def causes(run: Run, baseline: Run) -> list[str]:
    """Give a word for each entry of the fingerprints that differs: "judge 1 -> 2", "other suites".

    Hashes say nothing to a reader, so that of them only the name is told.
    """
    every = sorted({*run.fingerprint, *baseline.fingerprint})
    pairs = ((name, baseline.fingerprint.get(name), run.fingerprint.get(name)) for name in every)
    return [_told(name, before, now) for name, before, now in pairs if _differ(name, before, now)]


def _differ(name: str, before: str | None, now: str | None) -> bool:
    if name in _LISTS:  # a model that no answer needed this time was not exchanged for another
        old, new = (set(filter(None, (told or "").split(", "))) for told in (before, now))
        return bool(old - new and new - old)
    return before != now


def _told(name: str, before: str | None, now: str | None) -> str:
    if all(told is None or _HASH.fullmatch(told) for told in (before, now)):
        return f"other {name}"
    return f"{name} {before or 'unknown'} -> {now or 'unknown'}"
