"""A GGUF file read back is the checkpoint that it was written from; a script ends with who waits for it."""

import subprocess
import sys
import time
from pathlib import Path

import gguf
import numpy as np
import torch
from tokenizers import Tokenizer

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import base  # noqa: E402
import export  # noqa: E402
import fake  # noqa: E402
import tokenizer as vocabulary  # noqa: E402
from model import Config, Model, load, save  # noqa: E402


def test_a_model_comes_back_from_its_file(tmp_path):
    fake.write(tmp_path / "data.jsonl.gz", 40)
    tokenizer = vocabulary.train([tmp_path / "data.jsonl.gz"], 400)
    torch.manual_seed(0)
    model = Model(Config(tokenizer.get_vocab_size(), dim=64, layers=2, heads=4, kv_heads=2, ffn=128, context=512))
    save(tmp_path / "model.pt", model, tokenizer=tokenizer.to_str())
    for kind, exact in (("f16", 1e-3), ("q8_0", 2e-3)):
        export.export(tmp_path / "model.pt", tmp_path / "model.gguf", kind, "Test", {})
        subprocess.run([sys.executable, str(HERE.parent / "base.py"), str(tmp_path / "model.gguf"),
                        str(tmp_path / "back.pt")], check=True, capture_output=True)
        back, saved = load(tmp_path / "back.pt")
        assert back.config == model.config
        for name, weight in model.state_dict().items():
            torch.testing.assert_close(back.state_dict()[name], weight, atol=exact, rtol=0.02, msg=name)
        again = Tokenizer.from_str(saved["tokenizer"])
        for text in ("how many singers?<|links|> <c12><t3> 'é日'", "x" * 50, *vocabulary.SPECIAL[:9]):
            assert again.encode(text).ids == tokenizer.encode(text).ids
        # Written out once more it is the same file to the bit: nothing is lost by tuning from what ships.
        export.export(tmp_path / "back.pt", tmp_path / "twice.gguf", kind, "Test", {})
        one, two = (gguf.GGUFReader(tmp_path / name) for name in ("model.gguf", "twice.gguf"))
        assert all(np.array_equal(a.data, b.data) for a, b in zip(one.tensors, two.tensors, strict=True))


def test_a_script_ends_with_who_waits_for_it(tmp_path):
    for name in ("attended.py",):
        (tmp_path / name).write_text((HERE.parent / name).read_text())
    (tmp_path / "sleep.py").write_text("import time\nprint('on', flush=True)\ntime.sleep(60)\n")
    process = subprocess.Popen([sys.executable, str(tmp_path / "attended.py"), "sleep.py"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"on\n"
    assert process.poll() is None
    process.stdin.close()
    began = time.monotonic()
    assert process.wait(20) == 130
    assert time.monotonic() - began < 20
