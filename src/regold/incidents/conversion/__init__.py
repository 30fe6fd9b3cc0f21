"""From a record to a case: what the case would hold, how it is tried, and its file. Who judges is told elsewhere."""

from __future__ import annotations

from regold.incidents.conversion.claims import said, statements, states
from regold.incidents.conversion.drafting import Draft, drafted, gaps, never
from regold.incidents.conversion.file import drafted_file, is_untouched, proven_file
from regold.incidents.conversion.rewording import Reworded, reworded
from regold.incidents.conversion.trials import Shown, Trial, shortcomings, wrong_words

__all__ = [
    "Draft",
    "Reworded",
    "Shown",
    "Trial",
    "drafted",
    "drafted_file",
    "gaps",
    "is_untouched",
    "never",
    "proven_file",
    "reworded",
    "said",
    "shortcomings",
    "statements",
    "states",
    "wrong_words",
]
