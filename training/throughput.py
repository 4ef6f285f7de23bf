"""How near training comes to the best that PyTorch reaches on this machine for the same shapes.

    python throughput.py DATA.jsonl.gz [--init MODEL.pt | --dim 256 --layers 8 …] [--rounds 10]

The best is what a step cannot do without: its matrix products, forward and for both gradients, on tensors that lie ready, and
nothing else. No norm, no rotation, no softmax, no loss, no optimiser. Steps and products of the same real batches take turns in one
process, so that what else the machine does hits both; the ratio of the sums of their times is what counts.
"""

import argparse
import json
import time
from pathlib import Path

import cpu  # before torch
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

import data
import tokenizer as vocabulary
from model import Config, Model, load
from optim import optimisers
from report import utilisation
from train import forward


def products(model: Model, rows: int, length: int, asked: int) -> list[tuple[int, int, int, int]]:
    """The matrix products of a step as (how many, m, k, n): forward, the input's gradient, the matrix's gradient."""
    config, tokens = model.config, rows * length
    found = []
    for matrix in model.matrices():
        outputs, inputs = matrix.weight.shape
        found += [(1, tokens, inputs, outputs), (1, tokens, outputs, inputs), (1, outputs, tokens, inputs)]
    found += [(1, asked, config.dim, config.vocab), (1, asked, config.vocab, config.dim), (1, config.vocab, asked, config.dim)]
    heads, size = rows * config.heads, config.head_dim
    scores, mixing = (heads, length, size, length), (heads, length, length, size)
    # scores, mixing, and the gradients of weights and values, of queries and keys
    return found + config.layers * [scores, mixing, scores, mixing, mixing, mixing]


def operations(found: list[tuple[int, int, int, int]]) -> float:
    return sum(2.0 * count * m * k * n for count, m, k, n in found)


class Products:
    """The products of a step on random tensors, made once for each shape."""

    def __init__(self, device: str, dtype: torch.dtype):
        self.device, self.dtype = device, dtype
        self.made: dict[tuple[int, ...], Tensor] = {}

    def operand(self, *shape: int) -> Tensor:
        if shape not in self.made:
            self.made[shape] = torch.randn(shape, device=self.device).to(self.dtype)
        return self.made[shape]

    def run(self, found: list[tuple[int, int, int, int]]) -> None:
        for count, m, k, n in found:
            if count == 1:
                torch.mm(self.operand(m, k), self.operand(k, n))
            else:
                torch.bmm(self.operand(count, m, k), self.operand(count, k, n))


def measure(model: Model, batches: list[data.Batch], device: str, bf16: bool, rounds: int, compiled: bool) -> dict:
    """Seconds of steps and of their bare products, taking turns; the first round warms up and does not count."""
    maker, = optimisers(model, "adamw", 1e-5, 0.1)
    body = torch.compile(model, dynamic=True) if compiled else model
    bare = Products(device, torch.bfloat16 if bf16 else torch.float32)
    shapes = [products(model, *batch.tokens.shape, int((batch.weight > 0).sum())) for batch in batches]
    times = {"step": 0.0, "products": 0.0}
    tokens = flops = 0

    # on a processor its own time counts, in which others have no part; with several threads it is the sum of theirs
    clock = time.perf_counter if device == "cuda" else time.process_time

    def timed(what: str, work) -> None:
        began = clock()
        work()
        torch.cuda.synchronize() if device == "cuda" else None
        times[what] += clock() - began

    def step(batch: data.Batch) -> None:
        (forward(model, body, batch, device, bf16) / float(batch.weight.sum())).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        maker.step()
        maker.zero_grad(set_to_none=True)

    for turn in range(rounds + 1):
        for batch, found in zip(batches, shapes):
            timed("step", lambda: step(batch))
            timed("products", lambda: bare.run(found))
            tokens, flops = tokens + batch.tokens.size, flops + operations(found)
        if turn == 0:
            times, tokens, flops = dict.fromkeys(times, 0.0), 0, 0
    return {
        "parameters": model.count(), "device": device, "bf16": bf16, "threads": torch.get_num_threads(),
        "tokens_per_second": round(tokens / times["step"]),
        "step_gflops": round(flops / times["step"] / 1e9, 1), "products_gflops": round(flops / times["products"] / 1e9, 1),
        "ratio": round(times["step"] / times["products"], 3),
    } | utilisation(flops / times["step"], device)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("--init", type=Path, help="checkpoint whose sizes and tokenizer are taken")
    for name in ("dim", "layers", "heads", "kv_heads", "ffn"):
        p.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(Config, name))
    p.add_argument("--tokenizer", type=Path, help="tokenizer.json; else one of DATA")
    p.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    p.add_argument("--batch-tokens", type=int, default=4096)
    p.add_argument("--row", type=int, default=256)
    p.add_argument("--batches", type=int, default=4)
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--compile", action="store_true")
    p.add_argument("--precision", choices=["auto", "fp32", "bf16"], default="auto")
    p.add_argument("--threads", type=int, default=1)
    options = p.parse_args()
    device = options.device if options.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    cpu.prepare(options.threads)
    if options.init:
        model, saved = load(options.init, device)
        tokenizer = Tokenizer.from_str(saved["tokenizer"])
    else:
        tokenizer = Tokenizer.from_file(str(options.tokenizer)) if options.tokenizer else vocabulary.train([options.data])
        sizes = {name: getattr(options, name) for name in ("dim", "layers", "heads", "kv_heads", "ffn")}
        model = Model(Config(tokenizer.get_vocab_size(), **sizes)).to(device)
    files = [data.load(options.data, tokenizer)]
    planned = data.plan(files, [1], row=options.row, limit=1024, budget=options.batch_tokens, rng=np.random.default_rng(1))
    batches = [data.build(rows, files, 0.1) for rows in planned[: options.batches]]
    bf16 = cpu.wants_bf16(options.precision, device)
    print(json.dumps(measure(model, batches, device, bf16, options.rounds, options.compile)))


if __name__ == "__main__":
    main()
