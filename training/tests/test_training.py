"""The training code end to end on a tiny model: about a minute on two busy cores."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import data  # noqa: E402
import export  # noqa: E402
import fake  # noqa: E402
import tokenizer as vocabulary  # noqa: E402
from evaluate import greedy  # noqa: E402
from model import Config, Model, load, visible  # noqa: E402

TINY = ["--dim", "64", "--layers", "2", "--heads", "2", "--kv-heads", "1", "--ffn", "128", "--context", "512",
        "--step-tokens", "1024", "--batch-tokens", "1024", "--evals", "0", "--eval-sample", "8", "--lr", "0.01",
        "--threads", "1"]  # on contended cores two threads wait for each other

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """Fake data, general and fixed to one schema, and a tokenizer."""
    path = tmp_path_factory.mktemp("training")
    fake.write(path / "general.jsonl.gz", 60)
    fake.write(path / "fixed.jsonl.gz", 40, fixed=True)
    vocabulary.train([path / "general.jsonl.gz"], 400).save(str(path / "tokenizer.json"))
    return path


@pytest.fixture(scope="session")
def trained(folder) -> Path:
    """A tiny model trained to know the fixed schema by heart."""
    train(folder, "run", "--data", str(folder / "fixed.jsonl.gz"), "--tokens", "160000")
    return folder / "run"


def command(folder: Path, out: str, *more: str) -> list[str]:
    return [sys.executable, str(HERE.parent / "train.py"), "--out", str(folder / out),
            "--tokenizer", str(folder / "tokenizer.json"), *TINY, *more]


def train(folder: Path, out: str, *more: str) -> None:
    done = subprocess.run(command(folder, out, *more), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def metrics(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]


def test_tokenizer_round_trip(folder):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    special = [tokenizer.encode(text).ids for text in vocabulary.SPECIAL]
    assert all(len(ids) == 1 for ids in special) and len(special) == 5 + 64 + 320 + 16
    every_byte = "".join(map(chr, range(0x20))) + "é – 日本 👩‍👧 \u00a0\u200b ÿ\U0010ffff"
    for text in [every_byte, "<|question|> q<c12><t3>  <v0>\n<|sql|> x<|end|>", "<c320> <t64>", " a  b "]:
        assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text
    assert tokenizer.encode("<c12>x<|sql|>").tokens == ["<c12>", "x", "<|sql|>"]


def test_renumbered_tags_stay_told_apart(folder):
    """All numbers of a kind move up together, within their kind; nothing else changes; units differ."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    kinds = [data.Tags(tokenizer.token_to_id("<t0>"), 64), data.Tags(tokenizer.token_to_id("<c0>"), 320)]
    text = "<|schema|><t0> a:<c0> b<c63> c;<|question|> x<c63><v1><|sql|> select<c0><|end|>"
    before, moved = np.array(tokenizer.encode(text).ids), set()
    for seed in range(50):
        after = before.copy()
        data.renumber(after, kinds, np.random.default_rng(seed))
        shown = re.sub(r"<([tc])(\d+)>", lambda m: f"<{m[1]}*>", tokenizer.decode(after, skip_special_tokens=False))
        assert shown == re.sub(r"<([tc])(\d+)>", lambda m: f"<{m[1]}*>", text)
        numbers = [int(n) for n in re.findall(r"<c(\d+)>", tokenizer.decode(after, skip_special_tokens=False))]
        assert numbers == [n + numbers[0] for n in (0, 63, 63, 0)]
        moved.add(numbers[0])
    assert min(moved) == 0 and max(moved) > 150 and len(moved) > 20


def test_packed_is_as_alone(folder):
    """A pair's states are the same packed with others behind a prefix, in a shared row, and alone."""
    from train import forward

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    files = [data.load(folder / f"{name}.jsonl.gz", tokenizer) for name in ("general", "fixed")]
    planned = data.plan(files, [1, 1], row=256, limit=512, budget=1024, rng=np.random.default_rng(0))
    rows = next(rows for rows in planned if any(u.file == 0 for r in rows for u in r)
                and any(u.file == 1 for r in rows for u in r) and any(len(r) > 1 for r in rows))
    batch = data.build(rows, files, 0.1)
    torch.manual_seed(0)
    model = Model(Config(tokenizer.get_vocab_size(), dim=64, layers=2, heads=2, kv_heads=1, ffn=128, context=512)).eval()
    seen = {}
    with torch.no_grad():
        total = forward(model, lambda *a: seen.setdefault("states", model(*a)), batch, "cpu", False)
    compared, apart = 0, 0.0
    for b, row in enumerate(rows):
        at = 0
        for unit in row:
            prefix = files[unit.file].prefix_of(unit.pairs[0]).tolist()
            at += len(prefix)
            for i in unit.pairs:
                pair = files[unit.file].pair(i).tolist()
                ids = torch.tensor([prefix + pair])
                keys = torch.arange(ids.shape[1])
                with torch.no_grad():
                    alone = model(ids, keys[None], visible((keys[:, None] >= keys)[None, None]))[0]
                    loss = torch.nn.functional.cross_entropy(model.head(alone[:-1]), ids[0, 1:], reduction="none")
                weight = torch.zeros(len(loss))
                begin, end = files[unit.file].question[i]
                weight[len(prefix) + begin - 1 : len(prefix) + end - 1] = 0.1
                weight[len(prefix) + files[unit.file].answer[i] - 1 :] = 1
                apart += float((loss * weight).sum())
                torch.testing.assert_close(seen["states"][b, at : at + len(pair)], alone[len(prefix) :], atol=1e-4, rtol=1e-4)
                at += len(pair)
                compared += 1
    assert compared > 5
    assert float(total) == pytest.approx(apart, rel=1e-4)


