#!/usr/bin/env python3
"""Check the demo questions against a loaded demo database.

    python3 check_questions.py "host=/tmp/demo-pg port=5499 dbname=demo user=dragoman_reader"

For every question: fields and ids, every gold query runs as the read-only role within 2 seconds and returns rows that
are not just 0 or null, the variants of one question return equally many rows, and a sort order asked for leaves no
ties. Prints counts by class and difficulty. Exit status 1 if anything is wrong. Only psql and the standard library.
"""
import collections, csv, hashlib, io, json, os, re, subprocess, sys, time

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "questions")
PSQL = os.environ.get("PSQL", "psql")
COUNTS = {"development.jsonl": 50, "final.jsonl": 80}
UNANSWERABLE = {"development.jsonl": 4, "final.jsonl": 6}
KEYS = {"id", "question", "gold", "difficulty", "class"}


def psql(dsn, *statements):
    args = [PSQL, dsn, "--csv", "-X", "-q", "-v", "ON_ERROR_STOP=1"]
    for s in statements:
        args += ["-c", s]
    p = subprocess.run(args, capture_output=True, text=True)
    if p.returncode:
        raise RuntimeError(p.stderr.strip())
    return list(csv.reader(io.StringIO(p.stdout)))


def top_level(sql):
    """The query text with everything in parentheses or quotes blanked out."""
    out, depth, quote = [], 0, None
    for ch in sql:
        if quote:
            out.append(" ")
            if ch == quote:
                quote = None
            continue
        if ch in "'\"":
            quote = ch
            out.append(" ")
            continue
        if ch == ")":
            depth -= 1
        out.append(ch if depth == 0 else " ")
        if ch == "(":
            depth += 1
    return "".join(out)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    dsn, show = sys.argv[1], "--show" in sys.argv
    problems, seen, texts, slowest = [], {}, {}, 0.0
    user = psql(dsn, "select current_user, (select rolsuper from pg_roles where rolname = current_user)")[1]
    if user[0] != "dragoman_reader" or user[1] != "f":
        problems.append(f"connected as {user}, not as the plain role dragoman_reader")
    for name, want in COUNTS.items():
        with open(os.path.join(HERE, name), encoding="utf-8") as f:
            rows = [json.loads(line) for line in f if line.strip()]
        if len(rows) != want:
            problems.append(f"{name}: {len(rows)} questions, {want} wanted")
        open_ended = sum(1 for q in rows if not q["gold"])
        if open_ended != UNANSWERABLE[name]:
            problems.append(f"{name}: {open_ended} unanswerable, {UNANSWERABLE[name]} wanted")
        by_class, by_difficulty, variants = collections.Counter(), collections.Counter(), 0
        for q in rows:
            bad = lambda what: problems.append(f"{name} {q.get('id')}: {what}")
            if not KEYS <= set(q) or set(q) - KEYS - {"unanswerable"}:
                bad(f"fields {sorted(q)}")
            if q["id"] in seen:
                bad("id used twice")
            seen[q["id"]] = name
            plain = re.sub(r"\W+", " ", q["question"].lower()).strip()
            if plain in texts:
                bad(f"same words as {texts[plain]}")
            texts[plain] = q["id"]
            if q["difficulty"] not in ("easy", "medium", "hard"):
                bad("difficulty")
            by_class[q["class"]] += 1
            by_difficulty[q["difficulty"]] += 1
            if bool(q["gold"]) == ("unanswerable" in q):
                bad("needs either gold or unanswerable")
            if len(q["gold"]) > 4 or len(set(q["gold"])) != len(q["gold"]):
                bad("more than four variants, or the same one twice")
            sizes, results = [], []
            for sql in q["gold"]:
                variants += 1
                start = time.time()
                try:
                    got = psql(dsn, sql)
                except RuntimeError as e:
                    bad(f"does not run: {e}\n    {sql}")
                    continue
                took = time.time() - start
                slowest = max(slowest, took)
                if took > 2:
                    bad(f"takes {took:.1f} s")
                body = got[1:]
                sizes.append(len(body))
                results.append(sorted(map(tuple, body)))
                if show:
                    print(q["id"], len(body), body[:3])
                if not body:
                    bad("returns nothing")
                elif len(body) == 1 and all(v in ("", "0", "0.00") for v in body[0]):
                    bad(f"returns only {body[0]}")
                flat = top_level(sql)
                if re.search(r"order by", flat, re.I):
                    stem, n = sql, len(body)
                    m = re.search(r"\s+limit\s+(\d+)\s*$", sql, re.I)
                    if m:
                        stem = sql[: m.start()]
                        if len(body) != int(m.group(1)):
                            bad(f"LIMIT {m.group(1)} but {len(body)} rows")
                    ks = range(1, min(n, 60) + 1)
                    try:
                        ties = psql(dsn, *[f"select count(*) from ({stem} FETCH FIRST {k} ROWS WITH TIES) t" for k in ks])
                    except RuntimeError as e:
                        bad(f"tie check: {e}")
                        continue
                    got_counts = [int(r[0]) for r in ties if r[0] != "count"]
                    if got_counts != list(ks):
                        bad("ties in the sort order")
            if len(set(sizes)) > 1:
                bad(f"variants return {sizes} rows")
            for i in range(len(results)):
                for j in range(i):
                    if results[i] == results[j]:
                        bad("two variants with one and the same result")
        print(f"{name}: {len(rows)} questions, {variants} gold queries")
        print("  difficulty:", dict(by_difficulty))
        print("  class:", dict(by_class.most_common()))
    with open(os.path.join(HERE, "SHA256SUMS")) as f:
        for line in f:
            digest, name = line.split()
            if hashlib.sha256(open(os.path.join(HERE, name), "rb").read()).hexdigest() != digest:
                problems.append(f"{name} is not the file that SHA256SUMS locked")
    print(f"slowest gold query: {slowest:.2f} s")
    for p in problems:
        print("PROBLEM", p)
    print("OK" if not problems else f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
