"""The options and ini settings of the plugin, and the reading of them into the flags that settings know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from regold.config import Config, Flags


def add_options(parser: pytest.Parser) -> None:
    """Name every `--regold-*` option; each is described in docs/commands.md."""
    group = parser.getgroup("regold", "golden suites asked of a live endpoint")
    option = group.addoption
    option("--regold-url", metavar="URL", help="ask this endpoint instead of the one in the settings")
    option("--regold-concurrency", metavar="N", type=int, help="how many questions may be under way at once")
    option("--regold-history", metavar="DIR", help="where journals of runs are kept (default: reports/history)")
    option(
        "--regold-entailment",
        metavar="MODEL",
        help="model of inference: regold, none, onnx:FILE, sentence-transformers:NAME",
    )
    option("--regold-strictness", metavar="HOW", help="how sure the judge must be: lenient, normal, strict")
    option("--regold-embedding", metavar="MODEL", help="embedding model: minilm, none, sentence-transformers:NAME, …")
    option("--regold-shard", metavar="N/M", help="ask only the Nth of M parts of the chosen cases: 2/5")
    option("--regold-replay", metavar="RUN", help="answer from a recorded run (an id, or latest) and ask nothing")
    option("--regold-allow-replay", action="store_true", help="let replayed answers pass the gate")
    option("--regold-kb-changed", metavar="BASE..HEAD", help="run the cases that the articles' change touches")
    option("--regold-kb-diff", metavar="FILE", help="run the cases that this unified diff of articles touches")
    option("--regold-article", metavar="ID", action="append", help="run the cases that this article touches")
    option("--regold-kb-version", metavar="TEXT", help="name the knowledge base that the endpoint answers from")
    option("--regold-resume", metavar="RUN", help="ask only what this run lacks (an id, or latest), and keep the rest")
    option("--regold-summary", metavar="FILE", help="write a Markdown summary of the run")
    option("--regold-comment", metavar="FILE", help="write the body of a comment on a pull request")
    option("--regold-json", metavar="FILE", help="write the run and its changes as JSON")
    parser.addini("regold_files", "more file patterns to read as golden suites", type="args", default=[])


def read_settings(config: pytest.Config) -> Config:
    """Give the settings of a run; raises pytest.UsageError, whose exit code is 4, for a mistake in them."""
    import os

    import pytest

    from regold.config import load_config
    from regold.errors import RegoldError

    try:
        return load_config(config.rootpath, environment=os.environ, flags=read_flags(config))
    except RegoldError as mistake:
        raise pytest.UsageError(str(mistake)) from None


def read_flags(config: pytest.Config) -> Flags:
    """Give the flags of this command line; what was not given is None."""
    from regold.config import Flags

    option = config.getoption
    return Flags(
        url=option("regold_url"),
        concurrency=option("regold_concurrency"),
        history=option("regold_history"),
        embedding=option("regold_embedding"),
        entailment=option("regold_entailment"),
        strictness=option("regold_strictness"),
        replay=option("regold_replay"),
        allow_replay=option("regold_allow_replay") or None,
        knowledge_version=option("regold_kb_version"),
    )
