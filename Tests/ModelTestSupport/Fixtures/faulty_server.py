"""A small HTTP server that misbehaves on demand; the first part of the path says how.

    faulty_server.py        prints {"port": N} and serves until standard input ends

/slow/…       answers after 30 s            /drip/…      sends a byte group every 20 ms
/cut/…        a stream without its end      /short/…     fewer bytes than announced
/garbage/…    not JSON                      /busy/…      503 always, Retry-After: 0
/busyonce/…   503 once, then as /good       /limited/…   429 always, Retry-After: 60
/line/…       one event of 10 MB            /big/…       64 MiB of zeros
/refuse/…     400 with a long message       /redirect/…  302
/hangup/…     closes without an answer      /empty/…     no choices
/midway/…     an error inside the stream    /echo/…      a completion whose text is the request it got
/told/…       the answer that stands in [brackets] at the end of the question; of several with OR ELSE between them the
              first to who wants the likeliest, each in turn to who draws
/lastcolumn/… selects the last column of the [schema.table] at the end of the question, as the prompt lists it
/moody/…      as /told nine times in ten; else late, cut short, no JSON, busy, closed without an answer, or wrong SQL
/free/…       400 to whoever sends a grammar, else as /good
/good/…       a right answer                /llama/… /vllm/… /ollama/…   the same, with that server's own pages
/counted      {"connections": N, "requests": N, "aborted": N}

Standard library only.
"""
import json
import os
import random
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COUNTS = {"connections": 0, "requests": 0, "aborted": 0}
SEEN = set()
LOCK = threading.Lock()
ANSWER = "SELECT 'é' AS word"
WRONG = ["SELECT count(*) FROM itm", "SELECT nothing FROM item", "DELETE FROM item", "SELECT count(* FROM item WHERE",
         "SELECT pg_sleep(20)", "There is no way to know."]
MOODS = {"told": 90, "late": 4, "cut": 1, "garbage": 1, "busy": 1, "hangup": 1, "wrong": 2}
PAGES = {
    ("llama", "/props"): {"default_generation_settings": {"n_ctx": 4096}, "total_slots": 2},
    ("vllm", "/version"): {"version": "0.15.0"},
    ("ollama", "/api/version"): {"version": "0.13.0"},
}


def count(what):
    with LOCK:
        COUNTS[what] += 1


def pieces(text):
    return [text[i:i + 3] for i in range(0, len(text), 3)]


def told(request):
    texts = [message["content"] for message in request.get("messages", [])] + [request.get("prompt") or ""]
    found = re.findall(r"\[ ?(.*?)\]\"?$", "\n".join(texts), re.M)
    return found[0] if found else "REFUSE"


def mood(request):
    """How a request is treated that nobody can foresee; what is not a stream cannot be cut, and comes short."""
    how = random.choices(list(MOODS), MOODS.values())[0]
    if how == "late":
        time.sleep(random.uniform(0.2, 1.5))
        return "told"
    return "short" if how == "cut" and not request.get("stream") else how


