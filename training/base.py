"""GGUF to checkpoint: what a shipped model is tuned on from. The inverse of export.py, but for what Q8_0 rounded off.

    python base.py models/general/model.gguf BASE.pt
"""

import argparse
from pathlib import Path

import gguf
import numpy as np
import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from model import Config, Model, save


def halves(weight: torch.Tensor, heads: int) -> torch.Tensor:
    """Reorders the rows of q or k from llama.cpp's neighbours back to model.py's halves."""
    rows, columns = weight.shape
    return weight.view(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def read_tokenizer(reader: gguf.GGUFReader) -> Tokenizer:
    """The tokenizer with the same id for every item."""
    tokens = reader.get_field("tokenizer.ggml.tokens").contents()
    kinds = reader.get_field("tokenizer.ggml.token_type").contents()
    merges = [tuple(merge.split(" ")) for merge in reader.get_field("tokenizer.ggml.merges").contents()]
    normal = {token: i for i, (token, kind) in enumerate(zip(tokens, kinds)) if kind == gguf.TokenType.NORMAL}
    tokenizer = Tokenizer(models.BPE(vocab=normal, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    special = [token for token, kind in zip(tokens, kinds) if kind != gguf.TokenType.NORMAL]
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in special])
    wrong = [token for i, token in enumerate(tokens) if tokenizer.token_to_id(token) != i]
    if wrong:
        raise SystemExit(f"the tokenizer cannot be read back: {wrong[:3]} would get other numbers")
    return tokenizer


def read_model(reader: gguf.GGUFReader, vocab: int) -> Model:
    """The weights, as exact as the file has them."""
    def number(key: str):
        value = reader.get_field(f"llama.{key}").contents()
        return value if isinstance(value, int) else float(f"{value:.6g}")  # the file has 32 bits of it

    config = Config(
        vocab, dim=number("embedding_length"), layers=number("block_count"), heads=number("attention.head_count"),
        kv_heads=number("attention.head_count_kv"), ffn=number("feed_forward_length"), context=number("context_length"),
        rope_base=number("rope.freq_base"), eps=number("attention.layer_norm_rms_epsilon"))
    weights = {
        t.name: torch.from_numpy(np.array(gguf.quants.dequantize(t.data, t.tensor_type), dtype=np.float32))
        for t in reader.tensors}
    model = Model(config)
    with torch.no_grad():
        model.embedding.weight.copy_(weights["token_embd.weight"])
        model.norm.weight.copy_(weights["output_norm.weight"])
        for n, block in enumerate(model.blocks):
            def part(name: str) -> torch.Tensor:
                return weights[f"blk.{n}.{name}.weight"]

            q, k = halves(part("attn_q"), config.heads), halves(part("attn_k"), config.kv_heads)
            block.qkv.weight.copy_(torch.cat((q, k, part("attn_v"))))
            block.gate_up.weight.copy_(torch.cat((part("ffn_gate"), part("ffn_up"))))
            block.attention_norm.weight.copy_(part("attn_norm"))
            block.attention_out.weight.copy_(part("attn_output"))
            block.ffn_norm.weight.copy_(part("ffn_norm"))
            block.down.weight.copy_(part("ffn_down"))
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    reader = gguf.GGUFReader(options.gguf)
    tokenizer = read_tokenizer(reader)
    model = read_model(reader, tokenizer.get_vocab_size())
    options.out.parent.mkdir(parents=True, exist_ok=True)
    save(options.out, model, tokenizer=tokenizer.to_str())
    print(f"{options.out}: {model.count() / 1e6:.2f}M parameters from {options.gguf}")


if __name__ == "__main__":
    main()
