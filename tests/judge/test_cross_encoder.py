"""The weights that are shipped as ONNX, loaded by sentence-transformers: the same model by another way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from regold.judge.shipped import Shipped, premise

PAIRS = [
    (premise("What does a locker cost?", "Lockers at the pool cost 2 euros."), answer)
    for answer in (
        "A locker at the pool is 2 euros.",
        "Lockers at the pool cost 3 euros.",
        "Lockers at the pool cost 2 euros if you are a member of the club.",
        "Our coffee is roasted every week.",
        "",
    )
]


@pytest.mark.full
def test_the_shipped_weights_load_as_a_cross_encoder_and_say_the_same(tmp_path: Path) -> None:
    import torch
    from benchmarks.model.cross_encoder import write
    from sentence_transformers import CrossEncoder

    write(tmp_path)
    model = CrossEncoder(str(tmp_path), activation_fn=torch.nn.Identity())
    theirs, ours = model.predict(PAIRS), Shipped().follows(PAIRS)

    assert np.abs(theirs - ours).max() < 0.8
    assert theirs.argmax() == ours.argmax() == 0
