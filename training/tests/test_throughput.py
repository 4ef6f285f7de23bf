"""What training is measured against, and the script for a GPU rehearsed on the processor."""

import json
import os
import subprocess
import sys
from pathlib import Path

import gguf
import pytest
import torch
from torch.nn import functional as F

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import fake  # noqa: E402
import throughput  # noqa: E402
from model import Config, Model, attend, visible  # noqa: E402

SIZES = "--dim 64 --layers 2 --heads 2 --kv-heads 1 --ffn 128"


def test_the_bare_products_are_those_of_a_step():
    model = Model(Config(500, dim=64, layers=3, heads=4, kv_heads=2, ffn=96))
    found = throughput.products(model, rows=5, length=48, asked=31)
    assert throughput.operations(found) == pytest.approx(model.flops(5 * 48, 48, 31))


def test_both_ways_of_attention_say_the_same():
    torch.manual_seed(0)
    q, k, v = (torch.randn(2, 3, 20, 16, requires_grad=True) for _ in range(3))
    mask = visible(torch.ones(20, 20, dtype=torch.bool).tril())
    both = [attend(q, k, v, mask), F.scaled_dot_product_attention(q, k, v, attn_mask=mask)]
    torch.testing.assert_close(*both)
    torch.testing.assert_close(*(torch.autograd.grad(out.square().sum(), (q, k, v)) for out in both))


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return fake.write(tmp_path_factory.mktemp("gpu") / "data.jsonl.gz", 60)


def script(name: str, *words: object, **more: str) -> subprocess.CompletedProcess:
    environment = {"PYTHON": sys.executable, "DEVICE": "cpu", "SIZES": SIZES, "BATCH": "1024", "BATCHES": "1024",
                   "WORKERS": "1", "THREADS": "1", "COMPILE": "", "COMPILES": "no", "ROUNDS": "1"}
    return subprocess.run(["sh", str(HERE.parent / "runs" / name), *map(str, words)], capture_output=True, text=True,
                          env=os.environ | environment | more)


def test_the_run_for_a_gpu_goes_on_from_call_to_call(tmp_path, data):
    first = script("gpu.sh", data, tmp_path, 40000, CALL="0.001")
    assert first.returncode == 75 and not (tmp_path / "model.pt").exists(), first.stderr
    last = script("gpu.sh", data, tmp_path, 40000, LR="0.01")
    assert last.returncode == 0 and "resuming" in last.stderr and "agree:" in last.stdout, last.stdout + last.stderr
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    tokens = [line["tokens"] for line in lines]
    assert tokens == sorted(tokens) and tokens[-1] >= 40000
    assert len(gguf.GGUFReader(tmp_path / "dragoman-general-q8_0.gguf").tensors) == 2 + 2 * 9


def test_the_probe_measures_what_it_is_asked_for(tmp_path, data):
    done = script("gpu-probe.sh", data, tmp_path)
    assert done.returncode == 0, done.stderr
    head, line = (tmp_path / "probe.txt").read_text().splitlines()
    found = json.loads(line)
    assert head == "batch 1024, compiled: no" and found["parameters"] < 1e6
    assert min(found["tokens_per_second"], found["step_gflops"], found["products_gflops"], found["ratio"]) > 0
