"""Tells an answer that sends the customer elsewhere, or says that it does not know, from one that answers."""

from __future__ import annotations

import re

from regold.text.typography import plain

_EVADES = re.compile(
    r"\b(?:i(?:'m| am) (?:not (?:sure|certain|able)|unable|sorry,? (?:but )?i|afraid i)"
    r"|i (?:do not|don't|cannot|can't) (?:know|have|find|say|tell|access|confirm|help|answer|provide)"
    r"|(?:do not|don't) have (?:any |that |the |enough |specific )*(?:information|details|access|data)"
    r"|(?:please |kindly |you can |you could |you should |i(?:'d)? (?:would )?(?:suggest|recommend)(?: that you)? )+"
    r"(?:check|visit|refer|consult|contact|reach out|see|review|look|get in touch|call|speak|ask|get)"
    r"|for (?:more|further|the latest|full|detailed|accurate|specific|up-to-date) (?:information|details|help)"
    r"|(?:it|this|that) (?:really )?(?:depends|varies|can vary|may vary)|(?:may|can|might|will) (?:vary|differ|depend)"
    r"|varies (?:by|depending|from)|(?:our|a) (?:support |customer |service )*(?:team|agent|representative|specialist|"
    r"colleague)s? (?:can|will|would|may|is|are) (?:be )?(?:happy|glad|able|help|assist)|terms (?:and|&) conditions"
    r"|someone (?:will|can|from))"
)


def evades(text: str) -> bool:
    """Tell whether a text holds one of the ways of not answering; a good answer may hold one beside its answer."""
    return _EVADES.search(plain(text).lower()) is not None
