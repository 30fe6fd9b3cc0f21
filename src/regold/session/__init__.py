"""The conductor: one run from its cases to its outcomes. Knows no pytest; the faces translate for it."""

from regold.session.asking import Session
from regold.session.checking import check_target
from regold.session.conclusion import Finished, conclude
from regold.session.gate import Gate, fails, gate
from regold.session.merging import merge
from regold.session.opening import open_judge
from regold.session.recording import Recorder
from regold.session.rejudging import rejudge
from regold.session.resuming import Unfinished, unfinished
from regold.session.strength import weak_goldens

__all__ = [
    "Finished",
    "Gate",
    "Recorder",
    "Session",
    "Unfinished",
    "check_target",
    "conclude",
    "fails",
    "gate",
    "merge",
    "open_judge",
    "rejudge",
    "unfinished",
    "weak_goldens",
]
