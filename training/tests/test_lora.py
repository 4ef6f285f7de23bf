"""lora.py on a tiny random model; runs only where requirements-lora.txt is installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("transformers")
pytest.importorskip("peft")

import gguf  # noqa: E402
import torch  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402
from transformers import AutoModelForCausalLM, LlamaConfig, PreTrainedTokenizerFast, Qwen2Config  # noqa: E402

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

import lora  # noqa: E402

TEMPLATE = ("{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}{% endfor %}"
            "{% if add_generation_prompt %}<|assistant|>{% endif %}")
SMALL = {"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4,
         "num_key_value_heads": 2, "max_position_embeddings": 256}


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("lora") / "chat.jsonl"
    rows = [{"messages": [{"role": "system", "content": "Write SQL."}, {"role": "user", "content": f"how many {t}?"},
                          {"role": "assistant", "content": f"SELECT count(*) FROM {t}"}]}
            for t in ("tents", "boots", "ropes", "stoves", "maps", "lamps", "cups", "bags")]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def base(folder: Path, config) -> Path:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer.train_from_iterator([], trainers.BpeTrainer(
        vocab_size=300, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=["<eos>"]))
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<eos>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    AutoModelForCausalLM.from_config(config(vocab_size=len(fast), **SMALL)).save_pretrained(folder)
    return folder


def run(*more: object) -> None:
    done = subprocess.run([sys.executable, str(HERE.parent / "lora.py"), *map(str, more)], capture_output=True,
                          text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    assert done.returncode == 0, done.stderr[-2000:]


def losses(out: Path) -> list[float]:
    return [json.loads(line)["loss"] for line in (out / "metrics.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("config", [LlamaConfig, Qwen2Config])
def test_an_adapter_learns_and_is_written_in_every_form(tmp_path, data, config):
    folder, out = base(tmp_path / "base", config), tmp_path / "out"
    run("--base", folder, "--data", data, "--out", out, "--merge", "--rank", 4, "--lr", 5e-3, "--epochs", 20, "--batch", 4)
    seen = losses(out)
    assert seen[-1] < 0.9 * seen[0]
    adapter = load_file(out / "adapter_model.safetensors")
    tensors = {t.name: t for t in gguf.GGUFReader(out / "adapter.gguf").tensors}
    assert len(tensors) == len(adapter) == 2 * 7 * 2
    down = next(v for k, v in adapter.items() if "layers.1.mlp.down_proj.lora_A" in k)
    assert torch.equal(torch.from_numpy(tensors["blk.1.ffn_down.weight.lora_a"].data.copy()), down)
    query = next(v for k, v in adapter.items() if "layers.0.self_attn.q_proj.lora_B" in k)
    wanted = lora.neighbours(query, 4) if config is LlamaConfig else query
    assert torch.equal(torch.from_numpy(tensors["blk.0.attn_q.weight.lora_b"].data.copy()), wanted)
    merged, plain = (AutoModelForCausalLM.from_pretrained(f) for f in (out / "merged", folder))
    key = "model.layers.0.mlp.up_proj.weight"
    a, b = (next(v for k, v in adapter.items() if f"layers.0.mlp.up_proj.lora_{x}" in k) for x in "AB")
    torch.testing.assert_close(merged.state_dict()[key], plain.state_dict()[key] + 32 / 4 * b @ a)


def test_all_weights_and_on_after_an_end(tmp_path, data):
    folder, out = base(tmp_path / "base", LlamaConfig), tmp_path / "out"
    run("--base", folder, "--data", data, "--out", out, "--full", "--epochs", 5, "--batch", 4, "--lr", 3e-3)
    assert (out / "merged" / "model.safetensors").exists()
    first = losses(out)
    # Called for longer, it goes on instead of beginning anew.
    run("--base", folder, "--data", data, "--out", out, "--full", "--epochs", 8, "--batch", 4, "--lr", 3e-3)
    both = losses(out)
    assert both[: len(first)] == first and len(first) < len(both) == 16
    assert both[-1] < first[0]
