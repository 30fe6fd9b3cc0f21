"""`regold impact`: which cases a change of articles touches, and why. It asks the endpoint nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regold.cli.settings import open_config

if TYPE_CHECKING:
    from regold.knowledge.edits import Edit
    from regold.knowledge.impact import Chosen, Selection

FORMAT = 1
SHOWN_EDITS = 20


@click.command()
@click.argument("commits", required=False, metavar="[BASE..HEAD]")
@click.option("--kb-diff", "diff", metavar="FILE", help="Read the change from this unified diff; - for stdin.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Take this article as changed; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the choice as JSON.")
def impact(commits: str | None, diff: str | None, articles: tuple[str, ...], *, as_json: bool) -> None:
    """Show the cases that `regold run --kb-changed BASE..HEAD` would run, each with its reason.

    Exit codes: 0 whatever is chosen, 4 a mistake in settings, suites or arguments.
    """
    from regold import suites
    from regold.session.impact import KbRequest, plan_impact

    if commits is None and diff is None and not articles:
        raise click.UsageError("nothing to compare; give BASE..HEAD, --kb-diff FILE or --article ID")
    config = open_config()
    request = KbRequest(commits=commits, diff=None if diff is None else read_diff(diff), articles=articles)
    cases = suites.load_all([config.root / path for path in config.suites], config.root)
    selection = plan_impact(config, cases, request)
    click.echo(json.dumps(_as_json(selection), indent=2) if as_json else "\n".join(_as_lines(selection)))


def read_diff(name: str) -> str:
    """Give the text of a diff; raises KnowledgeError when it cannot be read."""
    from regold.errors import KnowledgeError

    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise KnowledgeError(f"--kb-diff {name}: cannot be read ({error.strerror}); check the path") from None
    return content.decode("utf-8", "replace")


def _as_lines(selection: Selection) -> list[str]:
    lines = [f"{_place(edit)}: {_what(edit)}" for edit in selection.change.edits[:SHOWN_EDITS]]
    if (more := len(selection.change.edits) - SHOWN_EDITS) > 0:
        lines.append(f"and {more} more passages")
    lines += [f"doubt: {doubt}" for doubt in selection.doubts]
    if not lines:
        lines.append("no article changed in its words")
    lines += ["", f"{len(selection.chosen)} of {selection.total} cases"]
    return lines + [f"{one.case.suite}/{one.case.id}: {one.reason}" for one in selection.chosen]


def _place(edit: Edit) -> str:
    return f"{edit.article} ({edit.place})"


def _what(edit: Edit) -> str:
    from regold.knowledge.edits import fact_words

    if edit.before == edit.after:
        return "taken as changed"
    kind = "added" if edit.before is None else "taken out" if edit.after is None else "reworded"
    return fact_words(edit) or kind


def _as_json(selection: Selection) -> dict[str, object]:
    return {
        "format": FORMAT,
        "total": selection.total,
        "everything": bool(selection.doubts),
        "doubts": list(selection.doubts),
        "articles": list(selection.change.articles),
        "edits": [_edit_as_json(edit) for edit in selection.change.edits],
        "cases": [_chosen_as_json(one) for one in selection.chosen],
    }


def _edit_as_json(edit: Edit) -> dict[str, object]:
    return {
        "article": edit.article,
        "place": edit.place,
        "before": edit.before.text if edit.before else None,
        "after": edit.after.text if edit.after else None,
        "lost": list(edit.lost),
        "gained": list(edit.gained),
    }


def _chosen_as_json(one: Chosen) -> dict[str, object]:
    return {
        "case": one.case.key,
        "path": one.case.place.path,
        "line": one.case.place.line,
        "why": one.why.value,
        "strength": one.strength,
        "article": one.article or None,
        "reason": one.reason,
    }
