"""What the demo bot never answers from articles: small talk, and messages that belong to a person."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Messages that match get this text; with `handoff` a person takes over."""

    name: str
    pattern: re.Pattern[str]
    text: str
    handoff: bool = True


def _rule(name: str, pattern: str, text: str, *, handoff: bool = True) -> Rule:
    return Rule(name=name, pattern=re.compile(pattern, re.IGNORECASE), text=text, handoff=handoff)


RULES = (
    _rule(
        "danger",
        r"\b(?:smok(?:e|ing)|on fire|caught fire|sparks?|electric(?:al)? shock|burn(?:t|ed|s|ing)? (?:my|me|smell))\b",
        "Please unplug the machine and do not use it any more. I am handing this over to our safety team right now; "
        "a colleague will contact you.",
    ),
    _rule(
        "legal",
        r"\b(?:sue|suing|lawyers?|attorneys?|legal action|court|small claims|ombudsman)\b",
        "I am handing this conversation over to a colleague who can deal with legal matters. "
        "They will reply to you in writing.",
    ),
    _rule(
        "person",
        r"\b(?:human|real person|live agent|representative|supervisor|operator)\b"
        r"|\b(?:speak|talk|chat|connect me) (?:to|with) (?:an? |the |your )?"
        r"(?:someone|somebody|person|agent|staff|employee)",
        "Of course. I am handing you over to a colleague, who will be with you shortly.",
    ),
    _rule(
        "anger",
        r"\b(?:unacceptable|furious|ridiculous|disgrace(?:ful)?|scammers?|rip[- ]?off|useless|worst)\b"
        r"|\b(?:fed up|outrageous)\b",
        "I am sorry that this went wrong. I am handing you over to a colleague who will look into it right away.",
    ),
    _rule(
        "thanks",
        r"^\W*(?:thanks?|thank you|cheers|great|perfect)(?:\s+(?:a lot|so much|very much|you))?\W*$",
        "You are welcome! Is there anything else I can do for you?",
        handoff=False,
    ),
    _rule(
        "greeting",
        r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening))(?:\s+there)?\W*$",
        "Hello! What can I do for you?",
        handoff=False,
    ),
)


def rule_for(message: str) -> Rule | None:
    """Give the first rule that the message falls under, or None when it is a question for the articles."""
    return next((rule for rule in RULES if rule.pattern.search(message)), None)
