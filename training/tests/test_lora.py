"""lora.py on tiny random models: what it writes, against llama.cpp; several processes; a kill. Needs requirements-lora.txt."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import gguf
import pytest
import torch

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

pytest.importorskip("transformers", reason="training/requirements-lora.txt is not installed")

from peft import PeftModel  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from transformers import AutoModelForCausalLM, AutoTokenizer, Qwen2Config  # noqa: E402

import agree  # noqa: E402
import export  # noqa: E402
import fake  # noqa: E402
import huggingface  # noqa: E402
import lora  # noqa: E402
import tokenizer as vocabulary  # noqa: E402
from model import Config, Model, save  # noqa: E402

SMALL = {"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4,
         "num_key_value_heads": 2, "max_position_embeddings": 256}

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """Conversations whose answers are of one length, so that a mean over processes is a mean over conversations."""
    path = tmp_path_factory.mktemp("lora") / "chat.jsonl"
    rows = [{"messages": [{"role": "user", "content": f"<|question|> how many {t} ?<|sql|>"},
                          {"role": "assistant", "content": f" select count ( * ) from <t{n}>"}]}
            for n, t in enumerate(("tents", "boots", "ropes", "maps", "lamps", "cups", "bags", "axes"))]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def llama(tmp_path_factory) -> Path:
    """A random model of our own: model.pt, base.gguf, and the Hugging Face folder `base`."""
    folder = tmp_path_factory.mktemp("llama")
    tokenizer = vocabulary.train([fake.write(folder / "data.jsonl.gz", 20)], 300)
    torch.manual_seed(0)
    model = Model(Config(tokenizer.get_vocab_size(), dim=64, layers=2, heads=4, kv_heads=2, ffn=96, context=256))
    torch.nn.init.normal_(model.embedding.weight, std=0.2)
    for matrix in model.matrices():  # far from nothing, so that a wrong adapter would show
        torch.nn.init.normal_(matrix.weight, std=0.1)
    save(folder / "model.pt", model, tokenizer=tokenizer.to_str())
    export.export(folder / "model.pt", folder / "base.gguf", "f16", "Test", {})
    huggingface.export(folder / "model.pt", folder / "base")
    return folder


def command(base: Path, data: Path, out: Path, *more: object) -> list[str]:
    named = {"--base": base, "--data": data, "--out": out, "--rank": 4, "--lr": 5e-3}
    return [str(HERE.parent / "lora.py"), *(str(word) for pair in named.items() for word in pair), *map(str, more)]


@pytest.fixture
def run(monkeypatch):
    """Runs lora.py in this process: importing transformers once is enough."""
    def call(*words: object) -> None:
        monkeypatch.setattr(sys, "argv", command(*words))
        lora.main()
    return call


def losses(out: Path) -> list[float]:
    return [json.loads(line)["loss"] for line in (out / "metrics.jsonl").read_text().splitlines()]


def test_llama_cpp_with_the_adapter_is_transformers_with_it(tmp_path, data, llama, run):
    run(llama / "base", data, tmp_path, "--epochs", 20, "--batch", 4, "--merge")
    assert losses(tmp_path)[-1] < 0.7 * losses(tmp_path)[0]
    tokenizer = AutoTokenizer.from_pretrained(llama / "base")
    plain = AutoModelForCausalLM.from_pretrained(llama / "base")
    model = PeftModel.from_pretrained(plain, tmp_path).eval()
    ids = [tokenizer(p)["input_ids"] for p in ("<|question|> how many cups ?<|sql|>", "<|question|> list <c3><|sql|>")]
    with torch.no_grad():
        expected = [model(torch.tensor([row])).logits[0, -1].log_softmax(-1) for row in ids]
        merged = AutoModelForCausalLM.from_pretrained(tmp_path / "merged")
        torch.testing.assert_close(merged(torch.tensor(ids[:1])).logits[0, -1].log_softmax(-1), expected[0])
        with model.disable_adapter():
            without = model(torch.tensor(ids[:1])).logits[0, -1].log_softmax(-1)
    assert float((without - expected[0]).abs().max()) > 0.5  # the comparison means something
    with agree.Server(llama / "base.gguf", 256, tmp_path / "adapter.gguf") as server:
        for row, wanted in zip(ids, expected):
            step = server.ask("/completion", {"prompt": row, "n_predict": 1, "temperature": 0, "n_probs": 20})
            top = step["completion_probabilities"][0]["top_logprobs"]
            assert top[0]["id"] == int(wanted.argmax())
            assert max(abs(item["logprob"] - float(wanted[item["id"]])) for item in top) < 0.05


def test_other_architectures_keep_the_order_of_their_rows(tmp_path, data, llama, run):
    base, out = tmp_path / "base", tmp_path / "out"
    tokenizer = AutoTokenizer.from_pretrained(llama / "base")
    tokenizer.save_pretrained(base)
    torch.manual_seed(0)
    AutoModelForCausalLM.from_config(Qwen2Config(vocab_size=len(tokenizer), **SMALL)).save_pretrained(base)
    run(base, data, out, "--epochs", 2, "--checkpointing")
    adapter = load_file(out / "adapter_model.safetensors")
    reader = gguf.GGUFReader(out / "adapter.gguf")
    tensors = {t.name: t for t in reader.tensors}
    assert reader.get_field("general.architecture").contents() == "qwen2"
    assert len(tensors) == len(adapter) == 2 * 7 * 2
    query = next(v for k, v in adapter.items() if "layers.0.self_attn.q_proj.lora_B" in k)
    assert torch.equal(torch.from_numpy(tensors["blk.0.attn_q.weight.lora_b"].data.copy()), query) and query.any()


def test_all_weights_in_calls_of_limited_time_and_on_after_an_end(tmp_path, data, llama, run):
    short = ("--full", "--epochs", 5, "--batch", 4, "--call-minutes", 1e-9)
    for calls in range(1, 20):
        try:
            run(llama / "base", data, tmp_path, *short)
            break
        except SystemExit as end:
            assert end.code == 75 and not (tmp_path / "metrics.json").exists()
    first = losses(tmp_path)
    assert calls == len(first) == 10  # a step a call
    assert (tmp_path / "merged" / "model.safetensors").exists() and (tmp_path / "metrics.json").exists()
    # Called for longer, it goes on instead of beginning anew.
    run(llama / "base", data, tmp_path, "--full", "--epochs", 8, "--batch", 4)
    both = losses(tmp_path)
    assert both[:10] == first and len(both) == 16
    assert both[-1] < first[0]


class Hung(Exception):
    """Processes that never came to their end, and where they were."""


class Several:
    """lora.py in two processes under torchrun."""

    def __init__(self, said: Path, words: list[str]):
        launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
        quiet = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONFAULTHANDLER": "1"}
        self.said, self.end = said, time.monotonic() + 180  # it takes 10 to 30 seconds
        with open(said, "w") as file:
            self.process = subprocess.Popen(launcher + words, env=quiet, stdout=file, stderr=file)

    def children(self) -> list[int]:
        return [int(word) for word in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def words(self) -> str:
        return self.said.read_text(errors="replace")[-6000:]

    def status(self, *, or_when=lambda: False) -> int | None:
        """The status that it ends with; None if it goes on and `or_when` holds. Raises Hung when it takes too long."""
        while self.process.poll() is None and not or_when():
            time.sleep(0.01)
            if time.monotonic() > self.end:
                everyone = [*self.children(), self.process.pid]
                for sign in (signal.SIGABRT, signal.SIGKILL):  # the first makes them say where they are
                    for pid in everyone:
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, sign)
                    time.sleep(1)
                raise Hung(self.words())
        return self.process.poll()


def test_two_processes_are_as_one_and_go_on_after_a_kill(tmp_path, data, llama, run):
    # One of some thirty runs of CI never came to its end in here, for a reason that it did not say: next time it does, and the
    # promise is tried a second time.
    try:
        two_processes(tmp_path / "first", data, llama, run)
    except Hung as hung:
        print(hung)
        two_processes(tmp_path / "second", data, llama, run)


def two_processes(folder: Path, data: Path, llama: Path, run) -> None:
    def several(epochs: float) -> Several:
        return Several(folder / "said", command(llama / "base", data, two, "--epochs", epochs, "--batch", 2, "--checkpointing",
                                                "--save-steps", 5))

    folder.mkdir()
    one, two = folder / "one", folder / "two"
    run(llama / "base", data, one, "--epochs", 100, "--batch", 4)
    killed = several(100)
    killed.status(or_when=(two / "state.pt").exists)
    workers = killed.children()
    assert len(workers) == 2, killed.words()
    os.kill(workers[0], signal.SIGKILL)
    assert killed.status() != 0 and not (two / "metrics.json").exists(), "ended before it could be killed"
    step = torch.load(two / "state.pt", weights_only=True)["step"]
    before = losses(two)[:step]
    assert before == pytest.approx(losses(one)[:step], rel=0.05, abs=0.01) and step >= 5
    done = several(step / 2 + 4)  # two steps an epoch
    assert done.status() == 0, done.words()
    after = losses(two)
    assert len(after) == step + 8 and after[:step] == before and after[-1] < 0.7 * after[0]
    first, second = (load_file(where / "adapter_model.safetensors") for where in (one, two))
    assert {k: v.shape for k, v in first.items()} == {k: v.shape for k, v in second.items()}
