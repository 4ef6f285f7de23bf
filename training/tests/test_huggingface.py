"""Our model as a Hugging Face folder says what the checkpoint says. Needs requirements-lora.txt."""

import sys
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

transformers = pytest.importorskip("transformers", reason="training/requirements-lora.txt is not installed")

import fake  # noqa: E402
import huggingface  # noqa: E402
import tokenizer as vocabulary  # noqa: E402
from agree import STRINGS, logprobs  # noqa: E402
from evaluate import greedy  # noqa: E402
from model import Config, Model, save  # noqa: E402


@pytest.mark.parametrize("rank", [0, 4])
def test_logits_tokens_and_answers_are_the_same(tmp_path, rank):
    trained = vocabulary.train([fake.write(tmp_path / "data.jsonl.gz", 20)], 400)
    torch.manual_seed(0)
    model = Model(Config(trained.get_vocab_size(), dim=64, layers=2, heads=4, kv_heads=2, ffn=128, context=512, rank=rank)).eval()
    torch.nn.init.normal_(model.embedding.weight, std=0.2)
    for matrix in model.matrices():  # far from nothing, so that every part counts
        torch.nn.init.normal_(matrix.weight, std=0.2)
        if rank:
            torch.nn.init.normal_(matrix.b, std=0.2)
    save(tmp_path / "model.pt", model, tokenizer=trained.to_str())
    huggingface.export(tmp_path / "model.pt", tmp_path / "folder")
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path / "folder")
    served, loading = transformers.AutoModelForCausalLM.from_pretrained(tmp_path / "folder", output_loading_info=True)
    assert not loading["missing_keys"] and not loading["unexpected_keys"]
    assert served.get_output_embeddings().weight is served.get_input_embeddings().weight
    ours = Tokenizer.from_str(trained.to_str())
    for text in STRINGS:
        assert tokenizer(text)["input_ids"] == ours.encode(text).ids
    prompt = "<|question|> how many singers ?<|links|> <t1><|sql|>"
    whole = tokenizer.apply_chat_template([{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True)
    ids = tokenizer(whole)["input_ids"]
    assert ids == ours.encode(prompt).ids
    with torch.no_grad():
        logits = served(torch.tensor([ids])).logits[0].log_softmax(-1)
    torch.testing.assert_close(logits, logprobs(model, ids), atol=1e-4, rtol=1e-4)
    assert float(logits.std()) > 0.5
    answer = served.generate(torch.tensor([ids]), max_new_tokens=12, do_sample=False)[0, len(ids):].tolist()
    assert answer == greedy(model, [ids], ours.token_to_id(vocabulary.END), 12)[0]
    # Servers leave special tokens out of the text: the end is one, a tag must not be.
    assert tokenizer.decode(tokenizer(" <c12> , <t3><|end|>")["input_ids"], skip_special_tokens=True) == " <c12> , <t3>"
