"""Checkpoint to a Hugging Face folder (a Llama with a tied head), for vLLM and for whatever reads safetensors.

    python huggingface.py OUT/model.pt FOLDER

Serve it with `vllm serve FOLDER`: the prompts are whole already, so they go to /v1/completions, or as the one message of a
conversation. Our halves of q and k are Hugging Face's, so that nothing is reordered.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

import tokenizer as vocabulary
from model import Model, load

# A conversation is its messages, one after the other: what writes prompts has put the marks in.
TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"


def tensors(model: Model) -> dict[str, torch.Tensor]:
    """The weights under Hugging Face's names; the tied head is not written."""
    named = {"model.embed_tokens.weight": model.embedding.weight, "model.norm.weight": model.norm.weight}
    for n, block in enumerate(model.blocks):
        q, k, v = block.qkv.weight.split(model.config.qkv_rows)
        gate, up = block.gate_up.weight.chunk(2)
        parts = {"input_layernorm": block.attention_norm.weight, "post_attention_layernorm": block.ffn_norm.weight,
                 "self_attn.q_proj": q, "self_attn.k_proj": k, "self_attn.v_proj": v,
                 "self_attn.o_proj": block.attention_out.weight,
                 "mlp.gate_proj": gate, "mlp.up_proj": up, "mlp.down_proj": block.down.weight}
        named |= {f"model.layers.{n}.{name}.weight": part for name, part in parts.items()}
    return {name: weight.detach().cpu().clone() for name, weight in named.items()}


def settings(model: Model, end: int) -> dict:
    """config.json."""
    config = model.config
    return {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "dtype": "float32", "torch_dtype": "float32",
        "vocab_size": config.vocab, "hidden_size": config.dim, "intermediate_size": config.ffn,
        "num_hidden_layers": config.layers, "num_attention_heads": config.heads,
        "num_key_value_heads": config.kv_heads, "head_dim": config.head_dim, "hidden_act": "silu",
        "max_position_embeddings": config.context, "rms_norm_eps": config.eps, "rope_theta": config.rope_base,
        "rope_scaling": None, "attention_bias": False, "mlp_bias": False, "tie_word_embeddings": True,
        "bos_token_id": None, "eos_token_id": end, "pad_token_id": end,
    }


def described(tokenizer_json: str) -> dict:
    """tokenizer.json. Tags and marks are no longer special, or servers would leave them out of the answer's text."""
    described = json.loads(tokenizer_json)
    for added in described["added_tokens"]:
        added["special"] = added["content"] == vocabulary.END
    return described


def export(checkpoint: Path, folder: Path) -> None:
    """Writes the folder."""
    model, saved = load(checkpoint)
    model = model.adapted(0)
    end = Tokenizer.from_str(saved["tokenizer"]).token_to_id(vocabulary.END)
    files = {
        "config.json": settings(model, end),
        "generation_config.json": {"eos_token_id": end, "pad_token_id": end, "do_sample": False},
        "tokenizer.json": described(saved["tokenizer"]),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": model.config.context,
            "eos_token": vocabulary.END, "pad_token": vocabulary.END, "clean_up_tokenization_spaces": False,
            "chat_template": TEMPLATE},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n")
    save_file(tensors(model), folder / "model.safetensors", metadata={"format": "pt"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    export(options.checkpoint, options.folder)
    print(f"{options.folder}: {(options.folder / 'model.safetensors').stat().st_size / 1e6:.1f} MB of weights")


if __name__ == "__main__":
    main()
