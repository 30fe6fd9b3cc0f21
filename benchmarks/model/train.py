"""Trains a cross-encoder on the rows of `python -m benchmarks.model`; needs torch and transformers.

    python -m benchmarks.model.train --start FOLDER [--folder FOLDER] [--hours H] [--rate R] [--falling]

One process. Goes on from the checkpoint in the folder where there is one; ends after so many hours or at
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
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from benchmarks.model.__main__ import FOLDER
from benchmarks.model.network import Judge, highest
from benchmarks.model.reading import TOKENS, marks_of
from benchmarks.model.rows import Row
from regold.judge.shipped import premise

BATCH = 32
POOL = 20
"""Batches that are sorted by length together: little padding, and yet no order of lengths over the run."""
KEEP_EVERY = 600.0
AVERAGE = 0.998
"""Decay of the running average of the weights, which is what is measured and exported; a falling rate needs none."""
WARM_UP = 50


def main() -> None:
    options = read_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    tokenizer = AutoTokenizer.from_pretrained(options.start)
    model = Judge(options.start)
    model.begin()
    freeze(model, options.freeze)
    rows = [Row(**json.loads(line)) for line in (options.folder / "train.jsonl").read_text("utf-8").splitlines()]
    Run(model, tokenizer, options).over(rows)


class Run:
    """One piece of training: from the last checkpoint until the time is up."""

    def __init__(self, model: torch.nn.Module, tokenizer: PreTrainedTokenizerBase, options: argparse.Namespace) -> None:
        self._model, self._tokenizer, self._options = model, tokenizer, options
        weights = [one for one in model.parameters() if one.requires_grad]
        self._optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.01, fused=True)
        self._average = {name: one.detach().clone() for name, one in model.state_dict().items()}
        self._file = options.folder / "checkpoint.pt"
        self._step = self._total = 0
        self._steps = 1
        self._seconds = 0.0
        self._seen: list[tuple[float, float]] = []
        self._resume()

    def over(self, rows: list[Row]) -> None:
        """Learn from the rows, from where the last piece ended, until the time or the rows are up."""
        began = kept = time.monotonic()
        before, pairs = self._seconds, 0
        self._steps = -(-len(rows) // BATCH) + 1
        self._model.train()
        for batch in batches(rows, seed=self._options.seed, skip=self._step):
            self._learn(batch)
            pairs += len(batch)
            now = time.monotonic()
            self._seconds = before + now - began
            if self._step % 50 == 0:
                loss, hits = (sum(one) / len(one) for one in zip(*self._seen[-50:], strict=True))
                told = f"loss {loss:.3f}, {hits:.3f} of pairs right, {pairs / (now - began):.1f} pairs/s"
                print(f"step {self._total}: {told}", flush=True)
            if now - kept > KEEP_EVERY:
                self._keep()
                kept = now
            if now - began > self._options.hours * 3600:
                break
        else:
            self._step = 0
        self._keep()

    def _learn(self, batch: list[Row]) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = self._options.rate * self._share_of_rate()
        given, marks = encoded(self._tokenizer, batch)
        right = torch.tensor([float(row.acceptable) for row in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=self._options.bfloat16):
            logits, faults = self._model(given["input_ids"], given["attention_mask"], given["token_type_ids"])
        loss = loss_of(logits[:, 0], faults, given["attention_mask"] > 0, right, marks)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._step, self._total = self._step + 1, self._total + 1
        if self._total % 5 == 0:
            self._follow()
        self._seen.append((float(loss.detach()), float(((logits[:, 0] > 0) == (right > 0.5)).float().mean())))

    def _share_of_rate(self) -> float:
        """Give 0 to 1: rising at the beginning of a piece, and falling to nothing at the end of the rows if asked."""
        rising = min(1.0, (len(self._seen) + 1) / WARM_UP)
        return rising * (1 - self._step / self._steps if self._options.falling else 1.0)

    def _follow(self) -> None:
        decay = 0.0 if self._options.falling else min(AVERAGE**5, self._total / (self._total + 50))
        for name, one in self._model.state_dict().items():
            mean = self._average[name]
            if mean.is_floating_point():
                mean.lerp_(one.detach(), 1 - decay)

    def _keep(self) -> None:
        if self._options.falling:
            self._follow()
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
        self._model.load_state_dict(state["average" if self._options.new_rows else "model"])
        self._average = state["average"]
        if not self._options.new_rows:
            self._step = state["step"]
        try:
            self._optimizer.load_state_dict(state["optimizer"])
        except ValueError:
            print("other layers are trained than before: the optimizer starts anew", flush=True)
        self._total, self._seconds = state["total"], state["seconds"]


def encoded(tokenizer: PreTrainedTokenizerBase, rows: list[Row]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """Give the tensors of rows, and a mark for each token: UNTOLD, 0 for not at fault, n for the n-th fault of its row.

    Question and golden are the first text, the answer is the second.
    """
    first = [premise(row.question, row.golden) for row in rows]
    given = tokenizer(
        first,
        [row.answer for row in rows],
        truncation=True,
        max_length=TOKENS,
        padding=True,
        pad_to_multiple_of=16,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    offsets = given.pop("offset_mapping").tolist()
    marks = [marks_of(row, given.sequence_ids(at), offsets[at]) for at, row in enumerate(rows)]
    return dict(given), torch.tensor(marks)


def loss_of(
    verdict: torch.Tensor, faults: torch.Tensor, within: torch.Tensor, right: torch.Tensor, marks: torch.Tensor
) -> torch.Tensor:
    """Add up what is wrong of verdicts, of the worst token, of tokens without fault, and of the worst of each fault."""
    against = torch.nn.functional.binary_cross_entropy_with_logits
    loss = against(verdict, right * 0.98 + 0.01) + against(-highest(faults, within), right * 0.98 + 0.01)
    clean = marks == 0
    if clean.any():
        loss = loss + 2 * against(faults[clean], torch.zeros(int(clean.sum())))
    for number in marks.unique().tolist():
        if number > 0:
            has = (marks == number).any(dim=1)
            worst = highest(faults[has], (marks == number)[has])
            loss = loss + against(worst, torch.ones_like(worst)) * has.float().mean()
    return loss


def batches(rows: list[Row], *, seed: int, skip: int) -> Iterator[list[Row]]:
    """Give batches of rows of like length, without the first `skip` of them."""
    rng = random.Random(seed)
    rows = list(rows)
    rng.shuffle(rows)
    number = 0
    for start in range(0, len(rows), BATCH * POOL):
        pool = sorted(
            rows[start : start + BATCH * POOL], key=lambda row: len(f"{row.question}{row.golden}{row.answer}")
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
    parser.add_argument("--falling", action="store_true", help="let the rate fall to nothing at the end of the rows")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
