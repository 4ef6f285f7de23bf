"""Checkpoint to GGUF, for llama.cpp: Q8_0 (served) or F16 (to compare against), or only its adapter.

    python export.py OUT/model.pt dragoman.gguf [--type q8_0|f16] [--name Dragoman] [--set general.license=MIT]
    python export.py OUT/model.pt adapter.gguf --adapter     of train.py --lora, for --lora beside the base's file
"""

import argparse
import json
from pathlib import Path

import gguf
import torch

import tokenizer as vocabulary
from model import Config, Model, load

QUANTS = {"q8_0": gguf.GGMLQuantizationType.Q8_0, "f16": gguf.GGMLQuantizationType.F16}
FILE_TYPES = {"q8_0": gguf.LlamaFileType.MOSTLY_Q8_0, "f16": gguf.LlamaFileType.MOSTLY_F16}


def pairs(weight: torch.Tensor, heads: int) -> torch.Tensor:
    """Reorders the rows of q or k: llama.cpp rotates neighbours (0,1), (2,3) …, model.py halves."""
    rows, columns = weight.shape
    return weight.view(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def tensors(model: Model) -> dict[str, torch.Tensor]:
    """The weights under llama.cpp's names. The head is tied: llama.cpp takes the embedding for it."""
    config: Config = model.config
    named = {"token_embd.weight": model.embedding.weight, "output_norm.weight": model.norm.weight}
    for n, block in enumerate(model.blocks):
        q, k, v = block.qkv.weight.split(config.qkv_rows)
        gate, up = block.gate_up.weight.chunk(2)
        named |= {
            f"blk.{n}.attn_norm.weight": block.attention_norm.weight,
            f"blk.{n}.attn_q.weight": pairs(q, config.heads),
            f"blk.{n}.attn_k.weight": pairs(k, config.kv_heads),
            f"blk.{n}.attn_v.weight": v,
            f"blk.{n}.attn_output.weight": block.attention_out.weight,
            f"blk.{n}.ffn_norm.weight": block.ffn_norm.weight,
            f"blk.{n}.ffn_gate.weight": gate,
            f"blk.{n}.ffn_up.weight": up,
            f"blk.{n}.ffn_down.weight": block.down.weight,
        }
    return named


def adapter(model: Model) -> dict[str, torch.Tensor]:
    """The adapter's thin matrices under llama.cpp's names; the parts of a fused matrix share their A."""
    config: Config = model.config
    named = {}
    for n, block in enumerate(model.blocks):
        q, k, v = block.qkv.b.split(config.qkv_rows)
        gate, up = block.gate_up.b.chunk(2)
        for name, a, b in (
            ("attn_q", block.qkv.a, pairs(q, config.heads)),
            ("attn_k", block.qkv.a, pairs(k, config.kv_heads)),
            ("attn_v", block.qkv.a, v),
            ("attn_output", block.attention_out.a, block.attention_out.b),
            ("ffn_gate", block.gate_up.a, gate),
            ("ffn_up", block.gate_up.a, up),
            ("ffn_down", block.down.a, block.down.b),
        ):
            named |= {f"blk.{n}.{name}.weight.lora_a": a, f"blk.{n}.{name}.weight.lora_b": b}
    return named


def write_adapter(out: Path, named: dict[str, torch.Tensor], alpha: float, architecture: str = "llama") -> None:
    """A LoRA GGUF, which llama.cpp adds to the base as alpha / rank · B A."""
    writer = gguf.GGUFWriter(out, architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    for name, tensor in named.items():
        writer.add_tensor(name, tensor.detach().cpu().contiguous().numpy())
    finish(writer)


def finish(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_vocabulary(writer: gguf.GGUFWriter, tokenizer_json: str, size: int) -> None:
    """Tokens, their kinds and the merges. <|end|> is a control token: llama.cpp makes it one by its name."""
    described = json.loads(tokenizer_json)
    by_id = {i: text for text, i in described["model"]["vocab"].items()}
    by_id |= {added["id"]: added["content"] for added in described["added_tokens"]}
    special = {added["id"] for added in described["added_tokens"]}
    tokens = [by_id[i] for i in range(size)]
    kinds = [gguf.TokenType.USER_DEFINED if i in special else gguf.TokenType.NORMAL for i in range(size)]
    end = tokens.index(vocabulary.END)
    kinds[end] = gguf.TokenType.CONTROL
    merges = described["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in merges])
    writer.add_eos_token_id(end)
    writer.add_eot_token_id(end)
    writer.add_pad_token_id(end)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)


def export(checkpoint: Path, out: Path, kind: str, name: str, more: dict[str, str]) -> int:
    """Writes the whole model, what adapter it has worked in; returns its size in bytes."""
    model, saved = load(checkpoint)
    model = model.adapted(0)
    config = model.config
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_name(name)
    writer.add_type("model")
    writer.add_file_type(FILE_TYPES[kind])
    for key, value in more.items():
        writer.add_string(key, value)
    writer.add_context_length(config.context)
    writer.add_embedding_length(config.dim)
    writer.add_block_count(config.layers)
    writer.add_feed_forward_length(config.ffn)
    writer.add_head_count(config.heads)
    writer.add_head_count_kv(config.kv_heads)
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_rope_freq_base(config.rope_base)
    writer.add_layer_norm_rms_eps(config.eps)
    writer.add_vocab_size(config.vocab)
    write_vocabulary(writer, saved["tokenizer"], config.vocab)
    for key, tensor in tensors(model).items():
        array = tensor.detach().float().contiguous().numpy()
        if array.ndim == 1:  # norms stay exact
            writer.add_tensor(key, array)
        else:
            writer.add_tensor(key, gguf.quants.quantize(array, QUANTS[kind]), raw_dtype=QUANTS[kind])
    finish(writer)
    return out.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--type", choices=list(QUANTS), default="q8_0")
    parser.add_argument("--adapter", action="store_true", help="only the adapter, in F16")
    parser.add_argument("--name", default="Dragoman")
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=TEXT", help="more metadata")
    options = parser.parse_args()
    if options.adapter:
        model, _ = load(options.checkpoint)
        if model.config.rank == 0:
            parser.error(f"{options.checkpoint} has no adapter: it was not trained with --lora")
        write_adapter(options.out, {k: v.half() for k, v in adapter(model).items()}, model.config.rank)
        return print(f"{options.out}: {options.out.stat().st_size / 1e3:.0f} kB, an adapter of rank {model.config.rank}")
    more = dict(item.split("=", 1) for item in options.set)
    size = export(options.checkpoint, options.out, options.type, options.name, more)
    print(f"{options.out}: {size / 1e6:.2f} MB, {options.type}")


if __name__ == "__main__":
    main()
