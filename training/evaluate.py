"""Dev evaluation: loss on completions, and greedy exact match by shape.

    python evaluate.py CHECKPOINT.pt DATA.jsonl.gz [DATA.jsonl.gz …] [--sample 500]
"""

import argparse
import json
import time
from pathlib import Path

import cpu  # before torch
import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

import data
import tokenizer as vocabulary
from model import Cache, Model, load, visible


@torch.no_grad()
def greedy(model: Model, prompts: list[list[int]], end: int, room: int) -> list[list[int]]:
    """The likeliest continuation of each prompt, up to and with `end` or `room` tokens."""
    device = model.embedding.weight.device
    width = max(map(len, prompts))
    # Padding goes left, so that every row writes its next token in the same column.
    left = torch.tensor([width - len(p) for p in prompts], device=device)
    tokens = torch.tensor([[end] * (width - len(p)) + p for p in prompts], device=device)
    keys = torch.arange(width + room, device=device)
    positions = (keys[None] - left[:, None]).clamp(min=0)
    real = keys[None, None] >= left[:, None, None]  # [B, 1, keys]
    cache = Cache(model.config, len(prompts), width + room, model.embedding.weight)
    causal = keys[:width, None] >= keys[None, :width]
    # a padded query sees itself, since a row of -inf only would be NaN
    mask = causal[None] & (real[..., :width] | (keys[:width, None] == keys[None, :width]))
    last = model(tokens, positions[:, :width], visible(mask[:, None]), cache)[:, -1]
    answers: list[list[int]] = [[] for _ in prompts]
    for step in range(room):
        following = model.head(last).argmax(-1)
        for answer, token in zip(answers, following.tolist()):
            if not answer or answer[-1] != end:
                answer.append(token)
        if all(answer[-1] == end for answer in answers):
            break
        seen = width + step + 1
        mask = visible(real[:, None, :, :seen])
        last = model(following[:, None], positions[:, seen - 1 : seen], mask, cache)[:, -1]
    return answers


@torch.no_grad()
def losses(model: Model, texts: list[list[int]], starts: list[int]) -> tuple[float, int]:
    """Summed loss and number of the tokens from `starts` on, teacher-forced."""
    device = model.embedding.weight.device
    width = max(map(len, texts))
    tokens = torch.tensor([t + [0] * (width - len(t)) for t in texts], device=device)
    keys = torch.arange(width, device=device)
    mask = visible((keys[:, None] >= keys[None])[None, None])
    hidden = model(tokens, keys.expand(len(texts), width), mask)
    asked = torch.tensor([[s <= n + 1 < len(t) for n in range(width)] for t, s in zip(texts, starts)])
    asked[:, -1] = False  # nothing follows the last token
    targets = tokens.roll(-1, dims=1)[asked.to(device)]
    logits = model.head(hidden[asked.to(device)]).float()
    return float(F.cross_entropy(logits, targets, reduction="sum")), len(targets)


def sample_dev(files: list[data.Pairs], count: int, context: int, seed: int = 7) -> list[tuple[int, int]]:
    """Up to `count` dev pairs (file, pair), the same ones each time, all files alike."""
    rng = np.random.default_rng(seed)
    chosen: list[tuple[int, int]] = []
    for n, pairs in enumerate(files):
        whole = np.diff(pairs.offsets) + np.diff(pairs.prefix_offsets)[pairs.prefix]
        dev = np.flatnonzero(pairs.dev & (whole <= context))
        chosen += [(n, int(i)) for i in rng.permutation(dev)[: -(-count // len(files))]]
    return chosen


def evaluate(model: Model, files: list[data.Pairs], tokenizer: Tokenizer, count: int, seconds: float = 1e9,
             batch: int = 32) -> dict:
    """Loss, share exactly right, share right but for which tags are named; overall, by file and by shape.

    Stops after `seconds`: batches come in random order, so what was done is a fair sample.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # steps are tiny; on contended cores two threads would mostly wait for each other
    began = time.monotonic()
    items = tokenizer.get_vocab()
    end = items[vocabulary.END]
    kind = np.arange(model.config.vocab)  # tokens, with all tags of a kind made one
    for text in vocabulary.TAGS:
        kind[items[text]] = items[f"<{text[1]}0>"]
    rows = []
    for n, i in sample_dev(files, count, model.config.context):
        pair, answer = files[n].pair(i).tolist(), int(files[n].answer[i])
        head = files[n].prefix_of(i).tolist() + pair[:answer]
        rows.append((head, pair[answer:], str(files[n].shapes[files[n].shape[i]]), n))
    rows.sort(key=lambda row: len(row[0]))
    total, tokens, done = 0.0, 0, 0
    tally: dict[str, list[int]] = {}
    model.eval()
    for start in np.random.default_rng(7).permutation(np.arange(0, len(rows), batch)).tolist():
        if done and time.monotonic() - began > seconds:
            break
        some = rows[start : start + batch]
        done += len(some)
        loss, asked = losses(model, [h + a for h, a, *_ in some], [len(h) for h, *_ in some])
        total, tokens = total + loss, tokens + asked
        room = min(max(len(a) for _, a, *_ in some) + 2, model.config.context - max(len(h) for h, *_ in some))
        answers = greedy(model, [h for h, *_ in some], end, room)
        for (_, wanted, shape, n), got in zip(some, answers):
            form = len(got) == len(wanted) and bool((kind[got] == kind[wanted]).all())
            for key in ("all", f"file {n}", f"shape {shape}"):
                seen = tally.setdefault(key, [0, 0, 0])
                seen[0] += 1
                seen[1] += got == wanted
                seen[2] += form
    model.train()
    torch.set_num_threads(threads)
    result: dict = {"dev_loss": total / max(1, tokens), "dev_rows": done}
    for key, (seen, right, form) in sorted(tally.items()):
        result[key] = {"rows": seen, "exact": round(right / seen, 4), "form": round(form / seen, 4)}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=500)
    options = parser.parse_args()
    cpu.prepare(1)
    model, saved = load(options.checkpoint)
    tokenizer = Tokenizer.from_str(saved["tokenizer"])
    files = [data.load(path, tokenizer) for path in options.data]
    print(json.dumps(evaluate(model, files, tokenizer, options.sample), indent=1))


if __name__ == "__main__":
    main()
