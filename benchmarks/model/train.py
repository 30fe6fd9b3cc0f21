"""Trains a cross-encoder on the rows of `python -m benchmarks.model`; needs torch and transformers.

    python -m benchmarks.model.train --start FOLDER [--folder FOLDER] [--hours H] [--rate R] [--freeze LAYERS]

One process, one thread. Goes on from the checkpoint in the folder where there is one; ends after so many hours or at
the end of the rows, whichever is first, and can be ended at any time: at most ten minutes are lost.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from benchmarks.model.__main__ import FOLDER
from benchmarks.model.reading import TOKENS, premise

BATCH = 16
POOL = 40
"""Batches that are sorted by length together: little padding, and yet no order of lengths over the run."""
KEEP_EVERY = 600.0
AVERAGE = 0.998
"""Decay of the running average of the weights, which is what is measured and exported."""
WARM_UP = 200


def main() -> None:
    options = read_options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    tokenizer = AutoTokenizer.from_pretrained(options.start)
    model = AutoModelForSequenceClassification.from_pretrained(options.start, num_labels=2)
    freeze(model, options.freeze)
    rows = [json.loads(line) for line in (options.folder / "train.jsonl").read_text("utf-8").splitlines()]
    Run(model, tokenizer, options).over(rows)


class Run:
    """One piece of training: from the last checkpoint until the time is up."""

    def __init__(self, model: torch.nn.Module, tokenizer: object, options: argparse.Namespace) -> None:
        self._model, self._tokenizer, self._options = model, tokenizer, options
        weights = [one for one in model.parameters() if one.requires_grad]
        self._optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.01)
        self._average = {name: one.detach().clone() for name, one in model.state_dict().items()}
        self._file = options.folder / "checkpoint.pt"
        self._step = self._total = 0
        self._seconds = 0.0
        self._resume()

    def over(self, rows: list[dict[str, object]]) -> None:
        """Learn from the rows, from where the last piece ended, until the time or the rows are up."""
        began = kept = time.monotonic()
        before, losses, pairs = self._seconds, [], 0
        self._model.train()
        for batch in batches(rows, seed=self._options.seed, skip=self._step):
            losses.append(self._learn(batch))
            pairs += len(batch)
            now = time.monotonic()
            self._seconds = before + now - began
            if self._step % 50 == 0:
                loss = sum(losses[-50:]) / len(losses[-50:])
                print(f"step {self._total} loss {loss:.4f} {pairs / (now - began):.1f} pairs/s", flush=True)
            if now - kept > KEEP_EVERY:
                self._keep()
                kept = now
            if now - began > self._options.hours * 3600:
                break
        else:
            self._step = 0
        self._keep()

    def _learn(self, batch: list[dict[str, object]]) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = self._options.rate * min(1.0, (self._total + 1) / WARM_UP)
        given = encoded(self._tokenizer, batch)
        labels = torch.tensor([0 if row["acceptable"] else 1 for row in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=self._options.bfloat16):
            logits = self._model(**given).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), labels, label_smoothing=0.02)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._step, self._total = self._step + 1, self._total + 1
        if self._total % 5 == 0:
            self._follow()
        return float(loss.detach())

    def _follow(self) -> None:
        decay = min(AVERAGE**5, self._total / (self._total + 50))
        for name, one in self._model.state_dict().items():
            mean = self._average[name]
            if mean.is_floating_point():
                mean.lerp_(one.detach(), 1 - decay)

    def _keep(self) -> None:
        state = {
            "model": self._model.state_dict(),
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "step": self._step,
            "total": self._total,
            "seconds": self._seconds,
        }
        part = self._file.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._file)
        print(f"kept at step {self._total}, {self._seconds / 3600:.2f} hours", flush=True)

    def _resume(self) -> None:
        if not self._file.is_file():
            return
        state = torch.load(self._file, weights_only=True)
        self._model.load_state_dict(state["model"])
        self._average = state["average"]
        if not self._options.new_rows:
            self._step = state["step"]
        try:
            self._optimizer.load_state_dict(state["optimizer"])
        except ValueError:
            print("other layers are trained than before: the optimizer starts anew", flush=True)
        self._total, self._seconds = state["total"], state["seconds"]


def encoded(tokenizer: object, rows: list[dict[str, object]]) -> dict[str, torch.Tensor]:
    """Give the tensors of rows: question and golden are the first text, the answer is the second."""
    first = [premise(str(row["question"]), str(row["golden"])) for row in rows]
    second = [str(row["answer"]) for row in rows]
    return dict(tokenizer(first, second, truncation=True, max_length=TOKENS, padding=True, return_tensors="pt"))  # type: ignore[operator]


def batches(rows: list[dict[str, object]], *, seed: int, skip: int) -> Iterator[list[dict[str, object]]]:
    """Give batches of rows of like length, without the first `skip` of them."""
    rng = random.Random(seed)
    rows = list(rows)
    rng.shuffle(rows)
    number = 0
    for start in range(0, len(rows), BATCH * POOL):
        pool = sorted(
            rows[start : start + BATCH * POOL], key=lambda row: len(f"{row['question']}{row['golden']}{row['answer']}")
        )
        cut = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
        rng.shuffle(cut)
        for batch in cut:
            number += 1
            if number > skip:
                yield batch


def freeze(model: torch.nn.Module, layers: int) -> None:
    """Keep the embeddings and so many of the lowest layers as they are; -1 keeps nothing."""
    if layers < 0:
        return
    for name, one in model.named_parameters():
        found = name.split("encoder.layer.")
        low = len(found) == 2 and int(found[1].split(".")[0]) < layers
        if ".embeddings." in name or low:
            one.requires_grad = False


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.model.train", description="Train the judge's model.")
    parser.add_argument("--start", type=Path, required=True, help="folder of the model to begin with")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--hours", type=float, default=1.8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--freeze", type=int, default=0, help="embeddings and so many layers; -1: nothing")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--new-rows", action="store_true", help="begin at the first row although there is a checkpoint")
    parser.add_argument("--bfloat16", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