def last_column(request):
    """What a model does, in small: the answer follows from the schema in the prompt."""
    text = "\n".join(message["content"] for message in request.get("messages", []))
    table = told(request)
    listed = re.search(r"^" + re.escape(table) + r"\b[^\n]*\n((?:  \S[^\n]*\n)+)", text, re.M)
    if not listed:
        return "REFUSE"
    return "SELECT " + listed[1].strip().split("\n")[-1].split()[0] + " FROM " + table


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        count("connections")

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.serve(b"")

    def do_POST(self):
        self.serve(self.rfile.read(int(self.headers.get("content-length", 0))))

    def serve(self, body):
        if self.path == "/counted":
            return self.json(COUNTS)
        count("requests")
        _, how, rest = (self.path + "//").split("/", 2)
        rest = "/" + rest.strip("/")
        try:
            self.behave(how, rest, body)
        except OSError:
            count("aborted")
            self.close_connection = True

    def behave(self, how, rest, body):
        if (how, rest) in PAGES:
            return self.json(PAGES[how, rest])
        if self.command == "GET" and how not in ("slow", "redirect", "drip", "big", "short", "hangup", "cut"):
            return self.page(how, rest)
        if how == "moody":
            how = mood(json.loads(body or b"{}"))
        once = how == "busyonce" and self.path not in SEEN
        SEEN.add(self.path)
        if how == "slow":
            time.sleep(30)
        elif how == "busy" or once:
            return self.json({"error": {"message": "Loading model"}}, 503, {"Retry-After": "0"})
        elif how == "limited":
            return self.json({"error": {"message": "quota used up"}}, 429, {"Retry-After": "60"})
        elif how == "refuse":
            return self.json({"error": {"message": "bad prompt " + "x" * 5000}}, 400)
        elif how == "free" and b'"grammar"' in body:
            return self.json({"error": {"message": "grammars are not supported"}}, 400)
        elif how == "garbage":
            return self.plain(b"<html>It works!</html>")
        elif how == "empty":
            return self.json({"choices": []})
        elif how == "redirect":
            return self.plain(b"", 302, {"Location": "/good/v1/models"})
        elif how == "hangup":
            self.close_connection = True
            return
        elif how == "short":
            return self.plain(b'{"choices": [', announced=1000)
        elif how == "big":
            self.head(200, {"Content-Length": 64 << 20})
            for _ in range(64):
                self.wfile.write(bytes(1 << 20))
            return
        elif how == "drip":
            self.head(200, {"Transfer-Encoding": "chunked"})
            for n in range(500):
                self.chunk(b"data: %d\n\n" % n)
                time.sleep(0.02)
            return self.chunk(b"")
        elif how == "line":
            self.head(200, {"Transfer-Encoding": "chunked", "Content-Type": "text/event-stream"})
            for _ in range(10):
                self.chunk(b"data: " + b"x" * (1 << 20))
            return self.chunk(b"")
        self.complete(how, rest, json.loads(body or b"{}"))

    def page(self, how, rest):
        if rest == "/v1/models":
            return self.json({"data": [{"id": how + "-model", "max_model_len": 8192}]})
        if rest == "/health":
            return self.json({"status": "ok"})
        self.json({"error": {"message": "no such page"}}, 404)

    def complete(self, how, rest, request):
        chat = rest == "/v1/chat/completions"
        seen = {"path": rest, "body": request, "headers": {k.lower(): v for k, v in self.headers.items()}}
        texts = [json.dumps(seen)] if how == "echo" else told(request).split(" OR ELSE ") if how == "told" else [ANSWER]
        if how == "wrong":
            texts = [random.choice(WRONG)]
        first = (request.get("seed") or 0) if request.get("temperature") else 0
        text = texts[first % len(texts)]
        if how == "lastcolumn":
            text = last_column(request)
        if request.get("stream"):
            return self.stream(how, chat, text)
        wanted = request.get("n", 1)
        choices = []
        for index in range(wanted):
            text = texts[(first + index) % len(texts)]
            if chat:
                choice = {"message": {"role": "assistant", "content": text},
                          "logprobs": {"content": [{"token": "a", "logprob": -0.5}, {"token": "b", "logprob": -1.5}]}}
            else:
                choice = {"text": text, "logprobs": {"token_logprobs": [-0.25, -0.75, None]}}
            choices.append({"index": index, "finish_reason": "stop", **choice})
        self.json({"model": how, "choices": choices, "usage": {"prompt_tokens": 7, "completion_tokens": 5 * wanted}})

    def stream(self, how, chat, text):
        self.head(200, {"Transfer-Encoding": "chunked", "Content-Type": "text/event-stream"})
        parts = pieces(text)
        for n, piece in enumerate(parts):
            if how in ("cut", "midway") and n == 2:
                break
            choice = {"delta": {"content": piece}} if chat else {"text": piece}
            self.event({"model": how, "choices": [{"index": 0, "finish_reason": None, **choice}]})
        if how == "midway":
            self.event({"error": {"message": "out of memory"}})
        elif how != "cut":
            last = {"delta": {}} if chat else {"text": ""}
            self.event({"model": how, "choices": [{"index": 0, "finish_reason": "stop", **last}],
                        "usage": {"prompt_tokens": 7, "completion_tokens": len(parts)}})
            self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def event(self, value):
        self.chunk(b"data: " + json.dumps(value).encode() + b"\n\n")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def json(self, value, status=200, headers=None):
        self.plain(json.dumps(value).encode(), status, headers)

    def plain(self, data, status=200, headers=None, announced=None):
        self.head(status, {"Content-Length": announced or len(data), **(headers or {})})
        self.wfile.write(data)
        if announced:
            self.close_connection = True

    def head(self, status, headers):
        self.send_response(status)
        self.send_header("X-Connection", str(self.client_address[1]))
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


def main():
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    while os.read(0, 4096):
        pass


if __name__ == "__main__":
    sys.exit(main())
