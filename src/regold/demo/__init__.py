"""The bundled demo endpoint: a small support bot that answers from Markdown articles as they stand now.

It is the thing under test, never a part of the testing: it shares no code with the wings that judge it.
"""

from __future__ import annotations
