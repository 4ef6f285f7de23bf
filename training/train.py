"""Trains a model on rendered pairs; goes on where it was killed with --resume.

    python train.py --data GENERAL.jsonl.gz NATURAL.jsonl.gz:3 --tokenizer T.json --out DIR --minutes 30
    python train.py --data TUNE.jsonl.gz --init BASE/model.pt --out DIR --minutes 8 --lr 1e-3 [--lora 16]

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
from torch.utils.data import DataLoader, Dataset

import data
import tokenizer as vocabulary
from evaluate import evaluate
from model import Config, Model, load, save, visible
from optim import optimisers
from report import UNFINISHED, open_log, plot, say, show, utilisation

# A log that is no terminal gets a line of progress so often.
LOG_SECONDS = 20


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", nargs="+", required=True, metavar="FILE[:REPEAT]", help="a fraction samples")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--tokenizer", type=Path, help="tokenizer.json, for a model from nothing")
    p.add_argument("--init", type=Path, help="checkpoint to start from; brings its tokenizer and sizes")
    p.add_argument("--resume", action="store_true", help="go on from OUT/state.pt where there is one")
    p.add_argument("--lora", type=int, default=0, metavar="RANK", help="learn an adapter to --init, which stays as it is")
    p.add_argument("--average", type=float, default=1.0, metavar="SHARE",
                   help="in the end, the mean of what was learnt (SHARE) and --init's weights: keeps more of what the base knew")
    p.add_argument("--minutes", type=float, help="budget: training and evaluations on the way")
    p.add_argument("--tokens", type=float, help="budget: tokens, padding not counted")
    p.add_argument("--call-minutes", type=float, help="this call stops after so long, with status 75 if there is more to do")
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
    p.add_argument("--renumber", type=float, default=0.0, metavar="SHARE",
                   help="of the units, so many get other numbers for their tags: for schemas wider than those at hand")
    for name in ("dim", "layers", "heads", "kv_heads", "ffn", "context"):
        p.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(Config, name))
    p.add_argument("--evals", type=int, default=4, help="evaluations on the way, evenly spaced")
    p.add_argument("--eval-sample", type=int, default=128, help="dev pairs on the way; four times that at the end")
    p.add_argument("--eval-seconds", type=float, default=30, help="longest on the way; four times that at the end")
    p.add_argument("--save-seconds", type=float, default=60)
    p.add_argument("--compile", action="store_true")
    p.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    p.add_argument("--workers", type=int, default=0, help="processes that lay batches out; a GPU waits for none else")
    p.add_argument("--precision", choices=["auto", "fp32", "bf16"], default="auto")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    options = p.parse_args()
    if (options.minutes is None) == (options.tokens is None):
        p.error("give one budget, --minutes or --tokens")
    if options.init is None and options.tokenizer is None:
        p.error("give --tokenizer (from nothing) or --init (fine-tuning)")
    if options.lora and (options.init is None or options.optimiser != "adamw"):
        p.error("--lora needs --init, the model that the adapter is for, and AdamW")
    if not 0 < options.average <= 1 or options.average < 1 and (options.init is None or options.lora):
        p.error("--average is a share of 1, and needs --init and no --lora")
    return options


def rate(progress: float, warmup: float, schedule: str, decay: float) -> float:
    """Learning rate as a share of its peak; `progress` is the share of the budget spent."""
    if progress < warmup:
        return max(progress / warmup, 0.01)
    if schedule == "cosine":
        return 0.5 * (1 + np.cos(np.pi * min(1.0, (progress - warmup) / (1 - warmup))))
    return max(0.0, min(1.0, (1 - progress) / decay))


class Epoch(Dataset):
    """The batches of an epoch, laid out when they are asked for."""

    def __init__(self, planned: list[list[list[data.Unit]]], files: list[data.Pairs], epoch: int,
                 options: argparse.Namespace, kinds: list[data.Tags]):
        self.planned, self.files, self.epoch, self.options, self.kinds = planned, files, epoch, options, kinds

    def __len__(self) -> int:
        return len(self.planned)

    def __getitem__(self, n: int) -> data.Batch:
        chance = np.random.default_rng([self.options.seed, self.epoch, n])  # the same after a kill
        return data.build(self.planned[n], self.files, self.options.question_weight,
                          (self.kinds, self.options.renumber, chance))


def batches(files: list[data.Pairs], repeats: list[float], options: argparse.Namespace, kinds: list[data.Tags],
            epoch: int, index: int) -> Iterator[tuple[int, int, data.Batch]]:
    """Batches without end, from batch `index` of `epoch`; yields where to resume after each one."""
    while True:
        rng = np.random.default_rng([options.seed, epoch])  # an epoch's order depends on nothing else
        planned = data.plan(files, repeats, row=options.row, limit=options.limit,
                            budget=options.batch_tokens, rng=rng)
        if index == 0:
            say(f"epoch {epoch}: {len(planned)} batches, fill rate {data.fill_rate(planned):.3f}")
        laid = DataLoader(Epoch(planned, files, epoch, options, kinds), batch_size=None, num_workers=options.workers,
                          sampler=range(index, len(planned)), pin_memory=torch.cuda.is_available())
        for n, batch in enumerate(laid, start=index + 1):
            yield epoch, n, batch
        epoch, index = epoch + 1, 0


def forward(model: Model, body, batch: data.Batch, device: str, bf16: bool) -> torch.Tensor:
    """Weighted sum of the loss over a batch."""
    # the head is computed only where there is a loss; found here, a GPU need not be waited for
    asked = torch.as_tensor(batch.weight).flatten().nonzero().squeeze(1).to(device, non_blocking=True)
    tokens, positions, group, pair, weight = (torch.as_tensor(a).to(device, non_blocking=True) for a in batch)
    earlier = torch.ones(tokens.shape[1], tokens.shape[1], dtype=torch.bool, device=device).tril()
    # a token sees its unit's prefix (pair 0) and its own pair; padding sees padding, which nobody reads
    mask = (group[:, :, None] == group[:, None]) & ((pair[:, None] == 0) | (pair[:, :, None] == pair[:, None]))
    mask = visible((mask & earlier)[:, None])
    with torch.autocast(device, torch.bfloat16, enabled=bf16):
        hidden = body(tokens, positions, mask.bfloat16() if bf16 else mask)
        logits = model.head(hidden.flatten(0, 1)[asked])
    targets = tokens.roll(-1, dims=1).flatten()[asked]
    return (F.cross_entropy(logits.float(), targets, reduction="none") * weight.flatten()[asked]).sum()


@torch.no_grad()
def average(model: Model, base: Model, share: float) -> None:
    """Moves the weights back towards the base's: straight lines between a model and its fine-tuned self lose little of
    either (Wortsman et al. 2022, arXiv:2109.01903)."""
    for mine, theirs in zip(model.parameters(), base.parameters(), strict=True):
        mine.lerp_(theirs, 1 - share)


def main() -> None:
    called = time.monotonic()
    options = arguments()
    device = options.device if options.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
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
        model = model if resuming else model.adapted(options.lora)
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
    learnt = [p for p in model.parameters() if p.requires_grad]
    of = f", {sum(p.numel() for p in learnt) / 1e6:.2f}M of them learnt" if options.lora else ""
    say(f"{model.count() / 1e6:.2f}M parameters{of}, {device}, {'bf16' if bf16 else 'fp32'}, "
        f"data ready in {time.monotonic() - began:.1f} s" + (f", resuming at step {at['step']}" if resuming else ""))

    body = torch.compile(model, dynamic=True) if options.compile else model
    log = open_log(out / "metrics.jsonl", at["step"] if resuming else -1)
    kinds = [data.Tags(tokenizer.token_to_id(first), count)
             for first, count in (("<t0>", vocabulary.TABLES), ("<c0>", vocabulary.COLUMNS))]
    stream = batches(files, repeats, options, kinds, at["epoch"], at["index"])
    spent_before, began = at["seconds"], time.monotonic()
    last_save = last_log = last_shown = began
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
            held += batch.tokens.numel()
        weight = sum(float(part.weight.sum()) for part in parts)
        for part in parts:
            loss = forward(model, body, part, device, bf16)
            (loss / weight).backward()
            logged["loss"] += loss.detach()
            at["tokens"] += int((part.group > 0).sum())
            logged["flops"] += model.flops(part.tokens.numel(), part.tokens.shape[1], int((part.weight > 0).sum()))
        logged["weight"] += weight
        torch.nn.utils.clip_grad_norm_(learnt, options.clip)
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
            flops = logged["flops"] / (now - last_log)
            line |= utilisation(flops, device)
            log.write(json.dumps(line) + "\n")
            if sys.stderr.isatty() or now - last_shown > LOG_SECONDS or progress() >= 1:
                show(line, min(1.0, progress()), at["seconds"], flops)
                last_shown = now
            last_log, logged = now, {"tokens": at["tokens"], "loss": 0.0, "weight": 0.0, "flops": 0.0}
        if progress() * (options.evals + 1) >= at["evals"] + 1 and progress() < 1:
            at["evals"] += 1
            measure(1)
            last_log, logged = time.monotonic(), {"tokens": at["tokens"], "loss": 0.0, "weight": 0.0, "flops": 0.0}
        if now - last_save > options.save_seconds:
            store()
            last_save = now
        if options.call_minutes and now - called > 60 * options.call_minutes and progress() < 1:
            store()
            say(f"stopped at {progress():.0%} of the budget: call again to go on")
            sys.exit(UNFINISHED)

    stream.close()  # and with it the processes that lay batches out
    store()
    if options.average < 1:  # after the state is stored: a run that goes on does so from what was learnt
        average(model, load(options.init, device)[0], options.average)
    result = measure(4)
    save(out / "model.pt", model, tokenizer=tokenizer.to_str())
    summary = {"parameters": model.count(), "device": device, "bf16": bf16, **at, **result,
               "options": {k: str(v) if isinstance(v, Path) else v for k, v in vars(options).items()}}
    (out / "metrics.json").write_text(json.dumps(summary, indent=1) + "\n")
    log.close()
    plot(out, f"{out.name}: {model.count() / 1e6:.1f}M parameters")


if __name__ == "__main__":
    main()
