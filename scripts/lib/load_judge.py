"""What must hold after a load: every answer right and recorded, nothing lost, nothing grown."""
import collections
import statistics
import subprocess
import sys


def fail(text):
    sys.exit(f"load-faults: {text}")


def judge(clients, watch, restarts, cluster, most, program, status):
    """Pairs of a name and what was seen; ends the program where something does not hold."""
    if clients.wrong:
        fail(f"{len(clients.wrong)} times what must not be, first: {clients.wrong[0]}")
    return [load(clients, restarts, most), *recovery(restarts), log(clients, restarts, cluster), data(clients, cluster),
            *growth(watch), chain(program, status)]


def load(clients, restarts, most):
    counts, times = clients.counts, sorted(clients.latencies)
    # While the server is away nobody can be answered.
    missed = sum(1 for at, _ in clients.misses if not any(one["from"] <= at <= one["until"] + 1 for one in restarts))
    if missed > 0.2 * counts["answered"]:
        fail(f"{missed} questions were not answered though the server was there: {dict(counts)}")
    told = ", ".join(f"{count} × {name}" for name, count in sorted(counts.items()) if name.startswith("status"))
    return ("load", f"80 % of {most:.0f} questions/s: {counts['answered']} answers, all right, "
            f"p50 {1000 * statistics.median(times):.0f} ms, p95 {1000 * times[int(len(times) * 0.95)]:.0f} ms; {counts['refused']} refusals of what "
            f"the model wrote, {told or 'no other status'}, {missed} of all these while the server was there; {counts['hung up']} callers hung up; {counts['late']} questions came over a second "
            "late from the clients")


def recovery(restarts):
    for one in restarts:
        if one["recovered"] > 30:
            fail(f"{one['recovered']:.0f} s until the first answer after {one['kind']}")
        yield one["kind"], (f"away for {one['up'] - one['from']:.1f} s; {one['recovered']:.2f} s after it was back the next question was "
                            "answered, without help")


def log(clients, restarts, cluster):
    kept, moments = collections.defaultdict(list), {}
    rows = cluster.sql("select question_id, kind, recorded_at from dragoman.audit_entry where question_id <> ''", "audit")
    for line in rows.splitlines():
        question, kind, at = line.split("|")
        kept[question].append(kind)
        moments.setdefault(question, int(at) / 1e6)
    for question in clients.answered:
        if sorted(kept[question]) != ["answered", "asked", "intended"]:
            fail(f"question {question} was answered and has {kept[question]} in the log")
    # What is under way when the server goes has nowhere to record its end.
    open_ = [question for question, kinds in kept.items() if not {"answered", "declined", "failed"} & set(kinds)]
    for question in open_:
        if not any(one["from"] - 15 <= moments[question] <= one["until"] + 5 for one in restarts):
            fail(f"question {question} has no outcome: {kept[question]}")
    return ("the log", f"{len(kept)} questions, all {len(clients.answered)} answers that were given among them, each entry once; "
            f"{len(open_)} questions without an outcome, all asked around a restart")


def data(clients, cluster):
    count = int(cluster.sql("select count(*) from item", "shop"))
    if count != clients.rows:
        fail(f"{clients.rows} rows became {count}")
    return "the data", f"{count} rows, as before"


def growth(watch):
    before, after = watch.thirds(0)
    if after > before * 1.1 + 8192:
        fail(f"memory grew from {before / 1024:.0f} to {after / 1024:.0f} MiB")
    yield "memory", (f"{before / 1024:.1f} MiB in the second third, {after / 1024:.1f} MiB in the last, "
                     f"{watch.most(0) / 1024:.1f} MiB at most")
    before, after = watch.thirds(1)
    if after > before + 20:
        fail(f"{before:.0f} open files became {after:.0f}")
    yield "open files", f"{before:.0f} in the second third, {after:.0f} in the last"


def chain(program, status):
    if status:
        fail(f"the instance ended with status {status}")
    command, settings = program
    arguments = [command, "audit", "verify"]
    for setting in settings:
        arguments += ["--set", setting]
    done = subprocess.run(arguments, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        fail(f"audit verify: {done.stdout}{done.stderr}")
    return "the chain", " ".join(done.stdout.split()).rstrip(".") + "; SIGTERM ended the instance in peace"
