"""A PostgreSQL server of its own for a fault test, with its durability on, served by an unprivileged user."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Cluster:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="dragoman-faults-", dir="/tmp"))
        self.bin = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip()
        if not Path(self.bin, "initdb").exists():
            self.bin = str(sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1])
        self.user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    def place(self, database="postgres", user="postgres"):
        """A connection string."""
        return f"host={self.folder} user={user} dbname={database}"

    def run(self, name, *arguments):
        done = subprocess.run([*self.user, f"{self.bin}/{name}", *arguments], capture_output=True, text=True, cwd="/")
        if done.returncode:
            sys.exit(f"{name}: {done.stdout}{done.stderr}")
        return done.stdout

    def sql(self, text, database="postgres"):
        """What psql prints, without headings, a line a row."""
        return self.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.place(database), "-c", text)

    def start(self):
        # Its output goes to a file: a server that inherits our pipe would keep us waiting for its end.
        with open(f"{self.folder}.log", "ab") as log:
            done = subprocess.run(
                [*self.user, f"{self.bin}/pg_ctl", "-D", f"{self.folder}/data", "-w", "start", "-o",
                 f"-c listen_addresses= -c unix_socket_directories={self.folder}"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/")
        if done.returncode:
            sys.exit(f"the PostgreSQL server did not start: see {self.folder}.log")

    def crash(self):
        """kill -9 of the server and all its processes."""
        number = int(Path(self.folder, "data/postmaster.pid").read_text().splitlines()[0])
        os.kill(number, signal.SIGKILL)
        while Path(f"/proc/{number}").exists():
            time.sleep(0.02)
        # Its children notice and end by themselves.
        time.sleep(1)
        self.start()

    def restart(self):
        """An orderly restart that throws everybody out."""
        subprocess.run([*self.user, f"{self.bin}/pg_ctl", "-D", f"{self.folder}/data", "-m", "fast", "-w", "stop"],
                       capture_output=True, cwd="/")
        self.start()

    def stop(self):
        subprocess.run([*self.user, f"{self.bin}/pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop"],
                       capture_output=True, cwd="/")
        shutil.rmtree(self.folder, ignore_errors=True)
        Path(f"{self.folder}.log").unlink(missing_ok=True)
