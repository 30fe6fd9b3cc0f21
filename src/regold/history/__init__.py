"""The memory of runs: one journal for each, read back, and two of them compared; it judges nothing."""

from __future__ import annotations

from regold.history.codec import outcome_from_json, outcome_to_json
from regold.history.compare import baseline, compare
from regold.history.digest import CaseDigest, RunDigest, digests
from regold.history.drift import Drift, drift
from regold.history.journal import Journal, new_run_id
from regold.history.past import Usual, usual
from regold.history.proposals import Proposal, Proposals, proposals
from regold.history.read import RunFile, find, read, runs
from regold.history.reviews import Decision, Review, Reviews, reviews

__all__ = [
    "CaseDigest",
    "Decision",
    "Drift",
    "Journal",
    "Proposal",
    "Proposals",
    "Review",
    "Reviews",
    "RunDigest",
    "RunFile",
    "Usual",
    "baseline",
    "compare",
    "digests",
    "drift",
    "find",
    "new_run_id",
    "outcome_from_json",
    "outcome_to_json",
    "proposals",
    "read",
    "reviews",
    "runs",
    "usual",
]
