"""What is loaded for a target: its own kind and no other, since loading is most of a short run."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOOK = "import sys; print({name.removeprefix('regold.targets.') for name in sys.modules})"
OPEN = {
    "": "import regold.targets",
    "callable": "from regold.targets import *; open_target(CallableSettings(path='bot:ask'), bot=lambda q, s: '')",
    "replay": "from regold.targets import *; open_target(ReplaySettings(run='latest'))",
    "http": "from regold.targets import *; open_target(HttpSettings(url='http://127.0.0.1:1/', answer='text'))",
    "openai": "from regold.targets import *; open_target(OpenAISettings(url='http://127.0.0.1:1/', model='m'))",
}


@pytest.mark.parametrize("kind", OPEN)
def test_a_target_loads_only_its_own_kind(kind: str) -> None:
    loaded = subprocess.check_output([sys.executable, "-c", f"{OPEN[kind]}; {LOOK}"], text=True)
    kinds = {name for name in OPEN if f"'{name}'" in loaded}
    assert kinds == {kind} - {""}
    assert ("'h11'" in loaded) is (kind in {"http", "openai"})
