"""The conversation of `regold review` with a person or a program; what a decision does is the work of `session`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

import click

from regold import reports
from regold.errors import ConfigError, RegoldError
from regold.history import Decision
from regold.model import Run
from regold.session.reviewing import Decided, Item, Sitting, Why

_KEYS = {
    "a": Decision.ACCEPTED,
    "d": Decision.ADDED,
    "k": Decision.KEPT,
    "r": Decision.REJECTED,
    "i": Decision.INCIDENT,
}
_HINT = "[a]ccept  a[d]d  [k]eep  [r]eject  [i]ncident  [s]kip  [q]uit  [?]"
_HELP = """\
  a  accept: from now on the answer is the golden, in place of what the suite has; of a golden that the articles
     show to be out of date, the one that is proposed
  d  add: the answer is one more golden beside those that the suite has
  k  keep: the answer is as good as its golden, which stays as it is (not for a wrong answer)
  r  reject: the answer is wrong; the suite stays as it is
  i  incident: reject, and show how an incident is opened
  s  skip: decide another time
  q  quit: what was decided stays decided"""
_SAID = {
    Decision.ACCEPTED: "accepted, the golden in {written} is this answer now",
    Decision.ADDED: "accepted, added to the goldens in {written}",
    Decision.KEPT: "kept, the golden stays as it is",
    Decision.REJECTED: "rejected, the suite stays as it is",
    Decision.INCIDENT: "rejected; open the incident with `{command}`",
}
_PROPOSED = "accepted, the golden in {written} has the articles' facts now"
_WHY = {
    Why.CHANGED: "wrong answer",
    Why.STALE: "golden to review: the articles bear out the answer",
    Why.SUSPECT: "perhaps a wrong answer",
    Why.REWORDED: "accepted, and says something else than before",
    Why.RECORDED: "first answer",
}


def decide(sitting: Sitting, decisions: Sequence[tuple[str, Decision]], *, as_json: bool) -> None:
    """Make these decisions; raises RegoldError, before the first of them, when a case cannot be found."""
    chosen = [(sitting.named(name), decision) for name, decision in decisions]
    if len({item.key for item, _ in chosen}) < len(chosen):
        raise ConfigError("a case is named twice; decide once about each")
    decided = [sitting.decide(item, decision) for item, decision in chosen]
    if as_json:
        left = sum(1 for _ in sitting.items())
        click.echo(json.dumps({"decided": [_decided_as_json(each) for each in decided], "left": left}, indent=2))
    else:
        click.echo("\n".join(map(_told, decided)))


def show(sitting: Sitting, run: Run | None, *, as_json: bool) -> None:
    """Print what is to be looked at, and how it is decided about without a terminal."""
    items = list(sitting.items())
    if as_json:
        data = {"run": run.id if run else None, "items": list(map(_as_json, items))}
        click.echo(json.dumps(data, indent=2))
        return
    for item in items:
        place = item.outcome.case.place
        click.echo(reports.one_line(f"{item.key}: {_reason(item)} ({place.path}:{place.line})"))
    if items:
        click.echo("decide on a terminal, or with --accept, --add, --keep, --reject or --incident CASE")
    else:
        click.echo("nothing to review")


def walk(sitting: Sitting) -> None:
    """Show one answer after another and wait for a key each time."""
    seen: set[tuple[str, Why]] = set()
    while left := [item for item in sitting.items() if (item.key, item.why) not in seen]:
        seen.add((left[0].key, left[0].why))
        click.echo(f"\n{_screen(left[0], len(left))}\n")
        if not _wait_for_decision(sitting, left[0]):
            return
    click.echo("nothing is left to review" if seen else "nothing to review")


def _wait_for_decision(sitting: Sitting, item: Item) -> bool:
    """Wait until a key decides, or skips; False to stop."""
    while True:
        click.secho(_HINT, bold=True)
        key = click.getchar().lower()
        if key in {"s", "q"}:
            return key == "s"
        if key not in _KEYS:
            click.echo(_HELP)
            continue
        try:
            click.echo(_told(sitting.decide(item, _KEYS[key])))
        except RegoldError as mistake:
            click.secho(f"regold: {mistake}", fg="red")
            continue
        return True


def _screen(item: Item, left: int) -> str:
    return reports.review_text(
        item.outcome,
        title=f"{left} to review, {_reason(item)}",
        turns=item.turns,
        before=item.before,
        colour=True,  # click takes it away where there is none
        width=get_terminal_size().columns,
    )


def _reason(item: Item) -> str:
    why = f"{_WHY[item.why]} ({item.note})" if item.note else _WHY[item.why]
    return f"{why}, a variant of {item.outcome.case.variant_of}" if item.outcome.case.variant_of else why


def _told(decided: Decided) -> str:
    proposed = decided.item.proposed and decided.decision is Decision.ACCEPTED
    said = (_PROPOSED if proposed else _SAID[decided.decision]).format(
        written=decided.written, command=_incident_command(decided.item)
    )
    unmet = f"; it would still be wrong: {decided.unmet}" if decided.unmet else ""
    return reports.one_line(f"{decided.item.key}: {said}{unmet}")


def _incident_command(item: Item) -> str:
    outcome, turn = item.outcome, item.turns[0]
    case = outcome.case
    given = {
        "--title": reports.headline(outcome),
        "--severity": case.severity.value,
        "--topic": case.topic,
        "--detection": "proactive_run",
        "--query": case.turns[turn].query,
        "--answer": item.answers[turn].text,
        "--correct": next(iter(case.turns[turn].golden), None),
        "--document": next(iter(case.sources), None),
    }
    options = [part for option, value in given.items() if value for part in (option, value)]
    return shlex.join(["regold", "incident", "new", *options])


def _as_json(item: Item) -> dict[str, object]:
    outcome, case = item.outcome, item.outcome.case
    return {
        "case": item.key,
        "why": item.why.value,
        "note": item.note or None,
        "path": case.place.path,
        "line": case.place.line,
        "severity": case.severity.value,
        "turns": list(_turns(item)),
        "verdict": reports.verdict_table(outcome.verdict),
        "triangle": reports.triangle_table(outcome.triangle),
    }


def _turns(item: Item) -> Iterator[dict[str, object]]:
    before = item.before.answer if item.before else None
    earlier = [answer.text for answer in (*before.earlier, before)] if before else []
    for at, (turn, answer) in enumerate(zip(item.outcome.case.turns, item.answers, strict=False)):
        yield {
            "query": turn.query,
            "goldens": list(turn.golden),
            "before": earlier[at] if at < len(earlier) else None,
            "answer": answer.text,
            "decides": at in item.turns,
        }


def _decided_as_json(decided: Decided) -> dict[str, object]:
    return {
        "case": decided.item.key,
        "decision": decided.decision.value,
        "written": decided.written,
        "unmet": decided.unmet or None,
        "run": decided.item.run,
    }
