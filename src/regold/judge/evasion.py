"""Tells an answer that sends the customer elsewhere, or says that it does not know, from one that answers."""

from __future__ import annotations

import re

from regold.text.typography import plain

_EVADES = re.compile(
    r"\b(?:i(?:'m| am) (?:not (?:sure|certain|able)|unable|sorry,? (?:but )?i|afraid i)|i (?:do not|don't|cannot|can't) "
    r"(?:know|have|find|say|tell|access|confirm|help|answer|provide)|(?:do not|don't) have (?:any |that |the |enough |"
    r"specific )*(?:information|details|access|data)|(?:please |kindly |you can |you could |you should |i(?:'d)? (?:would )?"
    r"(?:suggest|recommend)(?: that you)? )+(?:check|visit|refer|consult|contact|reach out|see|review|look|get in touch|call|"
    r"speak|ask|get)|for (?:more|further|the latest|full|detailed|accurate|specific|up-to-date) (?:information|details|help)"
    r"|(?:it|this|that) (?:really )?(?:depends|varies|can vary|may vary)|(?:may|can|might|will) (?:vary|differ|depend)"
    r"|varies (?:by|depending|from)|(?:our|a) (?:support |customer |service )*(?:team|agent|representative|specialist|"
    r"colleague)s? (?:can|will|would|may|is|are) (?:be )?(?:happy|glad|able|help|assist)|terms (?:and|&) conditions"
    r"|someone (?:will|can|from)|great question|thanks? (?:you )?for (?:reaching|asking|contacting|your (?:question|patience)))"
)


def evades(text: str) -> bool:
    """Tell whether a text holds one of the ways of not answering; a good answer may hold one beside its answer."""
    return _EVADES.search(plain(text).lower()) is not None