def test_every_pair_once_and_well_filled(folder):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    files = [data.load(folder / f"{name}.jsonl.gz", tokenizer) for name in ("general", "fixed")]
    planned = data.plan(files, [2, 1], row=256, limit=512, budget=2048, rng=np.random.default_rng(0))
    used = [(u.file, i) for rows in planned for row in rows for u in row for i in u.pairs]
    for n, times in ((0, 2), (1, 1)):
        train_pairs = np.flatnonzero(~files[n].dev)
        assert sorted(i for file, i in used if file == n) == sorted(train_pairs.tolist() * times)
    assert data.fill_rate(planned) > 0.9


def test_learns_by_heart(folder, trained):
    """The loss falls, greedy decoding reproduces, and decoding in a padded batch changes nothing."""
    lines = [line for line in metrics(trained) if "loss" in line]
    assert lines[-1]["loss"] < 0.4
    final = json.loads((trained / "metrics.json").read_text())
    assert final["all"]["exact"] > 0.9, final
    model, saved = load(trained / "model.pt")
    tokenizer = Tokenizer.from_str(saved["tokenizer"])
    end = tokenizer.token_to_id(vocabulary.END)
    prompts = [tokenizer.encode(row["prompt"]).ids for row in list(vocabulary.rows(folder / "fixed.jsonl.gz"))[:5]]
    assert greedy(model, prompts, end, 30) == [greedy(model, [p], end, 30)[0] for p in prompts]
    assert (trained / "loss.png").stat().st_size > 1000


def test_resume_after_kill(folder):
    """Killed with -9 and resumed, a run ends where an undisturbed one ends."""
    more = ["--data", str(folder / "general.jsonl.gz"), "--tokens", "40000"]
    train(folder, "whole", *more)
    process = subprocess.Popen(command(folder, "killed", *more, "--save-seconds", "0"), stderr=subprocess.DEVNULL)
    state = folder / "killed" / "state.pt"
    while process.poll() is None and not (state.exists() and torch.load(state, weights_only=True)["at"]["step"] >= 5):
        time.sleep(0.05)
    assert process.poll() is None, "ended before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (folder / "killed" / "model.pt").exists()
    train(folder, "killed", *more, "--resume")
    whole, killed = (json.loads((folder / run / "metrics.json").read_text()) for run in ("whole", "killed"))
    assert whole["step"] == killed["step"] and whole["tokens"] == killed["tokens"]
    assert killed["dev_loss"] == pytest.approx(whole["dev_loss"], abs=0.01)


def test_fine_tuning_starts_from_a_checkpoint(folder, trained):
    """--init brings sizes and tokenizer, and starts where the other left off."""
    train(folder, "tuned", "--init", str(trained / "model.pt"), "--data", str(folder / "fixed.jsonl.gz"), "--tokens", "3000")
    assert [line for line in metrics(folder / "tuned") if "loss" in line][0]["loss"] < 1.0


def test_the_end_may_be_a_mean_with_the_start(folder, trained):
    """--average moves every weight the same share of the way back to --init's."""
    more = ("--init", str(trained / "model.pt"), "--data", str(folder / "fixed.jsonl.gz"), "--tokens", "3000")
    train(folder, "far", *more)
    train(folder, "near", *more, "--average", "0.25")
    start, far, near = (load(run / "model.pt")[0] for run in (trained, folder / "far", folder / "near"))
    for a, b, c in zip(start.parameters(), far.parameters(), near.parameters(), strict=True):
        assert torch.allclose(c, a.lerp(b, 0.25), atol=1e-5)
    assert not torch.allclose(start.embedding.weight, near.embedding.weight)


@pytest.mark.parametrize("kind", ["f16", "q8_0"])
def test_llama_cpp_agrees(folder, trained, kind):
    out = folder / f"{kind}.gguf"
    export.export(trained / "model.pt", out, kind, "Test", {"general.license": "MIT"})
    done = subprocess.run([sys.executable, str(HERE.parent / "agree.py"), str(trained / "model.pt"), str(out),
                           "--data", str(folder / "fixed.jsonl.gz"), "--count", "8"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "agree:" in done.stdout


def test_disagreement_is_noticed(folder, trained):
    """agree.py is worth something only if it can fail: a head of wrong rotation must be found."""
    original, export.pairs = export.pairs, lambda weight, heads: weight
    try:
        export.export(trained / "model.pt", folder / "wrong.gguf", "f16", "Test", {})
    finally:
        export.pairs = original
    done = subprocess.run([sys.executable, str(HERE.parent / "agree.py"), str(trained / "model.pt"),
                           str(folder / "wrong.gguf"), "--data", str(folder / "fixed.jsonl.gz"), "--count", "4"],
                          capture_output=True, text=True)
    assert done.returncode == 1 and "DISAGREE" in done.stdout, done.stdout + done.stderr
