"""Watches how much a process holds: resident memory and open files, once a second."""
import statistics
import threading
from pathlib import Path


class ProcessWatch:
    def __init__(self, pid):
        self.folder = Path(f"/proc/{pid}")
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        # Pairs of KiB and files.
        self.samples = []

    def start(self):
        self.thread.start()

    def stop(self):
        self.over.set()

    def look(self):
        while not self.over.wait(1):
            try:
                status = (self.folder / "status").read_text()
                files = sum(1 for _ in (self.folder / "fd").iterdir())
            except OSError:
                return
            memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
            self.samples.append((memory, files))

    def thirds(self, what):
        """Medians of the second and of the last third; the first one warms up. `what`: 0 for memory, 1 for files."""
        values = [sample[what] for sample in self.samples]
        third = max(1, len(values) // 3)
        return statistics.median(values[third:2 * third] or values), statistics.median(values[-third:])

    def most(self, what):
        return max(sample[what] for sample in self.samples)
