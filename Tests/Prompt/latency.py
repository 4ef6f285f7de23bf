"""How long `dragoman repl` takes to its first prompt, from a key to its echo, and to complete; prints Markdown.

    latency.py PROGRAM SETTINGS READER WIDE     SETTINGS of the demo; READER a connection string of its role, WIDE a
                                                database of 10,000 tables at the same server

The program runs in a pseudo-terminal; what this script itself needs to write, wait and read is in the figures.
"""
import os
import pty
import select
import signal
import sys
import tempfile
import termios
import time

KEYS = 3000
STARTS = 20
TABS = 200
LINE = b"select count(*) from t_00500 where c_1 > 100 order by 1"
# What is typed before the Tab key, and what comes when there is nothing more to come.
COMPLETED = (
    ("Tab, one column of one table goes in", b"select * from t_00500 a where a.sec", b"ond "),
    ("Tab, 10 tables are listed", b"select * from t_0050", b"t_00509"),
    ("Tab, 100 of 10,000 tables are listed", b"select * from t_0", b"and 9900 more"),
    ("Tab, 100 of 10,000 names in a question", b"how many t 0", b" more"),
)


class Session:
    def __init__(self, command, settings):
        self.began = time.perf_counter()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DRAGOMAN_"))}
            os.execve(command[0], command, {**kept, "DRAGOMAN_CONFIG": settings, "TERM": "xterm", "LC_ALL": "C.UTF-8"})
        self.text = b""

    def until(self, wanted, seconds=120.0):
        """Reads until something has come; when it had, and what came before it is dropped."""
        end = time.monotonic() + seconds
        while wanted not in self.text:
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                sys.exit(f"{wanted!r} did not come: {self.text[-300:]!r}")
            try:
                self.text += os.read(self.terminal, 65536)
            except OSError:
                sys.exit(f"the program ended: {self.text[-600:].decode(errors='replace')}")
        now = time.perf_counter()
        self.before, self.text = self.text.split(wanted, 1)
        return now

    def prompt(self, name):
        self.until(name + b"=> ")
        while termios.tcgetattr(self.terminal)[3] & termios.ICANON:
            time.sleep(0.0002)
        return time.perf_counter()

    def key(self, key, echo=None):
        began = time.perf_counter()
        os.write(self.terminal, key)
        return self.until(echo or key) - began

    def give_up(self, name):
        os.write(self.terminal, b"\x03")
        self.until(b"^C")
        self.prompt(name.encode())

    def end(self):
        os.kill(self.child, signal.SIGTERM)
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass
        os.waitpid(self.child, 0)
        os.close(self.terminal)


def row(name, seconds, places=2):
    ordered = sorted(seconds)
    at = lambda share: f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000:.{places}f}"
    print(f"| {name} | {len(ordered)} | {at(.5)} | {at(.95)} | {at(.99)} | {ordered[-1] * 1000:.{places}f} |")


def main(program, settings, reader, wide):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "repl", "-X", "--set", f"state.folder={folder}"]
        starts = []
        for number in range(STARTS + 2):
            session = Session(command, settings)
            took = session.prompt(b"fjellvind") - session.began
            session.end()
            # The first ones read the catalog and fill the caches.
            if number > 1:
                starts.append(took)
        there = f"{reader} dbname={wide}"
        session = Session([*command, "--set", f"database.url={there}", "--set", f"database.name={wide}"], settings)
        session.prompt(wide.encode())
        begun = time.perf_counter()
        # Until the names are there Tab says that they are still being read.
        session.key(b"select * from t_0050")
        while True:
            os.write(session.terminal, b"\t")
            first = session.until(b"=> select * from t_0050")
            if b"still being read" not in session.before:
                break
        ready = first - begun
        session.give_up(wide)
        keys = []
        while len(keys) < KEYS:
            for place in range(len(LINE)):
                keys.append(session.key(LINE[place:place + 1]))
            session.give_up(wide)
        tabs = {}
        for name, typed, completed in COMPLETED:
            tabs[name] = []
            while len(tabs[name]) < TABS:
                session.key(typed)
                tabs[name].append(session.key(b"\t", completed))
                session.give_up(wide)
        session.end()
    print("| | measured | p50 ms | p95 ms | p99 ms | most ms |\n|---|---|---|---|---|---|")
    row("start to prompt, warm", starts, 0)
    row("key to echo, 10,000 tables in the index", keys)
    for name, taken in tabs.items():
        row(name, taken)
    print(f"\nThe first Tab that completed came {ready:.1f} s after the prompt.")


main(*sys.argv[1:])
