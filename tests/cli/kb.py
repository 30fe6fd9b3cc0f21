"""A project whose articles stand in git beside its suites, changed by real commits."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.making import Checkout

WINDOW = "How long do I have to return an item?"
EXPRESS = "How much is express delivery?"
FOOD = "Can I return opened food?"
HELLO = "Hi there"
ANSWERS = {
    WINDOW: "You can return any item within 30 days of delivery.",
    EXPRESS: "Express delivery costs $12.",
    FOOD: "No, opened food cannot be returned.",
    HELLO: "Hello! Ask me about orders.",
}
RETURNS = """\
# Returns

You can return any item within 30 days of delivery for a full refund.

Opened food cannot be returned.
"""
SHIPPING = "<html><body><h1>Shipping</h1><p>Express delivery costs <b>$12</b>.</p></body></html>"
SUITE = f"""\
suite: shop
severity: high
cases:
  - id: window
    query: {WINDOW}
    golden: {ANSWERS[WINDOW]}
    sources: [kb/returns.md]
  - id: express
    query: {EXPRESS}
    golden: {ANSWERS[EXPRESS]}
  - id: hello
    query: {HELLO}
    golden: "{ANSWERS[HELLO]}"
"""
INCIDENT = f"""\
suite: incident-7
cases:
  - id: food
    severity: critical
    query: {FOOD}
    golden: {ANSWERS[FOOD]}
"""


def write_project(folder: Path, settings: str = 'articles = ["kb"]') -> Checkout:
    """Write articles, suites and settings beside what is there, and commit them."""
    kb = Checkout(folder)
    kb.write("kb/returns.md", RETURNS)
    kb.write("kb/shipping.html", SHIPPING)
    kb.write("suites/shop.gold.yaml", SUITE)
    kb.write("suites/incidents/7.gold.yaml", INCIDENT)
    kb.write(".gitignore", "reports/\n.regold*\n")
    with (folder / "regold.toml").open("a", encoding="utf-8") as file:
        file.write(f"[tool.regold.knowledge]\n{settings}\n")
    kb.commit()
    return kb


def reword(kb: Checkout, name: str, old: str, new: str) -> None:
    """Change a text in an article and commit that."""
    text = (kb.folder / name).read_text(encoding="utf-8")
    assert old in text
    kb.write(name, text.replace(old, new))
    kb.commit()
