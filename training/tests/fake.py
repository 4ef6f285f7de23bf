"""Made-up pairs in the contract's form, for rehearsals: tags at random, a few shapes, words as hints."""

import gzip
import json
import random
from pathlib import Path

NOUNS = "singer concert stadium student course teacher order product client city flight airport book author".split()
FIELDS = "name age country price year title size weight grade salary date code rank height status phone".split()


def schema(rng: random.Random) -> tuple[str, dict]:
    """A schema text of three tables and its tags, drawn anew."""
    columns = rng.sample(range(320), 12)
    parts, tables = [], {}
    for n, (table, noun) in enumerate(zip(rng.sample(range(64), 3), rng.sample(NOUNS, 3))):
        names = rng.sample(FIELDS, 4)
        tags = columns[4 * n : 4 * n + 4]
        tables[noun] = (table, dict(zip(names, tags)))
        parts.append(f" <t{table}> {noun} :" + "".join(f" <c{c}> {name}" for name, c in zip(names, tags)))
    return "<|schema|>" + "".join(parts), tables


def pair(rng: random.Random, tables: dict) -> tuple[str, str, str]:
    """Prompt, completion and shape of one question."""
    noun = rng.choice(list(tables))
    table, columns = tables[noun]
    (one, a), (two, b) = rng.sample(list(columns.items()), 2)
    shape = rng.choice(["count", "list", "where", "group"])
    if shape == "count":
        question, sql = rng.choice([f"how many {noun}s are there", f"count the {noun}s"]), f"select count ( * ) from <t{table}>"
    elif shape == "list":
        question, sql = rng.choice([f"show the {one} of every {noun}", f"list {noun} {one}"]), f"select <c{a}>"
    elif shape == "where":
        question, sql = f"{one} of {noun}s whose {two} is 'x'", f"select <c{a}> where <c{b}> = <v0>"
    else:
        question, sql = f"number of {noun}s for each {one}", f"select <c{a}> , count ( * ) from <t{table}> group by <c{a}>"
    links = f"<|links|> <t{table}>" + (" <v0> 'x'" if shape == "where" else "")
    return f"<|question|> {question}{links}<|sql|>", f" {sql}<|end|>", shape


def write(path: Path, schemas: int, each: int = 8, fixed: bool = False, seed: int = 0) -> Path:
    """Writes schemas × each pairs. `fixed` is the schema-tuned kind: one schema, no prefix."""
    rng = random.Random(seed)
    with gzip.open(path, "wt", compresslevel=3) as file:
        prefix, tables = schema(rng)
        for n in range(schemas):
            if not fixed:
                prefix, tables = schema(rng)
            for _ in range(each):
                prompt, completion, shape = pair(rng, tables)
                row = {"prefix": "" if fixed else prefix, "prompt": prompt, "completion": completion,
                       "shape": shape, "split": "dev" if n % 20 == 19 else "train"}
                file.write(json.dumps(row) + "\n")
    return path
