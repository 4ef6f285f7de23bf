"""Trains the vocabulary: a byte-level BPE that llama.cpp reads as "gpt2" with pre-tokenizer "gpt-2".

    python tokenizer.py OUT.json DATA.jsonl.gz [DATA.jsonl.gz …] [--vocab 4096]
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

END = "<|end|>"
QUESTION, LINKS, SQL = "<|question|>", "<|links|>", "<|sql|>"
MARKS = [END, "<|schema|>", QUESTION, LINKS, SQL]
TABLES, COLUMNS, VALUES = 64, 320, 16
TAGS = (
    [f"<t{i}>" for i in range(TABLES)] + [f"<c{i}>" for i in range(COLUMNS)] + [f"<v{i}>" for i in range(VALUES)]
)
SPECIAL = MARKS + TAGS


def rows(path: Path) -> Iterator[dict]:
    """The rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def texts(paths: list[Path], limit: int) -> Iterator[str]:
    """Plain text between special tokens, each schema once, up to `limit` characters a file."""
    cut = re.compile("|".join(map(re.escape, MARKS)) + r"|<[tcv]\d+>")
    for path in paths:
        taken, last = 0, None
        for row in rows(path):
            prefix = row["prefix"] if row["prefix"] != last else ""
            last = row["prefix"]
            for part in cut.split(prefix + row["prompt"] + row["completion"]):
                if part.strip():
                    taken += len(part)
                    yield part
            if taken > limit:
                break


def train(paths: list[Path], size: int = 4096, limit: int = 40_000_000) -> Tokenizer:
    """A tokenizer of about `size` learnt items (256 bytes among them) and the special ones after them."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),  # every byte, so every text has ids
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts(paths, limit), trainer)
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in SPECIAL])
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--vocab", type=int, default=4096, help="learnt items; the special ones come on top")
    options = parser.parse_args()
    tokenizer = train(options.data, options.vocab)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(options.out))
    print(f"{options.out}: {tokenizer.get_vocab_size()} items, {len(SPECIAL)} of them special")


if __name__ == "__main__":
    main()
