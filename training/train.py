"""Trains a model on rendered pairs; goes on where it was killed with --resume.

    python train.py --data GENERAL.jsonl.gz NATURAL.jsonl.gz:3 --tokenizer T.json --out DIR --minutes 30
    python train.py --data TUNE.jsonl.gz --init BASE/model.pt --out DIR --minutes 8 --lr 1e-3

DIR gets state.pt (to resume), model.pt (to use), metrics.jsonl, metrics.json and loss.png.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cpu  # before torch
import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

import data
from evaluate import evaluate
from model import Config, Model, load, save, visible
from optim import optimisers

PEAK_TFLOPS = {"H200": 989, "H100": 989, "A100": 312, "L40": 181, "4090": 165}  # dense bf16


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", nargs="+", required=True, metavar="FILE[:REPEAT]", help="a fraction samples")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--tokenizer", type=Path, help="tokenizer.json, for a model from nothing")
    p.add_argument("--init", type=Path, help="checkpoint to start from; brings its tokenizer and sizes")
    p.add_argument("--resume", action="store_true", help="go on from OUT/state.pt where there is one")
    p.add_argument("--minutes", type=float, help="budget: training and evaluations on the way")
    p.add_argument("--tokens", type=float, help="budget: tokens, padding not counted")
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--optimiser", choices=["adamw", "muon"], default="adamw")
    p.add_argument("--weight-decay", type=float, default=0.1)
    p.add_argument("--warmup", type=float, default=0.02, help="share of the budget")
    p.add_argument("--schedule", choices=["trapezoid", "cosine"], default="trapezoid")
    p.add_argument("--decay", type=float, default=0.5, help="share of the budget in which a trapezoid falls")
    p.add_argument("--clip", type=float, default=1.0)
    p.add_argument("--step-tokens", type=int, default=4096, help="tokens of an optimiser step")
    p.add_argument("--batch-tokens", type=int, default=4096, help="tokens of a forward pass")
    p.add_argument("--row", type=int, default=256, help="short units share rows of this length")
    p.add_argument("--limit", type=int, default=1024, help="longest unit; a longer pair is dropped")
    p.add_argument("--question-weight", type=float, default=0.1)
    for name in ("dim", "layers", "heads", "kv_heads", "ffn", "context"):
        p.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(Config, name))
    p.add_argument("--evals", type=int, default=4, help="evaluations on the way, evenly spaced")
    p.add_argument("--eval-sample", type=int, default=128, help="dev pairs on the way; four times that at the end")
    p.add_argument("--eval-seconds", type=float, default=30, help="longest on the way; four times that at the end")
    p.add_argument("--save-seconds", type=float, default=60)
    p.add_argument("--compile", action="store_true")
    p.add_argument("--precision", choices=["auto", "fp32", "bf16"], default="auto")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    options = p.parse_args()
    if (options.minutes is None) == (options.tokens is None):
        p.error("give one budget, --minutes or --tokens")
    if options.init is None and options.tokenizer is None:
        p.error("give --tokenizer (from nothing) or --init (fine-tuning)")
    return options


def rate(progress: float, warmup: float, schedule: str, decay: float) -> float:
    """Learning rate as a share of its peak; `progress` is the share of the budget spent."""
    if progress < warmup:
        return max(progress / warmup, 0.01)
    if schedule == "cosine":
        return 0.5 * (1 + np.cos(np.pi * min(1.0, (progress - warmup) / (1 - warmup))))
    return max(0.0, min(1.0, (1 - progress) / decay))


def batches(files: list[data.Pairs], repeats: list[float], options: argparse.Namespace,
            epoch: int, index: int) -> Iterator[tuple[int, int, data.Batch]]:
    """Batches without end, from batch `index` of `epoch`; yields where to resume after each one."""
    while True:
        rng = np.random.default_rng([options.seed, epoch])  # an epoch's order depends on nothing else
        planned = data.plan(files, repeats, row=options.row, limit=options.limit,
                            budget=options.batch_tokens, rng=rng)
        if index == 0:
            say(f"epoch {epoch}: {len(planned)} batches, fill rate {data.fill_rate(planned):.3f}")
        for n in range(index, len(planned)):
            yield epoch, n + 1, data.build(planned[n], files, options.question_weight)
        epoch, index = epoch + 1, 0


def say(text: str) -> None:
    print(f"\r\x1b[K{text}" if sys.stderr.isatty() else text, file=sys.stderr, flush=True)


def forward(model: Model, body, batch: data.Batch, device: str, bf16: bool) -> torch.Tensor:
    """Weighted sum of the loss over a batch."""
    tokens, positions, group, pair, weight = (torch.from_numpy(a).to(device, non_blocking=True) for a in batch)
    earlier = torch.ones(tokens.shape[1], tokens.shape[1], dtype=torch.bool, device=device).tril()
    # a token sees its unit's prefix (pair 0) and its own pair; padding sees padding, which nobody reads
    mask = (group[:, :, None] == group[:, None]) & ((pair[:, None] == 0) | (pair[:, :, None] == pair[:, None]))
    mask = visible((mask & earlier)[:, None])
    asked = weight.flatten().nonzero().squeeze(1)  # the head is computed only where there is a loss
    with torch.autocast(device, torch.bfloat16, enabled=bf16):
        hidden = body(tokens, positions, mask.bfloat16() if bf16 else mask)
        logits = model.head(hidden.flatten(0, 1)[asked])
    targets = tokens.roll(-1, dims=1).flatten()[asked]
    return (F.cross_entropy(logits.float(), targets, reduction="none") * weight.flatten()[asked]).sum()


def read_log(path: Path) -> list[dict]:
    """The lines of metrics.jsonl; a last line torn by a kill is left out."""
    lines = []
    for text in path.read_text().splitlines() if path.exists() else []:
        try:
            lines.append(json.loads(text))
        except json.JSONDecodeError:
            break
    return lines


def plot(out: Path, title: str) -> None:
    """loss.png from metrics.jsonl."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    lines = read_log(out / "metrics.jsonl")
    figure, axis = pyplot.subplots(figsize=(8, 4.5))
    for key, label in (("loss", "training"), ("dev_loss", "dev, completions")):
        points = [(line["tokens"] / 1e6, line[key]) for line in lines if key in line]
        axis.plot(*zip(*points), "o-" if key == "dev_loss" else "-", label=label) if points else None
    axis.set(xlabel="million tokens", ylabel="loss", title=title, yscale="log")
    axis.grid(alpha=0.3, which="both")
    axis.legend()
    figure.savefig(out / "loss.png", dpi=110, bbox_inches="tight")


