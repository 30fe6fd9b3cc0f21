"""The text of a suite that holds one case of an incident, and whether a person has changed it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from regold.incidents.conversion.drafting import SUITE, Draft
from regold.incidents.conversion.trials import Trial
from regold.incidents.values import written
from regold.strict_yaml import quoting
from regold.strict_yaml.quoting import Written

_HEAD = "# Made of {incident} by `regold incident convert`. Once you edit it, it is yours and stays as it is.\n"
_DRAFT = "# A draft, which no run asks. What is missing:\n"
_DIGEST = "# digest: "
_LONGEST_LINE = 200


def proven_file(draft: Draft, trials: Sequence[Trial], judge: str) -> bytes:
    """Give the suite of a proven case: the same draft, trials and judge give the same bytes."""
    return _signed(_HEAD.format(incident=draft.incident), draft, trials, judge)


def drafted_file(draft: Draft, trials: Sequence[Trial], judge: str, missing: Sequence[str]) -> bytes:
    """Give the suite of a case that is not proven, with what is missing at its head."""
    told = "".join(f"# - {quoting.quoted(one)}\n" for one in missing)
    return _signed(f"{_HEAD.format(incident=draft.incident)}{_DRAFT}{told}", draft, trials, judge)


def is_untouched(data: bytes) -> bool:
    """Tell whether a file is as it was written here."""
    head, _, rest = data.partition(_DIGEST.encode())
    digest, _, body = rest.partition(b"\n")
    return bool(rest) and digest.strip() == _digest(head + body)


def _signed(head: str, draft: Draft, trials: Sequence[Trial], judge: str) -> bytes:
    body = f"{quoting.block(_suite(draft, trials, judge), 0)}\n".encode()
    return head.encode() + _DIGEST.encode() + _digest(head.encode() + body) + b"\n" + body


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest()[:16].encode()


def _suite(draft: Draft, trials: Sequence[Trial], judge: str) -> dict[str, Written]:
    if not draft.earlier:
        return {"suite": SUITE, "cases": [dict(_case(draft, trials, judge))]}
    first = dict(_conversation(draft, draft.incident, draft.query, trials, judge))
    others = (
        dict(_conversation(draft, f"{draft.incident}-{number}", query, (), judge))
        for number, query in enumerate(draft.variants, 2)
    )  # a conversation has no variants: each other wording is a case of its own
    return {"suite": SUITE, "cases": [first, *others]}


def _conversation(
    draft: Draft, name: str, query: str, trials: Sequence[Trial], judge: str
) -> Iterator[tuple[str, Written]]:
    """Give a case that asks the earlier questions first, to which any answer will do."""
    yield "id", name
    before: list[Written] = [{"query": one.query} for one in draft.earlier]
    yield "turns", [*before, {"query": query, **dict(_held(draft))}]
    yield from _about(draft, trials, judge)


def _case(draft: Draft, trials: Sequence[Trial], judge: str) -> Iterator[tuple[str, Written]]:
    held = dict(_held(draft))
    expect = held.pop("expect", None)
    yield "id", draft.incident
    yield "query", draft.query
    yield from held.items()
    if draft.variants:
        yield "variants", list(draft.variants)
    if expect:
        yield "expect", expect
    yield from _about(draft, trials, judge)


def _held(draft: Draft) -> Iterator[tuple[str, Written]]:
    """Give what the answer is held against."""
    if draft.golden is None:
        yield "record", True
    else:
        yield "golden", draft.golden
    if draft.excludes:
        yield "expect", {"excludes": list(draft.excludes)}


def _about(draft: Draft, trials: Sequence[Trial], judge: str) -> Iterator[tuple[str, Written]]:
    if draft.topic:
        yield "topic", draft.topic
    if draft.severity:
        yield "severity", str(draft.severity)
    if draft.document:
        yield "sources", [draft.document]
    yield "tags", ["incident"]
    if draft.url:
        yield "links", [{"url": draft.url, "name": draft.incident}]
    yield "provenance", dict(_provenance(draft))
    if trials:
        yield "proof", {"judge": judge, "trials": [_trial(one) for one in trials]}


def _provenance(draft: Draft) -> Iterator[tuple[str, Written]]:
    yield "incident", draft.incident
    if draft.url:
        yield "url", draft.url
    if draft.closed_at:
        yield "closed_at", written(draft.closed_at)
    if draft.statements:
        yield "wrong_claims", list(draft.statements)


def _trial(one: Trial) -> dict[str, Written]:
    why = " ".join(one.why.split())
    cut = why if len(why) <= _LONGEST_LINE else f"{why[: _LONGEST_LINE - 1]}…"
    return {"shown": str(one.shown), "wording": one.wording, "zone": str(one.zone), "why": cut}
