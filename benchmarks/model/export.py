"""Writes the newest checkpoint as an int8 ONNX file with its tokenizer, and checks it against the one in torch.

    python -m benchmarks.model.export --start FOLDER --to FOLDER [--folder FOLDER] [--rows N]

Needs torch, transformers, onnx and onnxruntime. The folder then works as `judge.entailment = "onnx:FOLDER/model.onnx"`
and holds the weights for transformers' AutoModelForTokenClassification too, in torch/.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from benchmarks.model.__main__ import FOLDER
from benchmarks.model.network import Judge
from benchmarks.model.reading import LABELS, TOKENS
from regold.judge.entailment import load
from regold.judge.shipped import premise

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def main() -> None:
    options = read_options()
    torch.set_num_threads(1)
    state = torch.load(options.folder / "checkpoint.pt", weights_only=True)
    model = Judge(options.start)
    model.load_state_dict(state["average"])
    model.eval()
    tokenizer = AutoTokenizer.from_pretrained(options.start)
    file = written(model, tokenizer, options.to)
    content = file.read_bytes()
    print(f"step {state['total']}, {state['seconds'] / 3600:.2f} hours")
    print(f"{len(content) / 1e6:.1f} MB, sha256 {sha256(content).hexdigest()}")
    rows = [json.loads(line) for line in (options.folder / "held.jsonl").read_text("utf-8").splitlines()][
        : options.rows
    ]
    compare(model, tokenizer, file, [(premise(row["question"], row["golden"]), row["answer"]) for row in rows])


def written(model: Judge, tokenizer: PreTrainedTokenizerBase, folder: Path) -> Path:
    """Write the model in both forms with its tokenizer; give the ONNX file."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model.pair.config.id2label = LABELS
    model.pair.config.label2id = {label: at for at, label in LABELS.items()}
    model.pair.save_pretrained(folder / "torch")
    tokenizer.save_pretrained(folder / "torch")
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(folder / "torch" / name, folder / name)
    whole, file = folder / "torch" / "whole.onnx", folder / "model.onnx"
    example = tuple(torch.ones((2, 8), dtype=torch.int64) for _ in INPUTS)
    axes = {name: {0: "pairs", 1: "tokens"} for name in INPUTS} | {
        "logits": {0: "pairs"},
        "faults": {0: "pairs", 1: "tokens"},
    }
    torch.onnx.export(
        model,
        example,
        str(whole),
        input_names=list(INPUTS),
        output_names=["logits", "faults"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, file, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()
    return file


def compare(model: Judge, tokenizer: PreTrainedTokenizerBase, file: Path, pairs: list[tuple[str, str]]) -> None:
    """Tell how far the shipped form is from torch, how fast it loads and runs, and how much memory it takes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    shipped = load(f"onnx:{file}")
    loaded = time.process_time() - began
    began = time.process_time()
    ours = shipped.follows(pairs)
    took = time.process_time() - began
    theirs = np.array([_of_torch(model, tokenizer, pair) for pair in pairs])
    apart = np.abs(ours - theirs)
    same = float(np.mean((ours > 0) == (theirs > 0)))
    print(
        f"log-odds apart: mean {apart.mean():.3f}, most {apart.max():.3f}; same side of 0: {same:.4f}; "
        f"rank correlation {_ranks(ours, theirs):.4f}"
    )
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"load {loaded:.2f} s, {len(pairs) / took:.0f} pairs/s of CPU time on one thread, {grown:.0f} MB more")


def _of_torch(model: Judge, tokenizer: PreTrainedTokenizerBase, pair: tuple[str, str]) -> float:
    given = tokenizer(*pair, truncation=True, max_length=TOKENS * 2, return_tensors="pt")
    with torch.no_grad():
        logits, _ = model(given["input_ids"], given["attention_mask"], given["token_type_ids"])
    return float(logits[0, 0])


def _ranks(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one.argsort().argsort(), other.argsort().argsort())[0, 1])


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.model.export", description="Export the judge's model.")
    parser.add_argument("--start", type=Path, required=True, help="folder of the model that training began with")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--rows", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