def main() -> None:
    options = arguments()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    cpu.prepare(options.threads)
    torch.manual_seed(options.seed)
    bf16 = cpu.wants_bf16(options.precision, device)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    state_path = out / "state.pt"
    resuming = options.resume and state_path.exists()

    saved: dict = {}
    if resuming or options.init:
        model, saved = load(state_path if resuming else options.init, device)
        tokenizer = Tokenizer.from_str(saved["tokenizer"])
    else:
        tokenizer = Tokenizer.from_file(str(options.tokenizer))
        sizes = {n: getattr(options, n) for n in ("dim", "layers", "heads", "kv_heads", "ffn", "context")}
        model = Model(Config(tokenizer.get_vocab_size(), **sizes)).to(device)
    (out / "tokenizer.json").write_text(tokenizer.to_str())
    makers = optimisers(model, options.optimiser, options.lr, options.weight_decay)
    at = {"epoch": 0, "index": 0, "step": 0, "tokens": 0, "seconds": 0.0, "evals": 0}
    if resuming:
        at = saved["at"]
        for maker, state in zip(makers, saved["optimisers"], strict=True):
            maker.load_state_dict(state)
    del saved

    names, repeats = zip(*(n.rsplit(":", 1) if ":" in n else (n, "1") for n in options.data))
    repeats = [float(r) for r in repeats]
    began = time.monotonic()
    files = [data.load(Path(name), tokenizer) for name in names]
    for name, pairs in zip(names, files):
        say(f"{name}: {len(pairs.dev):,} pairs ({pairs.dev.sum():,} dev), {len(pairs.prefix_offsets) - 1:,} prefixes, "
            f"{len(pairs.tokens) + len(pairs.prefix_tokens):,} tokens, {data.dropped(pairs, options.limit)} too long")
    say(f"{model.count() / 1e6:.2f}M parameters, {device}, {'bf16' if bf16 else 'fp32'}, "
        f"data ready in {time.monotonic() - began:.1f} s" + (f", resuming at step {at['step']}" if resuming else ""))

    body = torch.compile(model, dynamic=True) if options.compile else model
    log_path = out / "metrics.jsonl"
    kept = [line for line in read_log(log_path) if line["step"] <= at["step"]] if resuming else []
    log = open(log_path, "w", buffering=1)
    log.writelines(json.dumps(line) + "\n" for line in kept)  # what came after the checkpoint is done again
    stream = batches(files, repeats, options, at["epoch"], at["index"])
    spent_before, began = at["seconds"], time.monotonic()
    last_save = last_log = began
    logged = {"tokens": at["tokens"], "loss": 0.0, "weight": 0.0, "flops": 0.0}

    def progress() -> float:
        at["seconds"] = spent_before + time.monotonic() - began
        return at["seconds"] / (60 * options.minutes) if options.minutes else at["tokens"] / options.tokens

    def store() -> None:
        save(state_path, model, tokenizer=tokenizer.to_str(), at=at, optimisers=[m.state_dict() for m in makers])

    # evaluations on the way may take a tenth of a budget of time
    patience = min(options.eval_seconds, 6 * (options.minutes or 1e9) / max(1, options.evals))

    def measure(times: int) -> dict:
        seconds = (options.eval_seconds if times > 1 else patience) * times
        result = evaluate(model, files, tokenizer, times * options.eval_sample, seconds)
        log.write(json.dumps({k: at[k] for k in ("step", "tokens", "seconds")} | result) + "\n")
        exact = result.get("all", {"exact": 0, "form": 0})
        say(f"dev at {at['tokens'] / 1e6:.2f}M tokens: loss {result['dev_loss']:.4f}, "
            f"exact {exact['exact']:.3f}, right but for tags {exact['form']:.3f} of {result['dev_rows']}")
        return result

    while (done := progress()) < 1:
        share = rate(done, options.warmup, options.schedule, options.decay)
        share = min(share, (at["step"] + 1) / 20)  # where steps are slow, the warm-up would be over in one
        for maker in makers:
            for group in maker.param_groups:
                group["lr"] = group["peak"] * share
        parts, held = [], 0
        while held < 0.75 * options.step_tokens:  # batches are of unequal size: the nearest number of them
            at["epoch"], at["index"], batch = next(stream)
            parts.append(batch)
            held += batch.tokens.size
        weight = sum(float(part.weight.sum()) for part in parts)
        for part in parts:
            loss = forward(model, body, part, device, bf16)
            (loss / weight).backward()
            logged["loss"] += loss.detach()
            at["tokens"] += int((part.group > 0).sum())
            logged["flops"] += model.flops(part.tokens.size, part.tokens.shape[1], int((part.weight > 0).sum()))
        logged["weight"] += weight
        torch.nn.utils.clip_grad_norm_(model.parameters(), options.clip)
        for maker in makers:
            maker.step()
            maker.zero_grad(set_to_none=True)
        at["step"] += 1

        now = time.monotonic()
        if now - last_log > 2 or progress() >= 1:
            mean = float(logged["loss"]) / logged["weight"]
            speed = (at["tokens"] - logged["tokens"]) / (now - last_log)
            line = {"step": at["step"], "tokens": at["tokens"], "seconds": round(at["seconds"], 1),
                    "loss": round(mean, 4), "lr": round(options.lr * share, 6), "tokens_per_second": round(speed)}
            tflops = logged["flops"] / (now - last_log) / 1e12
            peak = next((v for k, v in PEAK_TFLOPS.items() if k in torch.cuda.get_device_name()), None) \
                if device == "cuda" else None
            if peak:
                line["mfu"] = round(tflops / peak, 4)
            log.write(json.dumps(line) + "\n")
            show(line, min(1.0, progress()), at["seconds"], tflops)
            last_log, logged = now, {"tokens": at["tokens"], "loss": 0.0, "weight": 0.0, "flops": 0.0}
        if progress() * (options.evals + 1) >= at["evals"] + 1 and progress() < 1:
            at["evals"] += 1
            measure(1)
            last_log, logged = time.monotonic(), {"tokens": at["tokens"], "loss": 0.0, "weight": 0.0, "flops": 0.0}
        if now - last_save > options.save_seconds:
            store()
            last_save = now

    store()
    result = measure(4)
    save(out / "model.pt", model, tokenizer=tokenizer.to_str())
    summary = {"parameters": model.count(), "device": device, "bf16": bf16, **at, **result,
               "options": {k: str(v) if isinstance(v, Path) else v for k, v in vars(options).items()}}
    (out / "metrics.json").write_text(json.dumps(summary, indent=1) + "\n")
    log.close()
    plot(out, f"{out.name}: {model.count() / 1e6:.1f}M parameters")


def show(line: dict, done: float, seconds: float, tflops: float) -> None:
    """The progress bar: one line that is rewritten on a terminal, and a line now and then in a log."""
    terminal = sys.stderr.isatty()
    if not terminal and line["step"] % 10 and done < 1:
        return
    bar = ("█" * int(20 * done)).ljust(20, "░")
    left = int(seconds / max(done, 1e-6) * max(0, 1 - done))
    use = f"MFU {line['mfu']:.1%}" if "mfu" in line else f"{tflops * 1e3:.0f} GFLOP/s"
    text = (f"{bar} {done:4.0%}  {left // 60}:{left % 60:02d} left  step {line['step']}  loss {line['loss']:.4f}  "
            f"{line['tokens'] / 1e6:.2f}M tokens  {line['tokens_per_second']:,} tok/s  {use}")
    print(f"\r\x1b[K{text}" if terminal else text, end="" if terminal and done < 1 else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
