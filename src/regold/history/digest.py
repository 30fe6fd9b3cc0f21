"""What can be told quickly of each run, kept beside the journals: a cache that may be lost or damaged at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic_core import from_json, to_json

from regold.errors import HistoryError
from regold.history.read import journals, read
from regold.history.skim import skim
from regold.history.whole import write_whole
from regold.model import Outcome, OutcomeKind, Run

FOLDER: Final = "digests"
FORMAT: Final = 2

_KINDS = {kind.value: kind for kind in OutcomeKind}


class CaseDigest(NamedTuple):
    """What became of one case, and what its first answer was worth; a tuple because there are 100,000 of them.

    `first` tells whether the first answer was right, None when none came. `score` (0 to 1) and `latency` (seconds,
    all turns) are those of the answer that the outcome holds, None without one. `odds` are those of the evidence of
    a case whose first answer was wrong.
    """

    kind: OutcomeKind
    first: bool | None
    score: float | None
    latency: float | None
    topic: str | None
    odds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDigest:
    """A run in brief, its cases by key. `comparable` says that it is whole: complete, asked and not replayed.

    `continues` is the id of the run whose answers it took over.
    """

    id: str
    started_at: datetime
    comparable: bool
    replayed: bool
    cases: Mapping[str, CaseDigest]
    continues: str | None = None


def digests(folder: Path, *, before: datetime | None = None, but: str = "") -> Iterator[RunDigest]:
    """Give the runs of a folder in brief, the newest first, each read when its turn comes.

    With `before`, only runs that started earlier; the run with the id `but` is not even looked at. A journal that
    cannot be read is passed over. What had to be read from a journal is kept for the next time; a folder that cannot
    be written to costs time and nothing else.
    """
    for journal in journals(folder):
        digest = None if journal.stem == but else _digest(journal)
        if digest and (before is None or digest.started_at < before):
            yield digest


def digest_of(run: Run) -> RunDigest:
    """Give a run in brief."""
    replayed = any(outcome.answer and outcome.answer.replayed for outcome in run.outcomes)
    return RunDigest(
        id=run.id,
        started_at=run.started_at,
        comparable=run.complete and not replayed and run.shard is None,
        replayed=replayed,
        cases={outcome.case.key: _case(outcome) for outcome in run.outcomes},
        continues=run.continues,
    )


def digest_path(journal: Path) -> Path:
    """Give the place where what is told of a journal is kept."""
    return journal.parent / FOLDER / f"{journal.stem}.json"


def _case(outcome: Outcome) -> CaseDigest:
    return CaseDigest(
        kind=outcome.kind,
        first=outcome.verdict.accepted if outcome.verdict else None,
        score=round(outcome.verdict.score, 4) if outcome.verdict else None,
        latency=round(outcome.answer.total_latency, 4) if outcome.answer else None,
        topic=outcome.case.topic,
        odds=outcome.evidence.odds if outcome.evidence else None,
    )


def _made(journal: Path) -> RunDigest:
    """Make a brief of what was skimmed: the nouns would take fifty times as long, and tell where that is not enough."""
    try:
        run, records = skim(journal)
    except HistoryError:
        return digest_of(read(journal))
    last = {_key(record): record for record in records}
    cases = {key: _written(record) for key, record in last.items()}
    answers = (record.get("answer") for record in last.values())
    replayed = any(answer is not None and answer.get("replayed", False) for answer in answers)
    asked = {key for key, case in cases.items() if case.kind is not OutcomeKind.NOT_RUN}
    whole = run.finished_at is not None and asked >= set(run.plan) and run.shard is None
    return RunDigest(
        id=run.id,
        started_at=run.started_at,
        comparable=whole and not replayed,
        replayed=replayed,
        cases=cases,
        continues=run.continues,
    )


def _written(outcome: Mapping[str, Any]) -> CaseDigest:
    answer, verdict, evidence = outcome.get("answer"), outcome.get("verdict"), outcome.get("evidence")
    return CaseDigest(
        kind=_KINDS[outcome["kind"]],
        first=verdict["accepted"] if verdict else None,
        score=round(verdict["score"], 4) if verdict else None,
        latency=None if answer is None else round(_latency(answer) + sum(map(_latency, answer.get("earlier", ()))), 4),
        topic=outcome["case"].get("topic"),
        odds=evidence["odds"] if evidence else None,
    )


def _key(outcome: Mapping[str, Any]) -> str:
    key: str = outcome["case"]["suite"] + "#" + outcome["case"]["id"]
    return key


def _latency(answer: Mapping[str, Any]) -> float:
    seconds: float = answer.get("latency", 0.0)
    return seconds


def _digest(journal: Path) -> RunDigest | None:
    try:
        size = journal.stat().st_size
        kept = digest_path(journal)
        if kept.exists() and (digest := _decoded(kept.read_bytes(), size)):
            return digest
        digest = _made(journal)
    except (OSError, HistoryError):
        return None
    with suppress(OSError, ValueError):  # a text that UTF-8 cannot carry is not kept
        write_whole(kept, _encoded(digest, size), synced=False)
    return digest


def _encoded(digest: RunDigest, size: int) -> bytes:
    head = {"run": digest.id, "started_at": digest.started_at.isoformat()}
    marks = {"comparable": digest.comparable, "replayed": digest.replayed, "continues": digest.continues}
    body = to_json({**head, **marks, "cases": [[key, *case] for key, case in digest.cases.items()]})
    return _seal(body, size) + body


def _decoded(content: bytes, size: int) -> RunDigest | None:
    """Read a brief; None when it is damaged, of another format, or of a journal that has grown since."""
    end = content.find(b"\n") + 1
    body = content[end:]
    if content[:end] != _seal(body, size):
        return None
    data: dict[str, Any] = from_json(body)
    return RunDigest(
        id=data["run"],
        started_at=datetime.fromisoformat(data["started_at"]),
        comparable=data["comparable"],
        replayed=data["replayed"],
        cases={key: CaseDigest(_KINDS[kind], *rest) for key, kind, *rest in data["cases"]},
        continues=data["continues"],
    )


def _seal(body: bytes, size: int) -> bytes:
    """Give the first line: a journal only ever grows, so that its size tells whether it still holds the same."""
    return f"regold digest {FORMAT} of {size} bytes, sha256 {sha256(body).hexdigest()}\n".encode()
