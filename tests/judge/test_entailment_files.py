"""Files of a model of inference that are not what they should be, and texts longer than a model reads."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from regold.errors import ModelError
from regold.judge.entailment import load
from tests.judge.tiny_onnx import write_model


def test_a_broken_tokenizer_is_named(tmp_path: Path) -> None:
    model = write_model(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")

    with pytest.raises(ModelError, match=r"tokenizer\.json is no tokenizer"):
        load(f"onnx:{model}")


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"id2label": {"first": "entailment"}})])
def test_broken_names_of_classes_are_named(tmp_path: Path, content: str) -> None:
    model = write_model(tmp_path)
    (tmp_path / "config.json").write_text(content, encoding="utf-8")

    with pytest.raises(ModelError, match=r"config\.json names no classes"):
        load(f"onnx:{model}")


def test_a_model_that_reads_something_else_is_refused(tmp_path: Path) -> None:
    model = write_model(tmp_path, inputs=("pixels", "attention_mask", "token_type_ids"))

    with pytest.raises(ModelError, match=r"reads pixels.*not input_ids"):
        load(f"onnx:{model}")


@pytest.mark.parametrize("length", [None, 16])
def test_two_texts_longer_than_is_read_are_cut_before_they_are_paired(tmp_path: Path, length: int | None) -> None:
    model = load(f"onnx:{write_model(tmp_path, length=length)}")
    long = "abcdefgh " * 1_200

    began = time.process_time()
    first, again = model.follows([(long, long), (long, long)])
    took = time.process_time() - began

    assert first == again
    assert took < 1.0


def test_what_stands_behind_the_part_that_is_read_changes_nothing(tmp_path: Path) -> None:
    model = load(f"onnx:{write_model(tmp_path)}")
    text = "abc " * 600

    assert model.follows([(text, "abc")]) == model.follows([(text + "xyz " * 600, "abc")])
