"""Writes the shipped weights as a folder that sentence-transformers' CrossEncoder loads: git holds them once, as ONNX.

    python -m benchmarks.model.cross_encoder FOLDER

Needs onnx, transformers and torch. The weights are those of the 8-bit file, written out in 32 bits; only the verdict is
kept, the faults of tokens are not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from benchmarks.model.reading import LABELS
from regold.judge.pairs import INPUTS, TOKENS

JUDGE = Path(__file__).resolve().parents[2] / "src" / "regold" / "judge"
HEADS = 12
"""The heads of attention of all-MiniLM-L6-v2: no shape in the file tells them."""
SPECIAL = {name: f"[{name.removesuffix('_token').upper()}]" for name in ("cls_token", "sep_token", "pad_token")}


def main() -> None:
    write(Path(sys.argv[1]))


def write(folder: Path) -> None:
    """Write the model and its tokenizer into a folder."""
    state = dict(weights(onnx.load(JUDGE / "regold" / "model.onnx").graph))
    words, width = state["bert.embeddings.word_embeddings.weight"].shape
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=words,
            hidden_size=width,
            num_hidden_layers=sum(name.endswith("query.weight") for name in state),
            num_attention_heads=HEADS,
            intermediate_size=state["bert.encoder.layer.0.intermediate.dense.weight"].shape[0],
            num_labels=len(LABELS),
            id2label=LABELS,
            label2id={label: at for at, label in LABELS.items()},
        )
    )
    model.load_state_dict(state)
    model.save_pretrained(folder)
    tokenizer = JUDGE / "minilm" / "tokenizer.json"
    PreTrainedTokenizerFast(
        tokenizer_file=str(tokenizer),
        model_max_length=TOKENS,
        model_input_names=list(INPUTS),
        unk_token="[UNK]",
        **SPECIAL,
    ).save_pretrained(folder)


def weights(graph: onnx.GraphProto) -> Iterator[tuple[str, torch.Tensor]]:
    """Give the weights of the verdict by the names that they have in torch."""
    held = {one.name: torch.tensor(numpy_helper.to_array(one)) for one in graph.initializer}
    for name, values in held.items():
        if name.startswith("pair.") and values.is_floating_point() and not name.endswith("_scale"):
            yield name.removeprefix("pair."), values
    for node in graph.node:
        if node.op_type == "Gather" and node.input[0].endswith("_quantized"):
            name = node.input[0].removesuffix("_quantized")
            yield name.removeprefix("pair."), _whole(held, name)
        if node.op_type == "MatMulInteger" and not node.name.startswith("/token/"):
            path = node.name.removeprefix("/").removesuffix("/MatMul_quant").removesuffix("/Gemm_MatMul_quant")
            yield f"{path.replace('/', '.')}.weight", _whole(held, node.input[1].removesuffix("_quantized")).T


def _whole(held: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    low = held[f"{name}_zero_point"].float()
    return (held[f"{name}_quantized"].float() - low) * held[f"{name}_scale"]


if __name__ == "__main__":
    main()
