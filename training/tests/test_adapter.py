"""An adapter to our own model: only it is learnt, llama.cpp adds it to the base's file, and what goes on from it keeps it."""

import importlib
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest
import torch

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import export  # noqa: E402
import fake  # noqa: E402
import tokenizer as vocabulary  # noqa: E402
from model import Config, Model, load, save  # noqa: E402

torch.set_num_threads(1)


def call(script: str, *words: object, status: int = 0) -> str:
    """Runs a script in this process, where torch is loaded already; gives back what it said."""
    said, code = io.StringIO(), 0
    with redirect_stdout(said), redirect_stderr(said), patch.object(sys, "argv", [script, *map(str, words)]):
        try:
            importlib.import_module(script.removesuffix(".py")).main()
        except SystemExit as end:
            code = end.code or 0
    assert code == status, said.getvalue()
    return said.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """base.pt as a shipped file gives it back (rounded to Q8_0), base.gguf, pairs, and out/ tuned by an adapter in two calls."""
    path = tmp_path_factory.mktemp("adapter")
    data = fake.write(path / "data.jsonl.gz", 40, fixed=True)
    tokenizer = vocabulary.train([data], 400)
    torch.manual_seed(0)
    model = Model(Config(tokenizer.get_vocab_size(), dim=64, layers=2, heads=4, kv_heads=2, ffn=128, context=512))
    torch.nn.init.normal_(model.embedding.weight, std=0.2)  # the head is frozen: it must be able to be sure
    save(path / "random.pt", model, tokenizer=tokenizer.to_str())
    export.export(path / "random.pt", path / "base.gguf", "q8_0", "Test", {})
    call("base.py", path / "base.gguf", path / "base.pt")
    more = ["--data", data, "--init", path / "base.pt", "--lora", 8, "--tokens", 60000, "--lr", 0.02, "--threads", 1, "--resume",
            "--out", path / "out", "--step-tokens", 1024, "--batch-tokens", 1024, "--evals", 0, "--eval-sample", 8]
    said = call("train.py", *more, "--call-minutes", 1e-3, status=75)
    assert "call again" in said and not (path / "out" / "model.pt").exists()
    assert "resuming" in call("train.py", *more, "--workers", 1)
    return path


def test_only_the_adapter_is_learnt(folder):
    base, tuned = load(folder / "base.pt")[0], load(folder / "out" / "model.pt")[0]
    kept = {name: weight for name, weight in tuned.state_dict().items() if not name.endswith((".a", ".b"))}
    assert tuned.config.rank == 8 and all(torch.equal(weight, kept[name]) for name, weight in base.state_dict().items())
    assert all(matrix.b.any() for matrix in tuned.matrices())
    lines = [json.loads(line) for line in (folder / "out" / "metrics.jsonl").read_text().splitlines()]
    seen = [line["loss"] for line in lines if "loss" in line]
    assert seen[-1] < 0.75 * seen[0]


def test_llama_cpp_agrees_with_base_and_adapter(folder):
    call("export.py", folder / "out" / "model.pt", folder / "adapter.gguf", "--adapter")
    assert (folder / "adapter.gguf").stat().st_size < 0.5 * (folder / "base.gguf").stat().st_size
    words = [folder / "out" / "model.pt", folder / "base.gguf", "--data", folder / "data.jsonl.gz", "--count", 4]
    assert "agree: adapter.gguf" in call("agree.py", *words, "--lora", folder / "adapter.gguf", "--tolerance", 0.2)
    assert "DISAGREE" in call("agree.py", *words, "--tolerance", 0.2, status=1)  # the base alone is another model


def test_an_adapter_can_be_worked_in(folder):
    tuned, saved = load(folder / "out" / "model.pt")
    whole = tuned.adapted(0)
    assert whole.config.rank == 0 and whole.count() < tuned.count()
    ids, mask = torch.arange(20)[None], torch.zeros(1, 1, 20, 20)
    for other in (whole, tuned.adapted(4)):
        torch.testing.assert_close(other(ids, ids, mask), tuned(ids, ids, mask), atol=1e-5, rtol=1e-4)
    # Written whole, it is the merged model.
    export.export(folder / "out" / "model.pt", folder / "whole.gguf", "f16", "Test", {})
    assert "agree: whole.gguf" in call("agree.py", folder / "out" / "model.pt", folder / "whole.gguf", "--count", 2)


def test_a_model_without_adapter_says_so(folder):
    assert "no adapter" in call("export.py", folder / "base.pt", folder / "none.gguf", "--adapter", status=2)
    assert "--init" in call("train.py", "--data", "x", "--out", folder / "x", "--tokenizer", "x", "--tokens", 1, "--lora", 4, status=2)
