"""Loads public pairs into PostgreSQL and writes what `dragoman synthesize --snapshots` reads.

    python corpus.py DATA OUT --url "host=… user=postgres" --dragoman .build/release/dragoman

DATA holds SOURCE.jsonl.gz (rows with db_id, question, sql_pg and, for one-table sources, schema), schemas/SOURCE/DB.sql and
rows/SOURCE/DB.sql. OUT/schemas (databases) and OUT/tables (tables that come one by one) each get snapshots/*/*.json and
people.jsonl. The databases made on the server are named corpus_… and dropped again.
"""

import argparse
import gzip
import json
import re
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDERS = {"spider_syn": "spider"}
# A dialogue system's conventions (`student_id = 1` for "I", departments that no question names), which a model writes into
# any question about courses; and its schema is one of the development data's.
LEFT_OUT = {"advising"}
TABLES_A_DATABASE = 60
CONDITION = re.compile(r"\b([a-z_][a-z0-9_]*) = '((?:[^']|'')+)'")


def rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file]


def one_table_databases(pairs: list[dict], most: int) -> dict[str, tuple[str, list[dict]]]:
    """Tables that come one by one, put together into databases; values are those that the queries look for."""
    tables = defaultdict(list)
    for row in pairs:
        tables[row["db_id"]].append(row)
    databases = {}
    names = sorted(tables, key=lambda name: hash_of(name))[:most]
    for start in range(0, len(names), TABLES_A_DATABASE):
        sql, members = [], []
        for name in names[start : start + TABLES_A_DATABASE]:
            sql.append(tables[name][0]["schema"])
            for row in tables[name]:
                members.append(row)
                for column, value in CONDITION.findall(row["sql_pg"]):
                    # twice, or the statistics would not call it common
                    sql.append(f"INSERT INTO {name} ({column}) VALUES ('{value}'), ('{value}');")
        databases[f"{start // TABLES_A_DATABASE:04d}"] = ("\n".join(sql), members)
    return databases


def capped(pairs: list[dict], most: int) -> list[dict]:
    """At most so many pairs of one database: thousands over one schema teach its ways, not the language."""
    kept = defaultdict(list)
    for row in sorted(pairs, key=lambda row: hash_of(row["question"])):
        if len(kept[row["db_id"]]) < most:
            kept[row["db_id"]].append(row)
    return [row for rows in kept.values() for row in rows]


def hash_of(text: str) -> int:
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--url", required=True, help="a server on which databases may be made and dropped")
    p.add_argument("--dragoman", required=True)
    p.add_argument("--one-table", type=int, default=26000, help="tables of one-table sources to take")
    p.add_argument("--most", type=int, default=500, help="pairs of one database to take")
    options = p.parse_args()

    jobs, people = [], {"schemas": [], "tables": []}
    for file in sorted(options.data.glob("*.jsonl.gz")):
        source = file.name.split(".")[0]
        if source in LEFT_OUT:
            continue
        pairs = rows(file)
        if "schema" in pairs[0]:
            for db, (sql, members) in one_table_databases(pairs, options.one_table).items():
                jobs.append(("tables", f"{source}/{db}", sql))
                people["tables"] += [(f"{source}/{db}.json", row) for row in members]
            continue
        folder = FOLDERS.get(source, source)
        people["schemas"] += [(f"{folder}/{row['db_id']}.json", row) for row in capped(pairs, options.most)]
        if folder == source:
            for schema in sorted((options.data / "schemas" / folder).glob("*.sql")):
                content = options.data / "rows" / folder / schema.name
                jobs.append(("schemas", f"{folder}/{schema.stem}", schema.read_text() + "\n" + content.read_text()))

    def load(job: tuple[str, str, str]) -> str | None:
        kind, name, sql = job
        target = options.out / kind / "snapshots" / f"{name}.json"
        if target.exists():
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        database = "corpus_" + re.sub(r"\W", "_", name)

        def psql(where: str, *arguments: str, text: str | None = None) -> None:
            subprocess.run(["psql", "-XqAt", "-d", f"{options.url} dbname={where}", *arguments], check=True,
                           input=text, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        psql("postgres", "-c", f"DROP DATABASE IF EXISTS {database}", "-c", f"CREATE DATABASE {database}")
        psql(database, text=f"BEGIN;\n{sql}\nCOMMIT;\nANALYZE;")
        try:
            done = subprocess.run(
                [options.dragoman, "introspect", "--json", "--set", f"database.url={options.url} dbname={database}",
                 "--set", f"state.folder={options.out}/state/{database}", "--set", "safety.allow-unsafe-role=yes"],
                capture_output=True, text=True)
            if done.returncode:
                return f"{name}: {done.stderr.strip()[:300]}"
            target.write_text(done.stdout)
        finally:
            psql("postgres", "-c", f"DROP DATABASE {database}")
        return None

    with ThreadPoolExecutor(2) as pool:
        for n, problem in enumerate(pool.map(load, jobs), 1):
            if problem:
                print(f"\n{problem}")
            print(f"\r{n} of {len(jobs)} databases", end="", flush=True)
    print()
    for kind, pairs in people.items():
        with open(options.out / kind / "people.jsonl", "w") as file:
            for snapshot, row in pairs:
                if (options.out / kind / "snapshots" / snapshot).exists():
                    line = {"snapshot": snapshot, "question": row["question"], "sql": row["sql_pg"]}
                    file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
