"""An instance of the service and a stub of its model server, for a fault test."""
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Instance:
    """`dragoman serve` on a free port; what it says later goes to a file."""

    def __init__(self, program, settings, folder):
        self.command = [program, "serve", "--port", "0"]
        for setting in settings:
            self.command += ["--set", setting]
        self.errors = folder / "errors.log"
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
        said = []
        for line in self.process.stderr:
            said.append(line)
            if found := re.search(r"listening on http://\S+:(\d+)", line):
                self.port = int(found[1])
                threading.Thread(target=self.note, args=(self.process.stderr,), daemon=True).start()
                return
        sys.exit(f"dragoman serve ended with status {self.process.wait()}: {''.join(said)}")

    def note(self, stream):
        with open(self.errors, "a") as log:
            log.writelines(stream)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Its exit status after SIGTERM."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=60)


class Model:
    """The tests' stub of a model server; `how` says how it behaves (Tests/ModelTestSupport/Fixtures/faulty_server.py)."""

    def __init__(self, how="told"):
        self.how = how

    def __enter__(self):
        script = ROOT / "Tests/ModelTestSupport/Fixtures/faulty_server.py"
        self.process = subprocess.Popen([sys.executable, "-I", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{json.loads(self.process.stdout.readline())['port']}/{self.how}/v1"
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=10)
