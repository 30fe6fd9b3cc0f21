"""A project with an incident and a bot on loopback that says what a test wants. No test stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from regold.config import Config, Flags, load_config
from regold.incidents import Incident, Store
from tests.bot import Bot, running_bot
from tests.incidents.making import incident

SETTINGS = """\
[tool.regold.target]
type = "http"
url = "{url}"
answer = "reply.text"
handoff = "starts_with(reply.text, 'A colleague')"
tries = 1
"""
HANDED = "A colleague takes over."
SUITE = """\
suite: shipping
topic: shipping
cases:
  - id: cost
    query: What does shipping cost?
    golden: Shipping costs $5.
"""


class Says(dict[str, "str | int | Callable[[int], str | int]"]):
    """What a bot says: the same to every question but those that are named."""

    def __init__(self, text: str | int | Callable[[int], str | int], **named: str) -> None:
        super().__init__({"What does shipping cost?": "Shipping costs $5.", **named})
        self.text = text

    def get(self, key: str, default: object = None) -> str | int | Callable[[int], str | int]:  # noqa: ARG002
        return super().get(key, self.text)


@contextmanager
def project(root: Path, said: Mapping[str, str | int | Callable[[int], str | int]]) -> Iterator[tuple[Config, Bot]]:
    """Give the settings of a project whose endpoint is a running bot."""
    (root / "suites").mkdir(exist_ok=True)
    (root / "suites" / "shipping.gold.yaml").write_text(SUITE, encoding="utf-8")
    with running_bot(said) as bot:
        (root / "regold.toml").write_text(SETTINGS.format(url=bot.url), encoding="utf-8")
        yield load_config(root, environment={}, flags=Flags()), bot


def stored(root: Path, change: Callable[[Incident], Incident] = lambda one: one) -> Store:
    """Give a store that holds one incident."""
    store = Store(folder=root / "incidents", root=root)
    store.create(lambda name: change(incident(name)), 2026)
    return store
