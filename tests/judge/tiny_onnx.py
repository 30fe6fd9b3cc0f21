"""Writes a cross-encoder of a few bytes for tests: an ONNX file made by hand, and a tokenizer that knows the letters.

The numbers of the fields are those of the public `onnx.proto`. The network compares two texts by the sum of their
letters: the same letters score highest, whatever their order.
"""

from __future__ import annotations

import json
import string
import struct
from collections.abc import Sequence
from pathlib import Path

import tokenizers

FLOAT, INT64 = 1, 7
"""Types of `TensorProto.DataType`."""

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
SURE = 5.0
"""The logit of the class of two texts with the same letters."""

STEP = 0.1
"""What one letter further on in the alphabet takes from it."""


def write_model(
    folder: Path, slopes: Sequence[float] = (1, -1, 0), *, length: int | None = None, inputs: Sequence[str] = INPUTS
) -> Path:
    """Write `model.onnx` and `tokenizer.json`, and give the path of the model.

    slopes: what each class gains by texts that differ, in steps; the class of -1 is that of the same texts.
    length: the tokens of its input where that is fixed. inputs: their names; the first is what is summed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "model.onnx"
    model.write_bytes(_message(_number(1, 8), _field(8, _number(2, 13)), _field(7, _graph(slopes, length, inputs))))
    write_tokenizer(folder / "tokenizer.json")
    return model


def write_labels(folder: Path, *labels: str) -> None:
    """Write the `config.json` that names the classes."""
    (folder / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels))}), encoding="utf-8")


def write_tokenizer(file: Path) -> None:
    """Write a tokenizer of letters, of which the filling is 0 and an unknown one 1."""
    known = {"[PAD]": 0, "[UNK]": 1, **{letter: at for at, letter in enumerate(string.printable, start=2)}}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(known, unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Split(tokenizers.Regex("."), "isolated")
    made.save(str(file))


def _graph(slopes: Sequence[float], length: int | None, inputs: Sequence[str]) -> bytes:
    steps = [slope * STEP for slope in slopes]
    sure = [-slope * SURE for slope in slopes]
    return _message(
        _node("Cast", [inputs[0]], "letters", _to(FLOAT)),
        _node("Cast", [inputs[-1]], "sides", _to(FLOAT)),
        _node("Mul", ["sides", "minus two"], "second"),
        _node("Add", ["second", "one"], "signs"),
        _node("Mul", ["letters", "signs"], "signed"),
        _node("ReduceSum", ["signed"], "difference"),
        _node("Abs", ["difference"], "distance"),
        _node("MatMul", ["distance", "steps"], "scaled"),
        _node("Add", ["scaled", "sure"], "logits"),
        _field(2, b"letters"),
        _field(5, _tensor("minus two", [-2.0], 1)),
        _field(5, _tensor("one", [1.0], 1)),
        _field(5, _tensor("steps", steps, 1, len(steps))),
        _field(5, _tensor("sure", sure, len(sure))),
        *(_field(11, _value(name, INT64, 1, length or "tokens")) for name in inputs),
        _field(12, _value("logits", FLOAT, 1, len(slopes))),
    )


def _node(kind: str, inputs: Sequence[str], output: str, *attributes: bytes) -> bytes:
    names = [_field(1, name.encode()) for name in inputs]
    return _field(1, _message(*names, _field(2, output.encode()), _field(4, kind.encode()), *attributes))


def _to(kind: int) -> bytes:
    return _field(5, _message(_field(1, b"to"), _number(3, kind), _number(20, 2)))


def _tensor(name: str, values: Sequence[float], *shape: int) -> bytes:
    sides = [_number(1, side) for side in shape]
    return _message(
        *sides, _number(2, FLOAT), _field(8, name.encode()), _field(9, struct.pack(f"<{len(values)}f", *values))
    )


def _value(name: str, kind: int, *shape: int | str) -> bytes:
    sides = [_field(1, _number(1, side) if isinstance(side, int) else _field(2, side.encode())) for side in shape]
    tensor = _message(_number(1, kind), _field(2, _message(*sides)))
    return _message(_field(1, name.encode()), _field(2, _field(1, tensor)))


def _message(*fields: bytes) -> bytes:
    return b"".join(fields)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
