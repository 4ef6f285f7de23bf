"""Clients that ask a service on a schedule, check every answer, and hang up now and then."""
import collections
import http.client
import json
import random
import socket
import struct
import threading
import time

# What a caller may be told where the model or the server behind the service fails.
EXPECTED = {200, 429, 502, 503, 504}


class Clients:
    WORKERS = 48

    def __init__(self, port, rows, seed):
        self.port, self.rows, self.seed = port, rows, seed
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.counts = collections.Counter()
        self.answered = {}
        self.latencies = []
        # When somebody got no answer, and what instead.
        self.misses = []
        self.wrong = []
        self.last = 0.0
        self.threads = []
        self.due = None

    def measure(self, seconds, clients=16):
        """Questions a second that are answered when some clients ask one after another."""
        until = time.monotonic() + seconds
        self.spawn(clients, lambda connection, dice: time.monotonic() < until and self.ask(connection, dice, calm=True))
        for thread in self.threads:
            thread.join()
        self.threads = []
        rate = len(self.latencies) / seconds
        self.latencies = []
        return rate

    def hold(self, rate):
        """Asks so many questions a second until told to stop; a question whose worker is late is asked at once."""
        self.due, gap = time.monotonic(), 1 / rate

        def turn(connection, dice):
            with self.lock:
                at = self.due
                self.due += gap
            if self.over.wait(max(0, at - time.monotonic())):
                return False
            with self.lock:
                self.counts["late"] += time.monotonic() - at > 1
            self.ask(connection, dice)
            return True

        self.spawn(self.WORKERS, turn)

    def spawn(self, count, turn):
        def work(number):
            dice, connection = random.Random(f"{self.seed}/{number}"), Connection(self.port)
            while not self.over.is_set() and turn(connection, dice) is not False:
                pass
            connection.close()

        self.threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=60)

    def answer_after(self, moment, patience):
        """When the first answer came after a moment; `None` when none did."""
        while time.monotonic() < moment + patience:
            if self.last > moment:
                return self.last
            time.sleep(0.02)
        return None

    def ask(self, connection, dice, calm=False):
        limit = dice.randrange(1, self.rows + 1)
        question = f"How many items? [SELECT count(*) FROM item WHERE id <= {limit}]"
        chance = 1 if calm else dice.random()
        began = time.monotonic()
        if chance < 0.02:
            connection.drop(question, dice.uniform(0, 0.05))
            return self.count("hung up")
        try:
            status, body = connection.stream(question) if chance < 0.12 else connection.ask(question)
        except (OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            return self.note(f"the connection broke: {error!r}")
        if status not in EXPECTED:
            return self.note(f"status {status}: {json.dumps(body)[:400]}")
        if status != 200:
            self.count(f"status {status}")
            # As told by Retry-After, in small.
            return time.sleep(0.05)
        if body.get("outcome") == "refused":
            return self.count("refused")
        if body.get("rows") != [[limit]]:
            return self.note(f"{question}: {json.dumps(body)[:400]}")
        with self.lock:
            self.counts["answered"] += 1
            self.answered[body["id"]] = limit
            self.last = time.monotonic()
            self.latencies.append(self.last - began)
        return None

    def count(self, what):
        with self.lock:
            self.counts[what] += 1
            self.misses.append((time.time(), what))

    def note(self, text):
        with self.lock:
            self.wrong.append(text)


class Connection:
    """A connection that is kept, and opened again where it broke."""

    def __init__(self, port):
        self.port = port
        self.http = None

    def send(self, question, accept):
        if self.http is None:
            self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.http.connect()
            self.http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.http.request("POST", "/v1/query", json.dumps({"question": question}),
                          {"Content-Type": "application/json", "Accept": accept})

    def ask(self, question):
        self.send(question, "application/json")
        response = self.http.getresponse()
        body = response.read()
        if response.getheader("Connection") == "close":
            self.close()
        return response.status, json.loads(body)

    def stream(self, question):
        """A stream of events as if it had been asked for as one piece."""
        self.send(question, "text/event-stream")
        response = self.http.getresponse()
        if response.status != 200:
            return response.status, json.loads(response.read())
        rows, name = [], ""
        for line in response.read().decode().splitlines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: ") and name == "row":
                rows.append(json.loads(line[6:]))
            elif line.startswith("data: ") and name in ("done", "error"):
                end = json.loads(line[6:])
                return (200, {**end, "rows": rows}) if name == "done" else (end["status"], end)
        raise ValueError("the stream has no end")

    def drop(self, question, patience):
        """Hangs up before the answer, without a word."""
        self.close()
        self.send(question, "application/json")
        time.sleep(patience)
        self.http.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self):
        if self.http is not None:
            self.http.close()
        self.http = None
