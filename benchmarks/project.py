"""Writes projects as a user would have them: settings and golden suites of as many cases as wanted."""

from __future__ import annotations

from pathlib import Path

CASES_PER_FILE = 500
PYTEST = '[tool.pytest.ini_options]\ncache_dir = "cache"\n'
SETTINGS = PYTEST + '[tool.regold]\n[tool.regold.judge]\nembedding = "{embedding}"\n[tool.regold.target]\n{target}\n'


def http(port: int, concurrency: int) -> str:
    """Give the settings of an endpoint of ours."""
    return f'type = "http"\nurl = "http://127.0.0.1:{port}/chat"\nanswer = "reply.text"\nconcurrency = {concurrency}'


def in_process(bot: str) -> str:
    """Give the settings of a bot of ours in the process of the run."""
    return f'type = "callable"\npath = "benchmarks.bot:{bot}"\nconcurrency = 32'


def write_project(folder: Path, cases: int, target: str, *, embedding: str = "minilm") -> Path:
    """Write settings and suites and give the folder."""
    suites = folder / "suites"
    suites.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(SETTINGS.format(target=target, embedding=embedding))
    for first in range(0, cases, CASES_PER_FILE):
        name = f"part-{first // CASES_PER_FILE:03}"
        numbers = range(first, min(cases, first + CASES_PER_FILE))
        lines = [f"  - id: c{n}\n    query: question {n}\n    golden: answer {n}\n" for n in numbers]
        (suites / f"{name}.gold.yaml").write_text(f"suite: {name}\ncases:\n{''.join(lines)}")
    return folder
