"""Pairs to batches: tokenise once, pack many pairs behind one prefix, batch rows of like length.

A *unit* is a prefix and some of its pairs; each pair sees the prefix and itself, and its positions
go on where the prefix ends, as when it is served alone. Units share a *row*; a batch is some rows.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

import tokenizer as vocabulary

Array = np.ndarray


@dataclass
class Pairs:
    """One tokenised file. Pair i is tokens[offsets[i]:offsets[i+1]], prompt and completion in one."""

    tokens: Array  # uint16
    offsets: Array  # int64 [N + 1]
    answer: Array  # int32 [N], where the completion begins within the pair
    question: Array  # int32 [N, 2], from … to of the question's words within the pair
    prefix: Array  # int32 [N], which prefix
    shape: Array  # int32 [N], which of `shapes`
    dev: Array  # bool [N]
    prefix_tokens: Array  # uint16
    prefix_offsets: Array  # int64 [prefixes + 1]
    shapes: Array  # str

    def pair(self, i: int) -> Array:
        return self.tokens[self.offsets[i] : self.offsets[i + 1]]

    def prefix_of(self, i: int) -> Array:
        p = self.prefix[i]
        return self.prefix_tokens[self.prefix_offsets[p] : self.prefix_offsets[p + 1]]


class Unit(NamedTuple):
    """Pairs of one file behind their common prefix; `length` in tokens, prefix included."""

    file: int
    pairs: list[int]
    length: int


class Batch(NamedTuple):
    """Arrays [B, T]; the mask is derived from `group` and `pair` (see `mask`)."""

    tokens: Array  # int64
    positions: Array  # int64
    group: Array  # int32, unit within the row, from 1; 0 = padding
    pair: Array  # int32, pair within the row, from 1; 0 = prefix or padding
    weight: Array  # float32, of the loss when token t predicts token t + 1


def tokenise(path: Path, tokenizer: Tokenizer) -> Pairs:
    """Reads and tokenises a whole file; checks on a sample that the parts tokenise as the whole does."""
    mark = {text: tokenizer.token_to_id(text) for text in vocabulary.MARKS}
    prefixes: dict[str, int] = {}
    shapes: dict[str, int] = {}
    columns = defaultdict(list)
    flat: list[Array] = []
    prefix_flat: list[Array] = []

    def encode(strings: list[str]) -> list[list[int]]:
        return [e.ids for e in tokenizer.encode_batch(strings, add_special_tokens=False)]

    def take(rows: list[dict]) -> None:
        new = [p for p in dict.fromkeys(row["prefix"] for row in rows) if p not in prefixes]
        for text, ids in zip(new, encode(new)):
            prefixes[text] = len(prefixes)
            prefix_flat.append(np.array(ids, np.uint16))
        prompts, completions = encode([r["prompt"] for r in rows]), encode([r["completion"] for r in rows])
        for n, (row, prompt, completion) in enumerate(zip(rows, prompts, completions)):
            if n % 500 == 0:
                whole = encode([row["prefix"] + row["prompt"] + row["completion"]])[0]
                parts = prefix_flat[prefixes[row["prefix"]]].tolist() + prompt + completion
                assert whole == parts, f"{path}: the parts of this row do not meet at a special token: {row}"
                assert completion[-1] == mark[vocabulary.END], f"{path}: no {vocabulary.END} in {row}"
            flat.append(np.array(prompt + completion, np.uint16))
            begin = prompt.index(mark[vocabulary.QUESTION]) + 1 if mark[vocabulary.QUESTION] in prompt else 0
            stops = (mark[vocabulary.LINKS], mark[vocabulary.SQL])
            end = next((i for i in range(begin, len(prompt)) if prompt[i] in stops), len(prompt))
            columns["question"].append((begin, end))
            columns["answer"].append(len(prompt))
            columns["prefix"].append(prefixes[row["prefix"]])
            columns["shape"].append(shapes.setdefault(row["shape"], len(shapes)))
            columns["dev"].append(row["split"] == "dev")

    waiting: list[dict] = []
    for row in vocabulary.rows(path):
        waiting.append(row)
        if len(waiting) == 5000:
            take(waiting)
            waiting = []
    if waiting:
        take(waiting)

    def join(parts: list[Array]) -> tuple[Array, Array]:
        return np.concatenate(parts), np.cumsum([0] + [len(p) for p in parts]).astype(np.int64)

    tokens, offsets = join(flat)
    prefix_tokens, prefix_offsets = join(prefix_flat)
    arrays = {k: np.array(v, bool if k == "dev" else np.int32) for k, v in columns.items()}
    return Pairs(tokens, offsets, prefix_tokens=prefix_tokens, prefix_offsets=prefix_offsets,
                 shapes=np.array(list(shapes)), **arrays)


def load(path: Path, tokenizer: Tokenizer, cache: Path | None = None) -> Pairs:
    """The tokenised file, from the cache when file and vocabulary are the same as then."""
    digest = hashlib.sha256(tokenizer.to_str().encode())
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    folder = cache or path.parent / ".tokens"
    stored = folder / f"{path.name}.{digest.hexdigest()[:12]}.npz"
    if not stored.exists():
        pairs = tokenise(path, tokenizer)
        folder.mkdir(parents=True, exist_ok=True)
        draft = stored.with_suffix(".draft.npz")
        np.savez(draft, **{field.name: getattr(pairs, field.name) for field in fields(Pairs)})
        draft.replace(stored)
    with np.load(stored) as arrays:
        return Pairs(**arrays)


def units(pairs: Pairs, file: int, repeat: float, limit: int, rng: np.random.Generator) -> Iterator[Unit]:
    """The training pairs of a file, `repeat` times (a fraction samples), shuffled within their prefix.

    Without a prefix each pair is a unit. A prefix whose pairs exceed `limit` tokens is given again.
    """
    train = np.flatnonzero(~pairs.dev)
    share = train[rng.random(len(train)) < repeat % 1]
    lengths = np.diff(pairs.offsets)
    prefix_lengths = np.diff(pairs.prefix_offsets)
    for chosen in [train] * int(repeat) + [share]:
        behind = defaultdict(list)
        for i in rng.permutation(chosen).tolist():
            behind[pairs.prefix[i]].append(i)
        for prefix, members in behind.items():
            start = used = int(prefix_lengths[prefix])
            held: list[int] = []
            for i in members:
                length = int(lengths[i])
                if start + length > limit:
                    continue  # `dropped` reports these
                if held and (used + length > limit or start == 0):
                    yield Unit(file, held, used)
                    held, used = [], start
                held.append(i)
                used += length
            if held:
                yield Unit(file, held, used)


def dropped(pairs: Pairs, limit: int) -> int:
    """Training pairs too long to be used at all."""
    whole = np.diff(pairs.offsets) + np.diff(pairs.prefix_offsets)[pairs.prefix]
    return int(((whole > limit) & ~pairs.dev).sum())


def fill(all_units: list[Unit], row: int) -> list[list[Unit]]:
    """Units to rows: first fit into rows of `row` tokens; a longer unit is a row of its own.

    Rows are short because attention is paid for the square of a row, hidden pairs or not.
    """
    done: list[list[Unit]] = []
    open_rows: list[tuple[int, list[Unit]]] = []  # (room left, units), few, so that the scan is short
    for unit in all_units:
        if unit.length >= row:
            done.append([unit])
            continue
        fits = [(room, n) for n, (room, _) in enumerate(open_rows) if room >= unit.length]
        if fits:
            room, n = min(fits)  # the tightest row that takes it
            open_rows[n][1].append(unit)
            open_rows[n] = (room - unit.length, open_rows[n][1])
        else:
            if len(open_rows) == 24:
                fullest = min(range(24), key=lambda n: open_rows[n][0])
                done.append(open_rows.pop(fullest)[1])
            open_rows.append((row - unit.length, [unit]))
    return done + [units for _, units in open_rows]


def plan(files: list[Pairs], repeats: list[float], *, row: int, limit: int, budget: int,
         rng: np.random.Generator) -> list[list[list[Unit]]]:
    """An epoch: a list of batches, each a list of rows of like length, about `budget` tokens together."""
    pool = [u for n, pairs in enumerate(files) for u in units(pairs, n, repeats[n], limit, rng)]
    rows = fill([pool[i] for i in rng.permutation(len(pool))], row)
    lengths = np.array([sum(u.length for u in r) for r in rows])
    order = rng.permutation(len(rows))
    batches = []
    window = max(1, 64 * budget // row)  # sort by length only among some, so that batches stay mixed
    for start in range(0, len(order), window):
        some = order[start : start + window]
        held: list[list[Unit]] = []
        for i in some[np.argsort(lengths[some], kind="stable")]:
            if held and (len(held) + 1) * round_up(int(lengths[i])) > budget:
                batches.append(held)
                held = []
            held.append(rows[i])
        batches.append(held)
    return [batches[i] for i in rng.permutation(len(batches))]


def round_up(length: int, step: int = 16) -> int:
    """Row lengths come in steps, so that few tensor shapes occur."""
    return -(-length // step) * step


class Tags(NamedTuple):
    """The tokens of one kind of tags: `count` of them from `first` on, in the order of their numbers."""

    first: int
    count: int


def renumber(tokens: Array, kinds: list[Tags], rng: np.random.Generator) -> None:
    """Moves all numbers of a kind of tags up by a chance amount, in place.

    Few schemas of the training data have a column 90, and what a model seldom sees it does not learn to choose.
    """
    for first, count in kinds:
        tags = (tokens >= first) & (tokens < first + count)
        if tags.any():
            room = first + count - tokens[tags].max()
            tokens[tags] += int(room * rng.random() ** 2)  # low numbers most often, as in life


def build(rows: list[list[Unit]], files: list[Pairs], question_weight: float,
          renumbered: tuple[list[Tags], float, np.random.Generator] | None = None) -> Batch:
    """Lays the units of a batch out in arrays; `renumbered`: kinds of tags, the share of units, and chance."""
    width = round_up(max(sum(u.length for u in row) for row in rows))
    shape = (len(rows), width)
    batch = Batch(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int32),
                  np.zeros(shape, np.int32), np.zeros(shape, np.float32))
    for b, row in enumerate(rows):
        at = number = 0
        for group, unit in enumerate(row, start=1):
            pairs = files[unit.file]
            prefix = pairs.prefix_of(unit.pairs[0])
            batch.group[b, at : at + unit.length] = group
            batch.tokens[b, at : at + len(prefix)] = prefix
            batch.positions[b, at : at + len(prefix)] = np.arange(len(prefix))
            at += len(prefix)
            for i in unit.pairs:
                number += 1
                ids = pairs.pair(i)
                batch.tokens[b, at : at + len(ids)] = ids
                batch.positions[b, at : at + len(ids)] = np.arange(len(prefix), len(prefix) + len(ids))
                batch.pair[b, at : at + len(ids)] = number
                begin, end = pairs.question[i]
                batch.weight[b, at + max(begin, 1) - 1 : at + end - 1] = question_weight
                batch.weight[b, at + pairs.answer[i] - 1 : at + len(ids) - 1] = 1.0
                at += len(ids)
            if renumbered:
                kinds, share, rng = renumbered
                if rng.random() < share:
                    renumber(batch.tokens[b, at - unit.length : at], kinds, rng)
    return batch


def fill_rate(batches: list[list[list[Unit]]]) -> float:
    """Share of the laid-out tokens that is not padding."""
    real = Counter(real=0, laid=0)
    for rows in batches:
        lengths = [sum(u.length for u in row) for row in rows]
        real["real"] += sum(lengths)
        real["laid"] += round_up(max(lengths)) * len(rows)
    return real["real"] / max(1, real["laid"])
