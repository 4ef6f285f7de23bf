"""Does llama.cpp do with the GGUF file what PyTorch does with the checkpoint?

    python agree.py MODEL.pt MODEL.gguf [--lora ADAPTER.gguf] [--data DEV.jsonl.gz] [--count 16] [--tolerance 0.05]

Compares, through the model server: token ids of many strings, greedy completions, and the
log-probabilities of the likeliest tokens. Prints one line; exits 1 where they disagree.
"""

import argparse
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from itertools import islice
from pathlib import Path

import cpu  # before torch
import torch
from tokenizers import Tokenizer

import tokenizer as vocabulary
from evaluate import greedy
from model import Model, load, visible

STRINGS = [
    "", " ", "  two  spaces ", "\n\n\ttabs\r\n", "how many singers are there?", "it's what we've done, isn't it",
    "naïve café — 10 €, 日本語 текст العربية", "emoji 👩‍👩‍👧 \u200b zero width", "<c12>", " <c12> , count ( * ) from <t3>",
    "<|question|> list <c1><c2> of <t0><|links|> <v0> 'o''brien' <c319><|sql|>", "<c320> <t64> <v16> <c> < c1 >",
    "1234567890 3.14 -7 1,000,000", "a\u00a0b\u2003c", "under_score CamelCase UPPER", "\x00\x01\x7f", "<|unknown|> <|", "x" * 300,
    "select * from t where a >= 'x' and b <> 2;", "   leading", "trailing   ", "'S 'll 'LL ''re",
]
PROMPTS = [
    "<|schema|> <t1> singer : <c4> name <c7> age<|question|> how many singers are there ?<|links|> <t1><|sql|>",
    "<|question|> show the name of all singers older than 30<|sql|>",
]

SERVER = """
import signal, sys, xllamacpp as x
p = x.CommonParams(); p.model.path = sys.argv[1]; p.hostnames = ["127.0.0.1"]; p.port = 0
if sys.argv[3:]: p.lora_adapters = [x.CommonAdapterLoraInfo(sys.argv[3], 1.0)]
p.n_ctx = int(sys.argv[2]); p.n_parallel = 1; p.cpuparams.n_threads = 1; p.cpuparams_batch.n_threads = 1
s = x.Server(p); print("listening", s.listening_address, flush=True)
signal.sigwait({signal.SIGTERM, signal.SIGINT})
"""


class Server:
    """A llama.cpp server for one file on a free loopback port, for the time of a `with`."""

    def __init__(self, path: Path, context: int, adapter: Path | None = None):
        self.command = [sys.executable, "-c", SERVER, str(path), str(context), *([str(adapter)] if adapter else [])]

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("listening"):
                self.address = line.split()[1]
                return self
        raise SystemExit("agree: the model server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def ask(self, path: str, body: dict) -> dict:
        """POSTs JSON; asks again while the model is still being loaded (503)."""
        request = urllib.request.Request(
            self.address.rstrip("/") + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        for _ in range(100):
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(0.1)
        raise SystemExit("agree: the model server stayed busy")


@torch.no_grad()
def logprobs(model: Model, ids: list[int]) -> torch.Tensor:
    """[T, V] log-probabilities of what follows each token."""
    keys = torch.arange(len(ids))
    mask = visible((keys[:, None] >= keys[None])[None, None])
    return model.head(model(torch.tensor([ids]), keys[None], mask)[0]).log_softmax(-1)


def compare(model: Model, tokenizer: Tokenizer, server: Server, strings: list[str], prompts: list[str],
            room: int, top: int = 5) -> dict:
    """Counts what differs. A greedy step differs only where PyTorch's two best are further apart than noise."""
    def encode(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    def served(text: str) -> list[int]:
        return server.ask("/tokenize", {"content": text, "add_special": True, "parse_special": True})["tokens"]

    unlike = [text for text in strings + prompts if encode(text) != served(text)]
    end = tokenizer.token_to_id(vocabulary.END)
    same = 0
    gaps: list[float] = []
    close_calls: list[float] = []  # how sure PyTorch was where the two chose differently
    for prompt in prompts:
        ids = encode(prompt)
        wanted = greedy(model, [ids], end, room)[0]
        answer = server.ask("/completion", {
            "prompt": prompt, "n_predict": room, "temperature": 0, "n_probs": top, "return_tokens": True,
            "cache_prompt": False, "repeat_penalty": 1.0, "samplers": ["temperature"],
        })
        got = [step["id"] for step in answer["completion_probabilities"]]
        if len(got) < room and got[-1:] != [end]:
            got.append(end)  # the server does not list the end token
        expected = logprobs(model, ids + got)
        for n, step in enumerate(answer["completion_probabilities"]):
            here = expected[len(ids) - 1 + n]
            gaps += [abs(float(here[item["id"]]) - item["logprob"]) for item in step["top_logprobs"]]
        same += wanted == got
        if wanted != got:
            fork = next((n for n, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)) - 1)
            here = expected[len(ids) - 1 + fork]
            close_calls.append(float(here[wanted[fork]] - here[got[fork]]))
    return {"strings": len(strings + prompts), "unlike": unlike, "prompts": len(prompts), "same": same,
            "worst": max(gaps), "mean": sum(gaps) / len(gaps), "fork": max(close_calls, default=0.0)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("--lora", type=Path, help="MODEL.gguf is the base, and this the adapter of MODEL.pt")
    parser.add_argument("--data", type=Path, help="pairs whose texts are used too; dev rows first choice")
    parser.add_argument("--count", type=int, default=16, help="prompts from the data")
    parser.add_argument("--room", type=int, default=48, help="tokens of a completion")
    parser.add_argument("--tolerance", type=float, help="nats; default 0.05 for F16, 0.5 for Q8_0")
    options = parser.parse_args()
    model, saved = load(options.checkpoint)
    model.eval()
    cpu.prepare(1)
    tokenizer = Tokenizer.from_str(saved["tokenizer"])
    strings, prompts = list(STRINGS), list(PROMPTS)
    if options.data:
        some = list(islice((r for r in vocabulary.rows(options.data) if r["split"] == "dev"), options.count))
        prompts = [r["prefix"] + r["prompt"] for r in some] or prompts
        strings += [r["prefix"] + r["prompt"] + r["completion"] for r in some]
    exact = is_f16(options.gguf)
    tolerance = options.tolerance or (0.05 if exact else 0.5)
    with Server(options.gguf, model.config.context, options.lora) as server:
        found = compare(model, tokenizer, server, strings, prompts, options.room)
    # where the two differ, PyTorch must have been undecided: closer than the tolerance of both tokens
    good = not found["unlike"] and found["worst"] <= tolerance and found["fork"] <= tolerance
    print(f"{'agree' if good else 'DISAGREE'}: {(options.lora or options.gguf).name}: token ids {found['strings'] - len(found['unlike'])}"
          f"/{found['strings']}, greedy {found['same']}/{found['prompts']} (widest fork {found['fork']:.4f}), "
          f"log-probabilities within {found['worst']:.4f} (mean {found['mean']:.5f}, allowed {tolerance})")
    for text in found["unlike"][:5]:
        print(f"  token ids differ: {text!r}", file=sys.stderr)
    sys.exit(0 if good else 1)


def is_f16(path: Path) -> bool:
    """Whether the matrices of a GGUF file are F16."""
    import gguf

    kinds = {tensor.tensor_type for tensor in gguf.GGUFReader(path).tensors}
    return gguf.GGMLQuantizationType.F16 in kinds


if __name__ == "__main__":
    main()
